/** The rest of a base period, by days (R16, R17): round(P x r / D), half away from zero. */
import { type Day, daysBetween } from './day.ts'
import type { ProrationLine } from './line.ts'
import { type AmountMinor, divided } from './money.ts'
import type { Frequency, Tier } from './rate-card.ts'
import { basePriceMinor } from './rate-card.ts'

/** Money of r days of a period of D days: prorated(4900n, 20, 31) is 3161n. */
export function prorated(priceMinor: AmountMinor, restDays: number, periodDays: number): AmountMinor {
  return divided(priceMinor * BigInt(restDays), BigInt(periodDays))
}

/** A line for the days from `effectiveOn` to the end of the base period [from, to) at the full-period price of a tier:
 *  of the one left as a credit, of the one entered as a charge. */
export function prorationLine(
  kind: ProrationLine['kind'],
  tier: Tier,
  base: { readonly from: Day; readonly to: Day; readonly frequency: Frequency; readonly effectiveOn: Day },
): ProrationLine {
  const { from, to, frequency, effectiveOn } = base
  const priceMinor = basePriceMinor(tier, frequency)
  const [periodDays, restDays] = [daysBetween(from, to), daysBetween(effectiveOn, to)]
  const amountMinor = prorated(priceMinor, restDays, periodDays)
  return {
    kind,
    tier: tier.id,
    quantity: restDays,
    amountMinor: kind === 'prorationCredit' ? -amountMinor : amountMinor,
    derivation: { tierName: tier.name, frequency, priceMinor, from, to, effectiveOn, periodDays, restDays },
  }
}
