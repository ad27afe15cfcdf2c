/** Judges what is asked of a subscription, and carries it out or lets it wait (R15, R17, R18, R22, R24). */
import { addDays } from './day.ts'
import { endDunning, isSuspended } from './dunning.ts'
import { type RefusalCode, unreachable } from './errors.ts'
import type { ChangePlanRequest, SubscribeRequest, SubscriptionRequest } from './fact.ts'
import { cardOf, currentOf, type Life, tierIn, today } from './life.ts'
import { beginBase, beginUsage, endTrial, invoiceBoundary } from './periods.ts'
import { changeTier, startYear } from './plan-change.ts'
import { findTier, type TierId } from './rate-card.ts'
import { type Subscription, takeTier } from './subscription.ts'

/** Carries a request out at `life.now`, or says why not: then nothing has changed. `n` is its fact's. */
export function takeRequest(life: Life, n: number, request: SubscriptionRequest): RefusalCode | undefined {
  const subscription = currentOf(life)
  if (request.do === 'subscribe') return subscription ? 'ALREADY_SUBSCRIBED' : subscribe(life, n, request)
  if (!subscription) return 'NO_SUBSCRIPTION'
  switch (request.do) {
    case 'changePlan':
      return refusalOfChange(life, subscription, request) ?? changePlan(life, subscription, { ...request, by: n })
    case 'removeAddOn':
      return removeAddOn(life, subscription, request.tier)
    case 'cancel':
      return cancel(life, subscription)
    case 'undoCancel':
      if (!subscription.isCancelled) return 'NOT_CANCELLED'
      subscription.isCancelled = false
      return undefined
    case 'end':
      subscription.endDay = addDays(today(life), 1)
      return undefined
    default:
      return unreachable(request)
  }
}

/** Begins a subscription today, which counts whole; in a trial the first paid day is the billing day (R24). What was
 *  owed in an earlier one does not dun the new one. */
function subscribe(life: Life, n: number, request: SubscribeRequest): RefusalCode | undefined {
  const tier = findTier(cardOf(life), request.tier)
  if (!tier) return 'UNKNOWN_TIER'
  const startDay = today(life)
  const trialEnd = request.trialDays > 0 ? addDays(startDay, request.trialDays) : undefined
  const subscription: Subscription = {
    n,
    startDay,
    endDay: undefined,
    hasEnded: false,
    trialEnd,
    tier: tier.id,
    frequency: request.frequency,
    tierSpans: [],
    addOns: new Set(),
    anchor: trialEnd ?? startDay,
    boundary: 0,
    usage: undefined,
    base: undefined,
    pendingTier: undefined,
    pendingFrequency: undefined,
    isCancelled: false,
    held: [],
  }
  takeTier(subscription, tier, startDay)
  endDunning(life)
  life.subscriptions.push(subscription)
  if (!trialEnd) beginPaying(life, subscription)
  return undefined
}

/** The first paid day: usage and base begin, and the base is invoiced at once. */
function beginPaying(life: Life, subscription: Subscription): void {
  beginUsage(life, subscription)
  const day = subscription.anchor
  const fixed = [beginBase(life, subscription)]
  invoiceBoundary(life, subscription, { kind: 'subscription', key: `subscription/${day}`, day, fixed })
}

function refusalOfChange(
  life: Life,
  subscription: Subscription,
  { tier, frequency, when }: ChangePlanRequest,
): RefusalCode | undefined {
  if (tier !== undefined && tier !== subscription.tier && !findTier(cardOf(life), tier)) return 'UNKNOWN_TIER'
  if (when !== 'now' || !frequency || frequency === subscription.frequency || isInTrial(subscription)) return undefined
  if (frequency === 'monthly') return 'AT_PERIOD_END_ONLY'
  return isSuspended(life) ? 'SUSPENDED' : undefined
}

/** A newer tier replaces the pending tier, a newer frequency the pending frequency; naming the current one withdraws
 *  what is pending. Without `when` an upgrade works today, a downgrade tomorrow, a frequency from the next base
 *  period. */
function changePlan(life: Life, subscription: Subscription, request: ChangePlanRequest & { by: number }): undefined {
  const { tier, frequency, when, by } = request
  const day = today(life)
  const startsYear =
    when === 'now' && frequency === 'yearly' && subscription.frequency === 'monthly' && !isInTrial(subscription)
  const isLower = tier !== undefined && tier !== subscription.tier && !isUpgrade(life, subscription, tier)
  if (frequency !== undefined) subscription.pendingFrequency = undefined
  if (tier !== undefined) subscription.pendingTier = undefined
  if (startsYear && !isLower) {
    startYear(life, subscription, { day, tier: tier ?? subscription.tier, by })
    return undefined
  }
  if (startsYear) subscription.pendingFrequency = { frequency, on: addDays(day, 1), by }
  else if (frequency !== undefined) askFrequency(subscription, request)
  if (tier === undefined || tier === subscription.tier) return undefined
  if (when === 'periodEnd') subscription.pendingTier = { tier, on: 'baseEnd', by }
  else if (isLower) subscription.pendingTier = { tier, on: addDays(day, 1), by }
  else changeTier(life, subscription, { day, tier, by })
  return undefined
}

/** A frequency from the next base period; in a trial none has begun, so it holds from the first. */
function askFrequency(subscription: Subscription, { frequency, by }: ChangePlanRequest & { by: number }): void {
  if (frequency === undefined || frequency === subscription.frequency) return
  if (isInTrial(subscription)) subscription.frequency = frequency
  else subscription.pendingFrequency = { frequency, on: 'baseEnd', by }
}

/** R18: the active tier keeps its add-on until its last day has ended; a downgrade works from the next midnight. */
function removeAddOn(life: Life, subscription: Subscription, tier: TierId): RefusalCode | undefined {
  if (tier === subscription.tier) return 'ADD_ON_REQUIRED'
  if (subscription.addOns.delete(tier)) return undefined
  return life.cards.some(({ card }) => findTier(card, tier)) ? 'ADD_ON_NOT_ATTACHED' : 'UNKNOWN_TIER'
}

/** At the end of the base period, and until then to be undone; a trial ends at once. A second cancel does nothing. */
function cancel(life: Life, subscription: Subscription): undefined {
  if (isInTrial(subscription)) endTrial(life, subscription, today(life))
  else subscription.isCancelled = true
  return undefined
}

function isInTrial({ trialEnd, usage }: Subscription): boolean {
  return trialEnd !== undefined && usage === undefined
}

/** `rank` decides (R15), by the rate card in force. */
function isUpgrade(life: Life, subscription: Subscription, entered: TierId): boolean {
  const card = cardOf(life)
  return tierIn(life, card, entered).rank > tierIn(life, card, subscription.tier).rank
}
