/** Days of the calendar as text, "2027-03-10": they compare as text does, and each of them exists. */
import { DomainError } from './errors.ts'

declare const brand: unique symbol
/** A calendar date of the years 1900 to 9999; made by parseDay and the functions here alone. */
export type Day = string & { readonly [brand]: 'Day' }

const dayMs = 86_400_000

/** Reads "2027-03-10". @throws DATE_IMPOSSIBLE also for 2027-02-30 */
export function parseDay(text: string, path = ''): Day {
  if (/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text) && isDate(text)) return text as Day
  throw new DomainError('DATE_IMPOSSIBLE', path, `"${text}" is no date from 1900 on; write it as 2027-03-10`)
}

/** The day so many days later, or earlier if `count` is below 0. */
export function addDays(day: Day, count: number): Day {
  return new Date((dayNumber(day) + count) * dayMs).toISOString().slice(0, 10) as Day
}

/** The same day of the month so many months later, at most the month's end (R2, R4): 2027-01-31 + 1 is 2027-02-28. */
export function addMonths(day: Day, count: number): Day {
  return dayOf(Temporal.PlainDate.from(day).add({ months: count }, { overflow: 'constrain' }))
}

/** Days of [from, to); below 0 if `to` lies before. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** Each day of [from, to), ascending. */
export function daysOf(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

/** Days since 1970-01-01. Days are counted through by this number: it is ten times as fast as a date of Temporal. */
export function dayNumber(day: Day): number {
  return Date.parse(day) / dayMs
}

/** A date of the platform's calendar as a Day. */
export function dayOf(date: Temporal.PlainDate): Day {
  return date.toString() as Day
}

function isDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
