/** `camtally-collector rehearse FILE.json [...]`: what scenarios would be billed, by the very functions that bill. */
import { readFileSync } from 'node:fs'
import { DomainError, errors } from '../domain/errors.ts'
import { rehearsalJson } from '../domain/rehearsal/output.ts'
import { type Rehearsal, rehearse } from '../domain/rehearsal/rehearse.ts'
import type { Scenario } from '../domain/rehearsal/scenario.ts'
import { parseScenario } from '../domain/rehearsal/scenario-parse.ts'

export type RehearseOutput = { readonly out: (text: string) => void; readonly err: (text: string) => void }

/** Prints one line of JSON a file, in their order. A file that cannot be read and an event that is not refused as it
 *  must be are told on `err`, and the other files are played all the same.
 *  @returns the exit code: 0 done, 1 one of the files failed, 2 wrong usage */
export function runRehearse(args: readonly string[], { out, err }: RehearseOutput): 0 | 1 | 2 {
  const files = args.filter((arg) => !arg.startsWith('--'))
  const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--explain')
  if (unknown !== undefined || files.length === 0) {
    err(unknown === undefined ? 'a file is missing\n' : `unknown option ${unknown}\n`)
    err('rehearse FILE.json [...] [--explain]\n')
    return 2
  }
  const isExplained = args.includes('--explain')
  const failed = files.filter((file) => !rehearseFile(file, { isExplained, out, err }))
  return failed.length > 0 ? 1 : 0
}

function rehearseFile(file: string, { isExplained, out, err }: RehearseOutput & { isExplained: boolean }): boolean {
  try {
    const scenario = parseScenario(readFileSync(file, 'utf8'))
    const rehearsal = rehearse(scenario)
    out(`${rehearsalJson(rehearsal, { isExplained })}\n`)
    const unmet = unmetRefusals(scenario, rehearsal)
    for (const message of unmet) err(`${file}: ${message}\n`)
    return unmet.length === 0
  } catch (error) {
    if (!(error instanceof DomainError) && !isFileError(error)) throw error
    err(`${file}: ${messageOf(error)}\n`)
    return false
  }
}

/** Events that say they must be refused, and were not, or with another code. */
function unmetRefusals({ events }: Scenario, { bill, played }: Rehearsal): string[] {
  return events.flatMap((event) => {
    if (event.refused === undefined) return []
    const n = played.find((one) => one.event === event)?.n
    const code = bill.refused.find((refusal) => refusal.n === n)?.code
    const was = n === undefined ? 'never played: it lies after until' : (code ?? 'carried out')
    return code === event.refused ? [] : [`${event.path}: must be refused with ${event.refused}, but it was ${was}`]
  })
}

/** What the file system says: no such file, no permission, a folder. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}

function messageOf(error: Error): string {
  return error instanceof DomainError ? `${error.message}\n  ${errors[error.code].hint}` : error.message
}
