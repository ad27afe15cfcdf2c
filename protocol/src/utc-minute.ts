/** UTC minutes: whole minutes since 1970-01-01T00:00Z, the only unit in which presence is stated. */

import { MINUTES_PER_DAY } from './limits.ts'

/** Minutes since 1970-01-01T00:00Z; minute M is the span [M x 60,000 ms, (M + 1) x 60,000 ms). */
export type UtcMinute = number
/** Days since 1970-01-01. */
export type UtcDay = number

export const MINUTE_MS = 60_000

/** The minute that holds an instant: utcMinuteOf(59_999) is 0. */
export function utcMinuteOf(instantMs: number): UtcMinute {
  return Math.floor(instantMs / MINUTE_MS)
}

/** The first instant of a minute, in ms since 1970. */
export function startOfMinuteMs(minute: UtcMinute): number {
  return minute * MINUTE_MS
}

/** The UTC day that holds a minute: utcDayOf(1439) is 0, utcDayOf(1440) is 1. */
export function utcDayOf(minute: UtcMinute): UtcDay {
  return Math.floor(minute / MINUTES_PER_DAY)
}

/** Where in its UTC day a minute lies: 0..1439. */
export function minuteOfUtcDay(minute: UtcMinute): number {
  return minute - utcDayOf(minute) * MINUTES_PER_DAY
}

/** The first minute of a UTC day. */
export function firstMinuteOf(day: UtcDay): UtcMinute {
  return day * MINUTES_PER_DAY
}

/** Whether [from, from + count) lies in one UTC day. */
export function isWithinUtcDay(from: UtcMinute, count: number): boolean {
  return utcDayOf(from) === utcDayOf(from + count - 1)
}
