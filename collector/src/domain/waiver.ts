/** Days that are not charged for usage: free days (R24), days suspended as a whole (R23), and days of a trial. */
import { dayWindow } from './calendar.ts'
import type { Day } from './day.ts'
import type { Life } from './life.ts'

/** Whether a day of a usage period is waived, as far as is known now: a suspension that is still open waives on. */
export function isWaived(life: Life, day: Day): boolean {
  return life.freeDays.some(({ from, to }) => from <= day && day < to) || isSuspendedWhole(life, day)
}

/** Whether all of a local day was spent suspended. */
function isSuspendedWhole(life: Life, day: Day): boolean {
  if (life.suspensions.length === 0) return false
  const { fromMinute, toMinute } = dayWindow(life.calendar, day)
  return life.suspensions.some(
    ({ from, to }) => from <= fromMinute * 60_000 && (to === undefined || toMinute * 60_000 <= to),
  )
}
