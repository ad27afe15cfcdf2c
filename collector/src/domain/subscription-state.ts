/** A subscription as pages, API and jobs see it: what holds now, what is pending, and when the next things happen. */
import type { Day } from './day.ts'
import { type Dunning, dunningOf, isSuspended } from './dunning.ts'
import type { Life } from './life.ts'
import type { Frequency, TierId } from './rate-card.ts'
import { baseEndOf, type PendingTier, type Subscription } from './subscription.ts'

export type SubscriptionStatus = 'trial' | 'active' | 'past_due' | 'suspended' | 'cancelled' | 'ended'

export type SubscriptionState = {
  readonly n: number
  /** 'cancelled': runs until `endDay`. Dunning shows before cancellation. */
  readonly status: SubscriptionStatus
  readonly tier: TierId
  readonly frequency: Frequency
  /** Ascending. */
  readonly addOns: readonly TierId[]
  readonly startDay: Day
  readonly trialEnd: Day | undefined
  /** The day all boundaries are counted from; its day of the month is the billing day. */
  readonly anchor: Day
  readonly usagePeriod: { readonly from: Day; readonly to: Day } | undefined
  readonly basePeriod: { readonly from: Day; readonly to: Day; readonly frequency: Frequency } | undefined
  readonly pendingTier: { readonly tier: TierId; readonly on: Day } | undefined
  readonly pendingFrequency: { readonly frequency: Frequency; readonly on: Day } | undefined
  readonly pendingTimeZone: string | undefined
  readonly isCancelled: boolean
  /** The first day that does not belong to it, where one is known. */
  readonly endDay: Day | undefined
  readonly dunning: Dunning | undefined
}

/** Every subscription of a life, oldest first. */
export function subscriptionStates(life: Life): SubscriptionState[] {
  return life.subscriptions.map((subscription) => stateOf(life, subscription))
}

function stateOf(life: Life, subscription: Subscription): SubscriptionState {
  const { n, tier, frequency, startDay, trialEnd, anchor, usage, base, isCancelled, hasEnded } = subscription
  const { pendingTier, pendingFrequency } = subscription
  const dayOfPending = (on: PendingTier['on']) => (on === 'baseEnd' ? baseEndOf(subscription) : on)
  return {
    n,
    status: statusOf(life, subscription),
    tier,
    frequency,
    addOns: [...subscription.addOns].sort(),
    startDay,
    trialEnd,
    anchor,
    usagePeriod: usage,
    basePeriod: base && { from: base.from, to: base.to, frequency: base.frequency },
    pendingTier: pendingTier && !hasEnded ? { tier: pendingTier.tier, on: dayOfPending(pendingTier.on) } : undefined,
    pendingFrequency:
      pendingFrequency && !hasEnded
        ? { frequency: pendingFrequency.frequency, on: dayOfPending(pendingFrequency.on) }
        : undefined,
    pendingTimeZone: life.pendingZone?.timeZone,
    isCancelled,
    endDay: subscription.endDay ?? (isCancelled ? baseEndOf(subscription) : undefined),
    dunning: hasEnded ? undefined : dunningOf(life),
  }
}

function statusOf(life: Life, { hasEnded, usage, isCancelled, endDay }: Subscription): SubscriptionStatus {
  if (hasEnded) return 'ended'
  if (isSuspended(life)) return 'suspended'
  const dunning = dunningOf(life)
  if (dunning && dunning.pastDueAt <= life.now) return 'past_due'
  if (isCancelled || endDay !== undefined) return 'cancelled'
  return usage ? 'active' : 'trial'
}
