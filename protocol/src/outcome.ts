/**
 * What becomes of a stored statement or minute that does not count: it is kept, receipted and shown with one of these
 * codes.
 */

import { COUNTS_EARLY_MS, COUNTS_LATE_MS } from './limits.ts'
import { startOfMinuteMs, type UtcMinute } from './utc-minute.ts'

export const outcomes = {
  NOT_UNDERSTOOD: {
    message: 'The signature is right, but this version does not understand the statement.',
    hint: 'Upgrade the collector; the statement counts then.',
  },
  REVOKED: {
    message: 'The key was revoked before the statement arrived.',
    hint: 'Enroll the gateway again; find out who still holds the old key.',
  },
  INVENTORY_MISSING: {
    message: 'The inventory that the heartbeat names has not arrived yet.',
    hint: 'Wait for the gateway to send it again; its minutes count as soon as it is there.',
  },
  TIME_EARLY: {
    message: 'The minute lies more than 5 minutes after its arrival.',
    hint: 'Look at the clock of the gateway.',
  },
  TIME_LATE: {
    message: 'The minute lies more than 62 days before its arrival.',
    hint: 'The gateway was offline for too long; agree on the minutes by hand.',
  },
} as const satisfies Record<string, { message: string; hint: string }>

/** Why a stored statement, or one minute of it, does not count. */
export type OutcomeCode = keyof typeof outcomes
export type MinuteOutcome = 'COUNTED' | 'TIME_EARLY' | 'TIME_LATE'

/**
 * Whether a minute counts by its time (R13). `arrivalMs` is `t` of the first receipt that covers the statement: the
 * only arrival that an auditor can recompute. The start of the minute is judged, both bounds are inclusive.
 */
export function minuteOutcome(minute: UtcMinute, arrivalMs: number): MinuteOutcome {
  const startMs = startOfMinuteMs(minute)
  if (startMs > arrivalMs + COUNTS_EARLY_MS) return 'TIME_EARLY'
  return startMs < arrivalMs - COUNTS_LATE_MS ? 'TIME_LATE' : 'COUNTED'
}
