/** Days and instants in words. A day is a calendar date in the account's zone and is never moved by the reader's
 *  own. */

const dayMs = 86_400_000

/** "21 March 2027"; days are written from their own three numbers. */
export function longDay(day: string, language: string): string {
  return dayText(day, language, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** "10 April". */
export function monthDay(day: string, language: string): string {
  return dayText(day, language, { day: 'numeric', month: 'long' })
}

/** "21 Mar". */
export function shortDay(day: string, language: string): string {
  return dayText(day, language, { day: 'numeric', month: 'short' })
}

/** "10", or "10." where a language writes it so. */
export function dayNumber(day: string, language: string): string {
  return dayText(day, language, { day: 'numeric' })
}

/** "10 Sep 2026". */
export function shortDate(day: string, language: string): string {
  return dayText(day, language, { day: 'numeric', month: 'short', year: 'numeric' })
}

/** "Sun 21 Mar". */
export function weekDay(day: string, language: string): string {
  return dayText(day, language, { weekday: 'short', day: 'numeric', month: 'short' })
}

/** "Sunday 21 March 2027". */
export function fullDay(day: string, language: string): string {
  return dayText(day, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** The days of [from, to) as they are spoken of, both included: 2027-03-10, 2027-04-10 -> its first and last day. */
export function lastDayOf(to: string): string {
  return addDays(to, -1)
}

/** Plain calendar arithmetic, no zone involved. */
export function addDays(day: string, days: number): string {
  return new Date(utcOf(day).getTime() + days * dayMs).toISOString().slice(0, 10)
}

/** How many days lie in [from, to). */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcOf(to).getTime() - utcOf(from).getTime()) / dayMs)
}

/** Monday is 0. */
export function weekdayIndex(day: string): number {
  return (utcOf(day).getUTCDay() + 6) % 7
}

/** "14:28" in the account's zone. */
export function clockTime(instant: string, timeZone: string): string {
  return timeFormat({ hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant))
}

/** "14:28:06 EDT": the zone is always named where time is live. */
export function clockTimeWithZone(instantMs: number, timeZone: string): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone, timeZoneName: 'short' } as const
  return timeFormat(options).format(new Date(instantMs))
}

/** "21 Mar 2027, 14:28 EDT". */
export function instantText(instant: string, timeZone: string, language: string): string {
  const day = dayOf(instant, timeZone)
  const zone = zoneName(instant, timeZone)
  return `${shortDate(day, language)}, ${clockTime(instant, timeZone)} ${zone}`
}

/** The local calendar date of an instant. */
export function dayOf(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone })
  return parts.format(new Date(instant))
}

/** "New York" of America/New_York: how a zone is spoken of. */
export function zonePlace(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}

function zoneName(instant: string, timeZone: string): string {
  const parts = timeFormat({ timeZone, timeZoneName: 'short' }).formatToParts(new Date(instant))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

function utcOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** English dates are written day first and without commas, as everywhere in these documents: en-GB says Sept for
 *  Sep. */
function dayText(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-US' : language, { ...options, timeZone: 'UTC' })
  if (language !== 'en') return format.format(utcOf(day))
  const parts = format.formatToParts(utcOf(day))
  const order = ['weekday', 'day', 'month', 'year']
  return order.flatMap((type) => parts.filter((part) => part.type === type).map(({ value }) => value)).join(' ')
}

/** en-US has the names of American zones (EDT); 24 hours are asked for. */
function timeFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { ...options, hourCycle: 'h23' })
}
