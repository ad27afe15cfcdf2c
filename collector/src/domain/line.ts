/** Lines of invoices and credit notes. Each keeps what it was computed from (R33), so that `explain` can do it
 *  again. */
import type { Day } from './day.ts'
import type { AmountMinor } from './money.ts'
import type { Frequency, TierId, UsagePrice } from './rate-card.ts'

export type Line = BaseLine | ProrationLine | UsageLine | AdjustmentLine

/** The base fee of a base period, paid in advance; `quantity` 1. */
export type BaseLine = LineBody<'base', BaseDerivation>
/** The rest of a base period given back or charged (R16, R17); `quantity` is r. */
export type ProrationLine = LineBody<'prorationCredit' | 'prorationCharge', ProrationDerivation>
/** Usage of one period, tier and price version; `quantity` in camera-days. */
export type UsageLine = LineBody<'usage', UsageDerivation>
/** What changed since a period and tier were invoiced (R19); `quantity` in camera-days, both may be below 0. */
export type AdjustmentLine = LineBody<'adjustment', AdjustmentDerivation>

/** A part of an invoice's line given back (R30); `amountMinor` is below 0, `line` counts from 0. */
export type CreditLine = { readonly kind: 'credit'; readonly line: number; readonly amountMinor: AmountMinor }

type LineBody<Kind, Derivation> = {
  readonly kind: Kind
  readonly tier: TierId
  readonly quantity: number
  readonly amountMinor: AmountMinor
  readonly derivation: Derivation
}

/** `from`, `to`: the base period [from, to). */
export type BaseDerivation = {
  readonly tierName: string
  readonly frequency: Frequency
  readonly priceMinor: AmountMinor
  readonly from: Day
  readonly to: Day
}

/** round(priceMinor x restDays / periodDays): D and r of R16. `from`, `to`: the whole base period. */
export type ProrationDerivation = {
  readonly tierName: string
  readonly frequency: Frequency
  readonly priceMinor: AmountMinor
  readonly from: Day
  readonly to: Day
  readonly effectiveOn: Day
  readonly periodDays: number
  readonly restDays: number
}

/** `periodDays`: D of the full usage period, also where it was cut short (R34). */
export type UsageDerivation = {
  readonly tierName: string
  readonly from: Day
  readonly to: Day
  readonly periodDays: number
  readonly price: UsagePrice
  readonly days: readonly RatedDay[]
}

/** A day as it is billed: `billable` is max(0, connected - included), 0 when waived. */
export type RatedDay = {
  readonly day: Day
  readonly connected: number
  readonly included: number
  readonly billable: number
  readonly isWaived: boolean
}

/** The new total of a period and tier, by price version, minus what was billed for them so far. */
export type AdjustmentDerivation = {
  readonly tierName: string
  readonly from: Day
  readonly to: Day
  readonly periodDays: number
  readonly versions: readonly { readonly price: UsagePrice; readonly days: readonly RatedDay[] }[]
  readonly billedQuantity: number
  readonly billedMinor: AmountMinor
  readonly changes: readonly ChangedDay[]
}

/** Billable cameras of a day, as billed so far and as billed now. */
export type ChangedDay = {
  readonly day: Day
  readonly before: number
  readonly after: number
  readonly why: ChangeReason
}

export type ChangeReason = 'late' | 'merge' | 'unmerge' | 'swap' | 'freeDays' | 'exclusion' | 'undo' | 'other'
