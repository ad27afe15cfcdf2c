/** Minutes of a day: where an instant stands in its window, and how its spans read on the wall clock. */
import type { Span } from '../model.ts'
import { clockTime } from './day.ts'

/** Whole minutes from the window's first to this instant; undefined outside of it. */
export function minuteOfDay(window: Span, atMs: number): number | undefined {
  const minute = Math.floor((atMs - Date.parse(window.from)) / 60_000)
  return minute >= 0 && atMs < Date.parse(window.to) ? minute : undefined
}

/** The wall clock time of a minute of the day, counted from its first: right on days of 23 and 25 hours too. */
export function wallTime(window: Span, minute: number, timeZone: string): string {
  return clockTime(new Date(Date.parse(window.from) + minute * 60_000).toISOString(), timeZone)
}
