/** What usage costs: graduated rates apply to the billable cameras of one day (R35), a line is rounded once (R1). */
import { type AmountMinor, minorOfMicros, minorOfMicrosShare } from './money.ts'
import type { RateBand, UsagePrice } from './rate-card.ts'

/** Money of one price version for the billable cameras of some days. A monthly rate is shared out over `periodDays`,
 *  the days of the full usage period (R34): round(rate x camera-days / D). usageAmount({ price: 95 cents, billable:
 *  [2, 2], periodDays: 31, currencyDigits: 2 }) is 380n. */
export function usageAmount(usage: {
  readonly price: UsagePrice
  readonly billable: readonly number[]
  readonly periodDays: number
  readonly currencyDigits: number
}): AmountMinor {
  const { price, billable, periodDays, currencyDigits } = usage
  let micros = 0n
  for (const cameras of billable) micros += dayMicros(price.bands, cameras)
  return price.basis === 'perCameraMonth'
    ? minorOfMicrosShare(micros, periodDays, currencyDigits)
    : minorOfMicros(micros, currencyDigits)
}

/** Millionths of the currency unit for one day: first 10 at 95 cents, further at 80: 15 cameras are 13_500_000n. */
export function dayMicros(bands: readonly RateBand[], cameras: number): bigint {
  let micros = 0n
  let below = 0
  for (const { upTo, rateMicros } of bands) {
    const end = upTo === null ? cameras : Math.min(upTo, cameras)
    if (end <= below) break
    micros += BigInt(end - below) * rateMicros
    below = end
  }
  return micros
}

/** What tells price versions apart: two cards that state one price state one version. */
export function priceKey({ from, basis, bands }: UsagePrice): string {
  return [from, basis, ...bands.map(({ upTo, rateMicros }) => `${upTo ?? ''}:${rateMicros}`)].join(' ')
}
