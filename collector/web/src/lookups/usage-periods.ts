/** The usage periods before a known one: boundaries lie on the billing day, clamped to each month's end (R2). */
import type { Span } from '../model.ts'

const mostPeriods = 36

/** Newest first, back to the one that holds the start day. A period cut short by a change (R17) ends where it ended:
 *  the known one is taken as it is. */
export function periodsUntil({ from, to }: Span, startDay: string): Span[] {
  const periods: Span[] = [{ from, to }]
  const anchor = Number(startDay.slice(8))
  for (let end = from; end > startDay && periods.length < mostPeriods; ) {
    const begin = monthBefore(end, anchor)
    periods.push({ from: begin < startDay ? startDay : begin, to: end })
    end = begin
  }
  return periods
}

/** The boundary a month earlier, from the original day: 2027-04-30 with 31 is 2027-03-31. */
function monthBefore(day: string, anchor: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month - 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 2, Math.min(anchor, lastOfMonth))).toISOString().slice(0, 10)
}
