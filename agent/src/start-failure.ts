/** What an agent says when its disk takes nothing: an alert while it is so, one line in the log when it begins. */
import { JournalFull } from './journal/chain.ts'
import type { Parts } from './start-parts.ts'

/** The disk refused: `what` was tried. Minutes go on waiting. */
export function noteFailure(
  { counts, alerts, ports }: Parts,
  what: 'sign' | 'wait' | 'keep' | 'tidy',
  error: unknown,
): void {
  counts.rollBack()
  const code = error instanceof JournalFull ? 'JOURNAL_FULL' : 'JOURNAL_FAILED'
  if (!alerts.raise(code, ports.clock.wallMs())) return
  ports.log.error({ event: 'journal.failed', what, fault: textOf(error) }, 'the journal takes nothing')
}

/** The journal has no room for a statement of any size. */
export function noteFull({ alerts, ports }: Parts): void {
  if (!alerts.raise('JOURNAL_FULL', ports.clock.wallMs())) return
  ports.log.error({ event: 'journal.filled' }, 'the journal is full of what no receipt names')
}

/** What an error says. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
