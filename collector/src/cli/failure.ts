/** How a failed command ends: a sentence, its code, what to do now, and the exit code. */
import { ConfigError } from '../config.ts'
import { StartError } from '../start-errors.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'

/** A command that cannot do what it was asked. */
export class CommandError extends Error {
  readonly code: string
  readonly hint: string
  constructor(code: string, message: string, hint: string) {
    super(message)
    this.name = 'CommandError'
    this.code = code
    this.hint = hint
  }
}

/** Says on `err` what went wrong (with `isJson` as one JSON object) and returns the exit code. A fault of the program
 *  itself is not caught here: it is thrown on, with its stack. */
export function reportFailure(error: unknown, shell: Shell, isJson: boolean): ExitCode {
  if (error instanceof ConfigError) {
    const lines = error.faults.map(({ where, message, code }) => `${where}: ${message}    [${code}]\n`)
    shell.err.write(isJson ? `${JSON.stringify({ ok: false, faults: error.faults })}\n` : lines.join(''))
    return exitCodes.config
  }
  if (error instanceof StartError) {
    shell.err.write(
      isJson ? `${JSON.stringify({ ok: false, code: error.code, message: error.message })}\n` : `${error.message}\n`,
    )
    return exitCodes.config
  }
  if (!(error instanceof CommandError)) throw error
  const { code, message, hint } = error
  shell.err.write(
    isJson ? `${JSON.stringify({ ok: false, code, message, hint })}\n` : `failed: ${message}\n  ${hint}\n`,
  )
  return exitCodes.failed
}
