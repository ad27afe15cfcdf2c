/** Changes of tier and frequency as they take effect (R15, R16, R17). Requests are judged in plan-request.ts. */
import type { Day } from './day.ts'
import { finalize, noteOfChange } from './finalize.ts'
import { cardOf, type Life, tierIn } from './life.ts'
import type { ProrationLine } from './line.ts'
import { sumOf } from './money.ts'
import { beginBase, beginUsage, endUsage, invoiceBoundary } from './periods.ts'
import { prorationLine } from './proration.ts'
import type { TierId } from './rate-card.ts'
import { type Subscription, takeTier } from './subscription.ts'

/** A change that takes effect: the day, the tier entered if it changes, and the fact that asked for it. */
export type Change = { readonly day: Day; readonly tier: TierId; readonly by: number }

/** Changes the tier from a day on. The rest of a paid base period is credited at the price left and charged at the
 *  price entered, both of the rate card in force at that period's start: above 0 it is invoiced at once, below 0 a
 *  credit note. */
export function changeTier(life: Life, subscription: Subscription, { day, tier, by }: Change): void {
  const lines = tierChangeLines(life, subscription, { day, tier })
  takeTier(subscription, tierIn(life, cardOf(life), tier), day)
  const netMinor = sumOf(lines.map(({ amountMinor }) => amountMinor))
  const key = `change/${by}`
  if (netMinor < 0n) noteOfChange(life, { key, issuedOn: day, lines })
  if (netMinor > 0n)
    finalize(life, {
      key,
      kind: 'change',
      issuedOn: day,
      periodStart: day,
      periodEnd: subscription.base?.to ?? day,
      fixed: lines,
      closes: [],
      ratingTier: undefined,
      graceEndAt: life.now,
    })
}

/** Yearly `now` (R17): the usage period closes at that day, the unused month is credited, the year starts, and the
 *  billing day becomes that day. A tier entered with it is the year's; what waits for the base period's end waits
 *  on. */
export function startYear(life: Life, subscription: Subscription, { day, tier, by }: Change): void {
  const credits = unusedMonth(life, subscription, day)
  endUsage(subscription, day)
  if (tier !== subscription.tier) takeTier(subscription, tierIn(life, cardOf(life), tier), day)
  subscription.frequency = 'yearly'
  subscription.pendingFrequency = undefined
  subscription.anchor = day
  subscription.boundary = 0
  beginUsage(life, subscription)
  const base = beginBase(life, subscription)
  invoiceBoundary(life, subscription, { kind: 'change', key: `change/${by}`, day, fixed: [base, ...credits] })
}

function tierChangeLines(
  life: Life,
  { base, tier: left }: Subscription,
  { day, tier: entered }: Omit<Change, 'by'>,
): ProrationLine[] {
  if (!base || base.to <= day) return []
  const span = { from: base.from, to: base.to, frequency: base.frequency, effectiveOn: day }
  return [
    prorationLine('prorationCredit', tierIn(life, base.card, left), span),
    prorationLine('prorationCharge', tierIn(life, base.card, entered), span),
  ]
}

function unusedMonth(life: Life, { base, tier }: Subscription, day: Day): ProrationLine[] {
  if (!base || base.to <= day) return []
  const span = { from: base.from, to: base.to, frequency: base.frequency, effectiveOn: day }
  return [prorationLine('prorationCredit', tierIn(life, base.card, tier), span)]
}
