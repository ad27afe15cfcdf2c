/** The account's calendar: which UTC minutes a local day is, whatever its zone does (R11) and becomes (R21). */
import { assert } from './errors.ts'
import { addDays, type Day, dayOf } from './day.ts'

/** A local day as UTC minutes [from, to), counted from 1970. */
export type DayWindow = { readonly fromMinute: number; readonly toMinute: number }

/** The zones of an account in the order in which they came into force. */
export type Calendar = readonly [ZoneSpan, ...ZoneSpan[]]

/** `timeZone` is in force from the midnight of `from` in the zone before: `switchMinute`. The first one always was. */
export type ZoneSpan = { readonly timeZone: string; readonly from: Day | null; readonly switchMinute: number }

/** The calendar of an account that never changed its zone. */
export function calendarOf(timeZone: string): Calendar {
  return [{ timeZone, from: null, switchMinute: Number.NEGATIVE_INFINITY }]
}

/** The calendar with another zone from the midnight of `from`, in the zone in force until then (R21). */
export function switchZone(calendar: Calendar, timeZone: string, from: Day): Calendar {
  const last = calendar[calendar.length - 1]
  assert(last !== undefined && (last.from === null || last.from < from), 'zones change in the order of time')
  return [...calendar, { timeZone, from, switchMinute: dayStart(calendar, from) }]
}

/** The zone that a day ends in. */
export function zoneOf(calendar: Calendar, day: Day): string {
  return spanOf(calendar, ({ from }) => from === null || from <= day).timeZone
}

/** The minute at which a local day begins. After a switch no day begins before it (R21: max(P, local date)). */
export function dayStart(calendar: Calendar, day: Day): number {
  const known = starts.get(calendar) ?? new Map<Day, number>()
  starts.set(calendar, known)
  const start = known.get(day) ?? startOf(calendar, day)
  known.set(day, start)
  return start
}

/** Starts that were computed before: the fold asks for each many times. A calendar never changes, so neither do
 *  they. */
const starts = new WeakMap<Calendar, Map<Day, number>>()

/** dayStart as epoch ms. */
export function dayStartAt(calendar: Calendar, day: Day): number {
  return dayStart(calendar, day) * 60_000
}

/** The UTC minutes of a local day; none at all if a switch of the zone leaves it out. */
export function dayWindow(calendar: Calendar, day: Day): DayWindow {
  return { fromMinute: dayStart(calendar, day), toMinute: dayStart(calendar, addDays(day, 1)) }
}

/** The local day that an instant (epoch ms) lies in. Windows decide: a clock set back over midnight repeats no day. */
export function dayAt(calendar: Calendar, at: number): Day {
  const span = spanOf(calendar, ({ switchMinute }) => switchMinute * 60_000 <= at)
  const date = dayOf(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(span.timeZone).toPlainDate())
  let day = span.from !== null && span.from > date ? span.from : date
  while (dayStartAt(calendar, addDays(day, 1)) <= at) day = addDays(day, 1)
  while (dayStartAt(calendar, day) > at) day = addDays(day, -1)
  return day
}

/** The same clock time so many local days later (R23), epoch ms: a time that the zone skips is moved forward. */
export function sameClockTime(calendar: Calendar, at: number, days: number): number {
  const day = addDays(dayAt(calendar, at), days)
  const clock = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zoneOf(calendar, dayAt(calendar, at)))
    .toPlainTime()
  const timeZone = zoneOf(calendar, day)
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds
}

function startOf(calendar: Calendar, day: Day): number {
  const { timeZone, switchMinute } = spanOf(calendar, ({ from }) => from === null || from < day)
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone })
  return Math.max(switchMinute, Math.floor(midnight.epochMilliseconds / 60_000))
}

/** The newest span that fits; the first one fits always. */
function spanOf(calendar: Calendar, fits: (span: ZoneSpan) => boolean): ZoneSpan {
  return calendar.findLast(fits) ?? calendar[0]
}
