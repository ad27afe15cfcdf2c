/** The days of an account as they are billed: the daily numbers of page, report and rehearsal. */
import { dayWindow } from './calendar.ts'
import { addDays, type Day } from './day.ts'
import { cardOn, type Life } from './life.ts'
import type { TierId } from './rate-card.ts'
import { type CountOf, rateDay } from './rated-period.ts'
import { type Subscription, tierOn } from './subscription.ts'

export type DayRow = {
  readonly day: Day
  readonly fromMinute: number
  readonly toMinute: number
  /** What is counted now, also where R19 no longer bills it. */
  readonly connected: number
  readonly included: number
  /** What is billed; 0 when waived. */
  readonly billable: number
  readonly tier: TierId
  readonly isClosed: boolean
  readonly isWaived: boolean
  /** An adjustment changes what was first billed, or will on the next invoice. */
  readonly isAdjusted: boolean
}

/** Every day of a subscription, trials included, that has wholly ended at `at`; ascending. A day on which one
 *  subscription ended and another began is the newer one's. */
export function dayRows(life: Life, at: number, countOf: CountOf): DayRow[] {
  const rows = new Map<Day, DayRow>()
  for (const subscription of life.subscriptions) {
    for (let day = subscription.startDay; !isAfter(subscription, day); day = addDays(day, 1)) {
      const row = dayRow(life, subscription, { day, countOf })
      if (row.toMinute * 60_000 > at) break
      rows.set(day, row)
    }
  }
  return [...rows.values()]
}

function isAfter({ endDay }: Subscription, day: Day): boolean {
  return endDay !== undefined && day >= endDay
}

function dayRow(life: Life, subscription: Subscription, { day, countOf }: { day: Day; countOf: CountOf }): DayRow {
  const closed = life.counts.get(day)
  const billed = life.billedDays.get(day)
  const rated = rateDay(life, day, countOf(day))
  const isInTrial = subscription.trialEnd !== undefined && day < subscription.trialEnd
  const isWaived = isInTrial || (billed ? billed.isWaived : rated.isWaived)
  const { fromMinute, toMinute } = closed ?? dayWindow(life.calendar, day)
  return {
    day,
    fromMinute,
    toMinute,
    connected: rated.connected,
    included: cardOn(life, day).included,
    billable: isWaived ? 0 : (billed?.inForce ?? rated.billable),
    tier: tierOn(subscription, day),
    isClosed: closed !== undefined,
    isWaived,
    isAdjusted: billed !== undefined && (billed.isAdjusted || billed.billed !== billed.inForce),
  }
}
