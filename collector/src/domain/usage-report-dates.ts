/** Days and times as the report and the invoice write them: English words of our own, the same on every machine. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** "Wednesday 10 March 2027". */
export function dayInFull(day: string): string {
  return `${weekday(day)} ${dayAndYear(day)}`
}

/** "10 March 2027". */
export function dayAndYear(day: string): string {
  const { day: number, year } = Temporal.PlainDate.from(day)
  return `${number} ${month(day)} ${year}`
}

/** "10 Mar", or "10 Mar 2027" where a table reaches into a second year. */
export function dayShort(day: string, hasYear = false): string {
  const { day: number, year } = Temporal.PlainDate.from(day)
  return `${number} ${month(day).slice(0, 3)}${hasYear ? ` ${year}` : ''}`
}

/** "Wed 10 Mar". */
export function dayOfWeekShort(day: string, hasYear = false): string {
  return `${weekday(day).slice(0, 3)} ${dayShort(day, hasYear)}`
}

/** Whether days of the span need their year to be told apart or to be found. */
export function isOverYears(period: { readonly firstDay: string; readonly lastDay: string }): boolean {
  return period.firstDay.slice(0, 4) !== period.lastDay.slice(0, 4)
}

/** "10 March to 9 April 2027", both included; the year is said twice only where it changes. */
export function spanInFull(first: string, last: string): string {
  if (first === last) return dayAndYear(first)
  const hasYear = isOverYears({ firstDay: first, lastDay: last })
  return `${hasYear ? dayAndYear(first) : dayAndMonth(first)} to ${dayAndYear(last)}`
}

/** "10 to 20 Mar", "21 Mar to 9 Apr", "10 Mar", with the year where it changes: for a table. */
export function spanShort(first: string, last: string): string {
  if (first === last) return dayShort(first)
  if (isOverYears({ firstDay: first, lastDay: last })) return `${dayShort(first, true)} to ${dayShort(last, true)}`
  const isOneMonth = first.slice(0, 7) === last.slice(0, 7)
  return `${isOneMonth ? Temporal.PlainDate.from(first).day : dayShort(first)} to ${dayShort(last)}`
}

/** "10 March". */
export function dayAndMonth(day: string): string {
  return `${Temporal.PlainDate.from(day).day} ${month(day)}`
}

/** "18 Mar, 02:10 to 04:24", or with the second day where it differs; `from` and `to` in UTC minutes since 1970. */
export function minutesSpan(span: { readonly from: number; readonly to: number }, timeZone: string): string {
  const [from, to] = [span.from, span.to].map((minute) => localTime(minute, timeZone))
  if (from === undefined || to === undefined) return ''
  return `${from.day}, ${from.clock} to ${from.day === to.day ? '' : `${to.day}, `}${to.clock}`
}

function localTime(utcMinute: number, timeZone: string): { day: string; clock: string } {
  const at = Temporal.Instant.fromEpochMilliseconds(utcMinute * 60_000).toZonedDateTimeISO(timeZone)
  return {
    day: dayShort(at.toPlainDate().toString()),
    clock: at.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

function month(day: string): string {
  return MONTHS[Temporal.PlainDate.from(day).month - 1] ?? ''
}

function weekday(day: string): string {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? ''
}
