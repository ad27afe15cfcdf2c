/** Usage and base periods of a subscription: how each begins and ends, and the open invoice that a boundary makes. */
import { dayStartAt, switchZone } from './calendar.ts'
import { addDays, type Day, daysBetween, daysOf } from './day.ts'
import { endDunning } from './dunning.ts'
import { finalize } from './finalize.ts'
import type { InvoiceKind, OpenInvoice } from './invoice.ts'
import { cardOf, type Life, tierIn } from './life.ts'
import type { BaseLine, Line } from './line.ts'
import { basePriceMinor } from './rate-card.ts'
import { type BasePeriod, boundaryDay, type Subscription } from './subscription.ts'

/** Begins the usage period at the boundary the subscription stands at. A pending zone comes into force with it
 *  (R21), but never with a period that starts on the day of the request. */
export function beginUsage(life: Life, subscription: Subscription): void {
  const from = boundaryDay(subscription, subscription.boundary)
  subscription.usage = { from, to: boundaryDay(subscription, subscription.boundary + 1) }
  const { pendingZone } = life
  if (!pendingZone || pendingZone.requestedOn >= from) return
  life.calendar = switchZone(life.calendar, pendingZone.timeZone, from)
  life.pendingZone = undefined
}

/** Begins the base period at the boundary the subscription stands at: a month, or a year of 12 boundaries of the
 *  original day. Its line is paid in advance. */
export function beginBase(life: Life, subscription: Subscription): BaseLine {
  const { boundary, frequency } = subscription
  const card = cardOf(life)
  const from = boundaryDay(subscription, boundary)
  const base: BasePeriod = {
    from,
    to: boundaryDay(subscription, boundary + (frequency === 'yearly' ? 12 : 1)),
    frequency,
    card,
  }
  subscription.base = base
  const tier = tierIn(life, card, subscription.tier)
  const priceMinor = basePriceMinor(tier, frequency)
  return {
    kind: 'base',
    tier: tier.id,
    quantity: 1,
    amountMinor: priceMinor,
    derivation: { tierName: tier.name, frequency, priceMinor, from, to: base.to },
  }
}

/** Ends the running usage period at `to`, which may be before its boundary: D stays that of the full one (R34). A
 *  period without a day is none. */
export function endUsage(subscription: Subscription, to: Day): void {
  const { usage } = subscription
  if (!usage) return
  const { from } = usage
  const periodDays = daysBetween(from, usage.to)
  if (from < to) subscription.held.push({ subscription, from, to, days: daysOf(from, to), periodDays })
  subscription.usage = undefined
}

/** Makes the invoice of a boundary from fixed lines and all usage periods that no invoice carries yet. Without usage
 *  it is final at once, else a draft until the grace after the period's local end is over (R19). */
export function invoiceBoundary(
  life: Life,
  subscription: Subscription,
  boundary: { readonly kind: InvoiceKind; readonly key: string; readonly day: Day; readonly fixed: readonly Line[] },
): void {
  const { kind, key, day, fixed } = boundary
  const card = cardOf(life)
  const closes = subscription.held
  subscription.held = []
  const begun = kind === 'usage' ? undefined : subscription.base
  const open: OpenInvoice = {
    key,
    kind,
    issuedOn: day,
    periodStart: begun ? day : (closes[0]?.from ?? day),
    periodEnd: begun?.to ?? day,
    fixed,
    closes,
    ratingTier: card.ratingMode === 'tierAtInvoice' ? subscription.tier : undefined,
    // Where the grace is over before this moment, it ends now: events of one instant come before finalizations.
    graceEndAt:
      closes.length > 0 ? Math.max(life.now, dayStartAt(life.calendar, day) + card.graceHours * 3_600_000) : life.now,
  }
  if (closes.length > 0) life.open.push(open)
  else finalize(life, open)
}

/** Ends the subscription at the midnight of `day`, the first day that no longer belongs to it: what was used is
 *  billed to the last day, with no base (R22). */
export function endSubscription(life: Life, subscription: Subscription, day: Day): void {
  endUsage(subscription, day)
  subscription.endDay = day
  subscription.hasEnded = true
  subscription.base = undefined
  endDunning(life)
  const [first] = subscription.held
  if (first) invoiceBoundary(life, subscription, { kind: 'usage', key: `usage/${first.from}`, day, fixed: [] })
}

/** Ends a trial by its cancellation, during the day: that day is the last, and there is no invoice. */
export function endTrial(life: Life, subscription: Subscription, lastDay: Day): void {
  endSubscription(life, subscription, addDays(lastDay, 1))
}
