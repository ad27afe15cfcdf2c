/** The rate card: dated prices and the settings of counting and billing. Never edited, only superseded. */
import type { Day } from './day.ts'
import { DomainError } from './errors.ts'
import type { AmountMinor } from './money.ts'

export type TierId = string
export type Frequency = 'monthly' | 'yearly'

export type RateCard = {
  readonly currency: string
  /** Cameras a day that the base fee pays for (R10). */
  readonly included: number
  /** Minutes of a local day from which a camera counts, 1..60 (R6). */
  readonly minConnectedMinutes: number
  /** Elapsed hours after a day's end until it is closed, and after a period's end until its invoice is final (R19). */
  readonly graceHours: number
  readonly ratingMode: 'tierOfDay' | 'tierAtInvoice'
  readonly usageInvoicing: 'monthly' | 'withBase'
  /** Percent of a gateway's day under which the day is incomplete; no effect on money (R12). */
  readonly coverageFloorPercent: number
  /** Ascending by rank. */
  readonly tiers: readonly Tier[]
}

export type Tier = {
  readonly id: TierId
  readonly name: string
  /** The higher rank is an upgrade (R15). */
  readonly rank: number
  readonly monthlyMinor: AmountMinor
  readonly yearlyMinor: AmountMinor
  /** Ascending by `from`, which is unique. */
  readonly usage: readonly UsagePrice[]
}

/** A usage price from a day on (R20). */
export type UsagePrice = {
  readonly from: Day
  readonly basis: 'perCameraDay' | 'perCameraMonth'
  readonly bands: readonly RateBand[]
}

/** `upTo` bounds the billable cameras of one day, counted from the first (R35); null is open. */
export type RateBand = { readonly upTo: number | null; readonly rateMicros: bigint }

export function findTier(card: RateCard, id: TierId): Tier | undefined {
  return card.tiers.find((tier) => tier.id === id)
}

export function basePriceMinor(tier: Tier, frequency: Frequency): AmountMinor {
  return frequency === 'yearly' ? tier.yearlyMinor : tier.monthlyMinor
}

/** The usage price in force on a day: the newest that has begun. @throws PRICE_MISSING */
export function usagePriceOn(tier: Tier, day: Day): UsagePrice {
  const price = tier.usage.findLast(({ from }) => from <= day)
  if (price) return price
  throw new DomainError('PRICE_MISSING', '', `tier ${tier.id} has no usage price on ${day}`)
}
