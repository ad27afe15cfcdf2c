/** What happens at local midnights: trials end, usage and base periods end and begin, pending changes take effect,
 *  dunning and cancellations end a subscription. */
import type { Day } from './day.ts'
import { dunningEndsOn, isSuspended } from './dunning.ts'
import { assert } from './errors.ts'
import { cardOf, currentOf, type Life, tierIn } from './life.ts'
import type { Line } from './line.ts'
import { beginBase, beginUsage, endSubscription, endUsage, invoiceBoundary } from './periods.ts'
import { changeTier, startYear } from './plan-change.ts'
import { type Subscription, takeTier } from './subscription.ts'

/** The next local day at whose midnight something happens; undefined without a subscription. */
export function nextBoundaryDay(life: Life): Day | undefined {
  const subscription = currentOf(life)
  if (!subscription) return undefined
  const { usage, trialEnd, pendingTier, pendingFrequency, endDay } = subscription
  const days = [
    usage?.to ?? trialEnd,
    endDay,
    pendingDay(pendingTier),
    pendingDay(pendingFrequency),
    dunningEndsOn(life),
  ]
  return days.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined)
}

/** Lets the midnight that begins `day` pass. */
export function passMidnight(life: Life, day: Day): void {
  const subscription = currentOf(life)
  if (!subscription) return
  if (endsOn(life, subscription, day)) endSubscription(life, subscription, day)
  else if (subscription.pendingFrequency?.on === day && !isSuspended(life)) passYearStart(life, subscription, day)
  else passChangesAndPeriods(life, subscription, day)
}

function passChangesAndPeriods(life: Life, subscription: Subscription, day: Day): void {
  const isUsageEnd = (subscription.usage?.to ?? subscription.trialEnd) === day
  const isBaseEnd = isUsageEnd && (subscription.base === undefined || subscription.base.to === day)
  passPlanChanges(life, subscription, { day, isBaseEnd })
  if (isUsageEnd) passUsageEnd(life, subscription, { day, isBaseEnd })
}

/** A cancellation ends at the base period's end, dunning on day 60, an operator's end after its day. */
function endsOn(life: Life, { endDay, isCancelled, base, usage }: Subscription, day: Day): boolean {
  if (endDay === day || dunningEndsOn(life) === day) return true
  return isCancelled && (base?.to ?? usage?.to) === day
}

/** Yearly `now` together with a lower tier: both from this day (R17). */
function passYearStart(life: Life, subscription: Subscription, day: Day): void {
  const { pendingFrequency, pendingTier, tier } = subscription
  assert(pendingFrequency !== undefined, 'a year was asked for')
  const entered = pendingTier?.on === day ? pendingTier.tier : tier
  if (subscription.usage?.to === day) subscription.boundary += 1
  startYear(life, subscription, { day, tier: entered, by: pendingFrequency.by })
}

/** What is pending for this day takes effect: with proration during a base period, without at its end. */
function passPlanChanges(life: Life, subscription: Subscription, at: { day: Day; isBaseEnd: boolean }): void {
  const { day, isBaseEnd } = at
  const { pendingTier, pendingFrequency } = subscription
  if (pendingFrequency && isBaseEnd) subscription.frequency = pendingFrequency.frequency
  if (pendingFrequency && isBaseEnd) subscription.pendingFrequency = undefined
  // A year asked for today, while the account was suspended meanwhile, begins with the next base period instead.
  else if (pendingFrequency?.on === day) subscription.pendingFrequency = { ...pendingFrequency, on: 'baseEnd' }
  if (!pendingTier) return
  if (isBaseEnd && (pendingTier.on === 'baseEnd' || pendingTier.on === day))
    takeTier(subscription, tierIn(life, cardOf(life), pendingTier.tier), day)
  else if (pendingTier.on === day) changeTier(life, subscription, { day, tier: pendingTier.tier, by: pendingTier.by })
}

/** Closes the usage period, begins the next, and with it the next base period unless the account is suspended (R23). */
function passUsageEnd(life: Life, subscription: Subscription, at: { day: Day; isBaseEnd: boolean }): void {
  const { day, isBaseEnd } = at
  const isFirst = subscription.usage === undefined
  endUsage(subscription, day)
  if (!isFirst) subscription.boundary += 1
  beginUsage(life, subscription)
  const fixed: Line[] = []
  if (isBaseEnd) subscription.base = undefined
  if (isBaseEnd && !isSuspended(life)) fixed.push(beginBase(life, subscription))
  const [first] = subscription.held
  const isInvoiced = fixed.length > 0 || (first && cardOf(life).usageInvoicing === 'monthly')
  if (!isInvoiced) return
  const kind = fixed.length > 0 ? 'subscription' : 'usage'
  const key = kind === 'subscription' ? `subscription/${day}` : `usage/${first?.from ?? day}`
  invoiceBoundary(life, subscription, { kind, key, day, fixed })
}

function pendingDay(pending: { readonly on: Day | 'baseEnd' } | undefined): Day | undefined {
  return pending && pending.on !== 'baseEnd' ? pending.on : undefined
}
