/** What was billed for days that are on a final invoice, and what is in force for them now (R19). Late data is never
 *  added to a counter: each day is judged again, and the difference of totals becomes an adjustment line. */
import { type Calendar, dayAt, dayWindow } from './calendar.ts'
import { addMonths, type Day } from './day.ts'
import type { Life } from './life.ts'
import type { ChangeReason, UsageLine } from './line.ts'
import type { AmountMinor } from './money.ts'
import type { TierId, UsagePrice } from './rate-card.ts'
import { rateDay, type RatedPeriod } from './rated-period.ts'

/** A usage period on a final invoice. `soFar` is the sum of its usage and adjustment lines, by tier; credit notes do
 *  not count: they are decisions about money, adjustments are about evidence. */
export type BilledPeriod = {
  readonly from: Day
  readonly to: Day
  readonly periodDays: number
  readonly days: readonly BilledDay[]
  readonly soFar: Map<TierId, { quantity: number; amountMinor: AmountMinor }>
}

/** `billed`: cameras on final lines. `inForce`: what the next adjustment bills, within the limits of R19. */
export type BilledDay = {
  readonly day: Day
  readonly tier: TierId
  readonly tierName: string
  readonly price: UsagePrice
  readonly included: number
  connected: number
  isWaived: boolean
  billed: number
  inForce: number
  /** On a final adjustment line already. */
  isAdjusted: boolean
  why: ChangeReason
}

const chargeReachMs = 62 * 24 * 3_600_000
const creditReachMonths = 24

/** Keeps what a final invoice billed for a period. */
export function recordBilled(life: Life, { period, groups }: RatedPeriod, lines: readonly UsageLine[]): void {
  const days = groups.flatMap(({ tier, price, days }) =>
    days.map(
      (day): BilledDay => ({
        ...day,
        tier: tier.id,
        tierName: tier.name,
        price,
        billed: day.billable,
        inForce: day.billable,
        isAdjusted: false,
        why: 'other',
      }),
    ),
  )
  const soFar: BilledPeriod['soFar'] = new Map()
  for (const { tier, quantity, amountMinor } of lines) {
    const sum = soFar.get(tier) ?? { quantity: 0, amountMinor: 0n }
    soFar.set(tier, { quantity: sum.quantity + quantity, amountMinor: sum.amountMinor + amountMinor })
  }
  const { from, to, periodDays } = period
  life.billed.push({ from, to, periodDays, days: days.sort((a, b) => (a.day < b.day ? -1 : 1)), soFar })
  for (const day of days) life.billedDays.set(day.day, day)
}

/** Judges a billed day again after its count changed or a waiver came, known now. Nothing happens to a day that is
 *  on no final invoice: its line is composed from the newest count anyway. */
export function judgeAgain(
  life: Life,
  day: Day,
  change: { readonly connected?: number; readonly why: ChangeReason },
): void {
  const billed = life.billedDays.get(day)
  if (!billed) return
  const connected = change.connected ?? billed.connected
  const rated = rateDay(life, day, connected)
  const reach = {
    charge: isWithinCharges(life.calendar, day, life.now),
    credit: isWithinCredits(life.calendar, day, life.now),
  }
  const inForce = limited(rated.billable, billed, reach)
  if (inForce !== billed.inForce) billed.why = change.why
  billed.inForce = inForce
  billed.connected = connected
  billed.isWaived = rated.isWaived && inForce === 0
}

/** What comes into force of a new number of billable cameras. Out of reach, the customer is charged no more and
 *  credited no less than what was billed so far: a pending change may still be taken back. limited(3, { billed: 2,
 *  inForce: 2 }, { charge: false, credit: true }) is 2. */
export function limited(
  target: number,
  { billed, inForce }: { readonly billed: number; readonly inForce: number },
  reach: { readonly charge: boolean; readonly credit: boolean },
): number {
  if (target > inForce) return reach.charge ? target : Math.max(inForce, Math.min(target, billed))
  if (target < inForce) return reach.credit ? target : Math.min(inForce, Math.max(target, billed))
  return inForce
}

/** Charges reach back 62 x 24 h from the moment the change became known: to the days any minute of which R13 would
 *  still take then. */
function isWithinCharges(calendar: Calendar, day: Day, knownAt: number): boolean {
  const lastMinute = dayWindow(calendar, day).toMinute - 1
  return lastMinute * 60_000 >= knownAt - chargeReachMs
}

/** Credits reach back 24 months from the local day of that moment, that day of the month included. */
function isWithinCredits(calendar: Calendar, day: Day, knownAt: number): boolean {
  return day >= addMonths(dayAt(calendar, knownAt), -creditReachMonths)
}
