/** Rates a closed usage period: each day by its tier and price version (R15, R20), or all by one tier
 *  (tierAtInvoice). */
import type { Day } from './day.ts'
import { cardOn, type Life, tierIn } from './life.ts'
import type { RatedDay, UsageLine } from './line.ts'
import { type Tier, type TierId, type UsagePrice, usagePriceOn } from './rate-card.ts'
import { tierOn, type UsagePeriod } from './subscription.ts'
import { priceKey, usageAmount } from './usage-amount.ts'
import { isWaived } from './waiver.ts'

/** How many cameras count on a day: closed, or so far. */
export type CountOf = (day: Day) => number

/** The days of one tier and price version, ascending; `rank` orders the lines. */
export type RatedGroup = { readonly tier: Tier; readonly price: UsagePrice; readonly days: RatedDay[] }

export type RatedPeriod = { readonly period: UsagePeriod; readonly groups: readonly RatedGroup[] }

/** Every day of the period in one group: a tier and price version that had a day has a group, also when it is all 0.
 *  Ordered by rank, then price date. `ratingTier` undefined: each day by its own tier. */
export function ratePeriod(
  life: Life,
  period: UsagePeriod,
  { ratingTier, countOf }: { readonly ratingTier: TierId | undefined; readonly countOf: CountOf },
): RatedPeriod {
  const groups = new Map<string, RatedGroup>()
  for (const day of period.days) {
    const tier = tierIn(life, cardOn(life, day), ratingTier ?? tierOn(period.subscription, day))
    const price = usagePriceOn(tier, day)
    const key = `${tier.id} ${priceKey(price)}`
    const group = groups.get(key) ?? { tier, price, days: [] }
    groups.set(key, group)
    group.days.push(rateDay(life, day, countOf(day)))
  }
  const byRankAndDate = (a: RatedGroup, b: RatedGroup) =>
    a.tier.rank - b.tier.rank || (a.price.from < b.price.from ? -1 : a.price.from > b.price.from ? 1 : 0)
  return { period, groups: [...groups.values()].sort(byRankAndDate) }
}

/** A day with its count as it is billed (R10). */
export function rateDay(life: Life, day: Day, connected: number): RatedDay {
  const { included } = cardOn(life, day)
  const waived = isWaived(life, day)
  return { day, connected, included, billable: waived ? 0 : Math.max(0, connected - included), isWaived: waived }
}

/** The usage line of a group. */
export function usageLine(
  life: Life,
  { from, to, periodDays }: UsagePeriod,
  { tier, price, days }: RatedGroup,
): UsageLine {
  const billable = days.map((day) => day.billable)
  return {
    kind: 'usage',
    tier: tier.id,
    quantity: billable.reduce((a, b) => a + b, 0),
    amountMinor: usageAmount({ price, billable, periodDays, currencyDigits: life.currencyDigits }),
    derivation: { tierName: tier.name, from, to, periodDays, price, days },
  }
}
