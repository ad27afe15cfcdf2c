/** Adjustment lines (R19): one per original period and tier, new total minus billed so far, at those days' own
 *  prices. */
import type { BilledDay, BilledPeriod } from './billed-period.ts'
import type { Life } from './life.ts'
import type { AdjustmentDerivation, AdjustmentLine } from './line.ts'
import type { TierId } from './rate-card.ts'
import { priceKey, usageAmount } from './usage-amount.ts'

/** The lines that the next invoice which closes a usage period carries, by period, then rank as first billed. */
export function adjustmentLines(life: Life): AdjustmentLine[] {
  const periods = life.billed.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return periods.flatMap((period) => {
    if (period.days.every(({ billed, inForce }) => billed === inForce)) return []
    return [...period.soFar.keys()].flatMap((tier) => adjustmentLine(life, period, tier) ?? [])
  })
}

/** Keeps that adjustment lines are on a final invoice. */
export function recordAdjusted(life: Life, lines: readonly AdjustmentLine[]): void {
  for (const { tier, quantity, amountMinor, derivation } of lines) {
    const period = life.billed.find(({ from }) => from === derivation.from)
    const soFar = period?.soFar.get(tier)
    if (!period || !soFar) throw new Error('broken invariant: an adjustment is of a billed period')
    soFar.quantity += quantity
    soFar.amountMinor += amountMinor
    for (const day of period.days.filter((billed) => billed.tier === tier && billed.billed !== billed.inForce)) {
      day.billed = day.inForce
      day.isAdjusted = true
    }
  }
}

/** Undefined where no money changes: there is never a zero line. */
function adjustmentLine(life: Life, period: BilledPeriod, tier: TierId): AdjustmentLine | undefined {
  const days = period.days.filter((day) => day.tier === tier)
  const changed = days.filter(({ billed, inForce }) => billed !== inForce)
  const soFar = period.soFar.get(tier)
  const [first] = days
  if (changed.length === 0 || !first || !soFar) return undefined
  const derivation: AdjustmentDerivation = {
    tierName: first.tierName,
    from: period.from,
    to: period.to,
    periodDays: period.periodDays,
    versions: versionsOf(days),
    billedQuantity: soFar.quantity,
    billedMinor: soFar.amountMinor,
    changes: changed.map(({ day, billed, inForce, why }) => ({ day, before: billed, after: inForce, why })),
  }
  const total = adjustedTotal(derivation, life.currencyDigits)
  const amountMinor = total.amountMinor - soFar.amountMinor
  if (amountMinor === 0n) return undefined
  return { kind: 'adjustment', tier, quantity: total.quantity - soFar.quantity, amountMinor, derivation }
}

/** The new total of an adjustment's period and tier: the sum of its price versions, each rounded as its line was. */
export function adjustedTotal({ versions, periodDays }: AdjustmentDerivation, currencyDigits: number) {
  let quantity = 0
  let amountMinor = 0n
  for (const { price, days } of versions) {
    const billable = days.map((day) => day.billable)
    quantity += billable.reduce((a, b) => a + b, 0)
    amountMinor += usageAmount({ price, billable, periodDays, currencyDigits })
  }
  return { quantity, amountMinor }
}

function versionsOf(days: readonly BilledDay[]): AdjustmentDerivation['versions'] {
  const versions = new Map<string, BilledDay[]>()
  for (const day of days) {
    const key = priceKey(day.price)
    versions.set(key, [...(versions.get(key) ?? []), day])
  }
  return [...versions.values()].flatMap((ofVersion) => {
    const [first] = ofVersion
    if (!first) return []
    const rated = ofVersion.map(({ day, connected, included, inForce, isWaived }) => ({
      day,
      connected,
      included,
      billable: inForce,
      isWaived,
    }))
    return [{ price: first.price, days: rated }]
  })
}
