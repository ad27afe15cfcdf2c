/** Counts the boots of the agent and knows how the one before ended. */
import type { BootReason } from '@camtally/protocol'
import { IdentityError } from './errors.ts'
import { BOOT, findText, writeText } from './files.ts'

/** This boot: its number, from 1, and why it began. */
export type Boot = { readonly number: number; readonly why: BootReason }

/** `stoppedBy`: version of the agent that ended this boot in order; absent while it runs and after a crash. */
type BootFile = { readonly boot: number; readonly stoppedBy?: string }

/** Begins a boot: the number is on disk before anything is signed with it. */
export function beginBoot(dataDir: string, agentVersion: string): Boot {
  const before = readBoot(dataDir)
  const number = (before?.boot ?? 0) + 1
  writeText(dataDir, BOOT, `${JSON.stringify({ boot: number } satisfies BootFile)}\n`)
  return { number, why: reason(before, agentVersion) }
}

/** Ends a boot in order: the next one is `clean`, or `update` if another version begins it. */
export function endBoot(dataDir: string, boot: number, agentVersion: string): void {
  writeText(dataDir, BOOT, `${JSON.stringify({ boot, stoppedBy: agentVersion } satisfies BootFile)}\n`)
}

function reason(before: BootFile | undefined, agentVersion: string): BootReason {
  if (before === undefined) return 'first'
  if (before.stoppedBy === undefined) return 'crash'
  return before.stoppedBy === agentVersion ? 'clean' : 'update'
}

function readBoot(dataDir: string): BootFile | undefined {
  const text = findText(dataDir, BOOT)
  if (text === undefined) return undefined
  const value = parsed(text)
  const isObject = typeof value === 'object' && value !== null
  const boot = isObject && 'boot' in value ? value.boot : undefined
  const stoppedBy = isObject && 'stoppedBy' in value ? value.stoppedBy : undefined
  if (typeof boot !== 'number' || !Number.isSafeInteger(boot) || boot < 1)
    throw new IdentityError('IDENTITY_DAMAGED', BOOT)
  return { boot, ...(typeof stoppedBy === 'string' ? { stoppedBy } : {}) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the caller says what is wrong with it
  }
}
