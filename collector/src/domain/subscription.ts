/** A subscription as the fold keeps it: plan, periods, what is pending. Changed by the request and boundary files
 *  alone. */
import { addMonths, type Day } from './day.ts'
import { assert } from './errors.ts'
import type { Frequency, RateCard, Tier, TierId } from './rate-card.ts'

export type Subscription = {
  /** `n` of the fact that began it. */
  readonly n: number
  readonly startDay: Day
  /** The first day that no longer belongs to it, once it has ended or an operator's end is set. */
  endDay: Day | undefined
  hasEnded: boolean
  /** First paid day; undefined without a trial. */
  readonly trialEnd: Day | undefined
  tier: TierId
  frequency: Frequency
  readonly tierSpans: TierSpan[]
  readonly addOns: Set<TierId>
  /** The day all boundaries are counted from (R2): the first paid day, or that of the last yearly `now`. */
  anchor: Day
  /** Boundary so many months after the anchor begins the running usage period. */
  boundary: number
  /** The running usage period; undefined in a trial and after the end. */
  usage: { readonly from: Day; readonly to: Day } | undefined
  /** The base period that is paid; undefined in a trial and after a boundary passed while suspended. */
  base: BasePeriod | undefined
  pendingTier: PendingTier | undefined
  pendingFrequency: PendingFrequency | undefined
  isCancelled: boolean
  /** Closed usage periods that no invoice carries yet (usageInvoicing withBase). */
  held: UsagePeriod[]
}

/** `card` is the one in force at the period's start: its prices hold for base and proration. */
export type BasePeriod = {
  readonly from: Day
  readonly to: Day
  readonly frequency: Frequency
  readonly card: RateCard
}

/** A tier from a day on; two on one day if it was upgraded on it. */
export type TierSpan = { readonly from: Day; readonly tier: TierId; readonly rank: number }

/** `by` is the fact's `n`: it names the change in documents. */
export type PendingTier = { readonly tier: TierId; readonly on: Day | 'baseEnd'; readonly by: number }
export type PendingFrequency = { readonly frequency: Frequency; readonly on: Day | 'baseEnd'; readonly by: number }

/** A closed usage period [from, to); `periodDays` is D of the full one. */
export type UsagePeriod = {
  readonly subscription: Subscription
  readonly from: Day
  readonly to: Day
  readonly days: readonly Day[]
  readonly periodDays: number
}

/** R15: the highest tier held at any time on the day. A span of the day itself leaves out what ended at its
 *  midnight, and what an upgrade left during the day is lower. */
export function tierOn(subscription: Subscription, day: Day): TierId {
  const { tierSpans } = subscription
  const ofDay = tierSpans.filter(({ from }) => from === day)
  const held = ofDay.length > 0 ? ofDay : tierSpans.filter(({ from }) => from < day).slice(-1)
  const highest = held.reduce<TierSpan | undefined>((a, b) => (a && a.rank >= b.rank ? a : b), undefined)
  assert(highest !== undefined, `a tier is held on ${day}`)
  return highest.tier
}

/** Takes a tier from a day on, and attaches its add-on (R18). */
export function takeTier(subscription: Subscription, tier: Tier, from: Day): void {
  subscription.tier = tier.id
  subscription.tierSpans.push({ from, tier: tier.id, rank: tier.rank })
  subscription.addOns.add(tier.id)
  subscription.pendingTier = undefined
}

/** Boundary `count` of the subscription, always from the anchor (R2, R4). */
export function boundaryDay(subscription: Subscription, count: number): Day {
  return addMonths(subscription.anchor, count)
}

/** The day on which what waits for the end of the base period happens. */
export function baseEndOf(subscription: Subscription): Day {
  const day = subscription.base?.to ?? subscription.usage?.to ?? subscription.trialEnd
  assert(day !== undefined, 'a running subscription has a next boundary')
  return day
}
