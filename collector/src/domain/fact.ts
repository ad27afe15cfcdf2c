/** Facts: the ledger's documents that a bill depends on, as values. The ledger prefix is all that `bill` reads. */
import type { Day } from './day.ts'
import type { AmountMinor } from './money.ts'
import type { Frequency, RateCard, TierId } from './rate-card.ts'
import type { Tax } from './tax.ts'

/** A fact with its place in the ledger. */
export type Fact = FactPlace & FactBody

/** `n` counts the entries of one ledger from 1; `at` is the entry's time, epoch ms, and never falls along the
 *  ledger. */
export type FactPlace = { readonly n: number; readonly at: number }

export type FactBody =
  | AccountFact
  | RateCardFact
  | SubscriptionFact
  | TimeZoneFact
  | MergeFact
  | UnmergeFact
  | SwapFact
  | MoveFact
  | FreeDaysFact
  | PaymentFact
  | DayCloseFact
  | CorrectionFact
  | InvoiceFact
  | CreditNoteFact
  | OtherFact

export type FactKind = FactBody['kind']

/** The first of an account opens it; a later one brings other taxes. Zone and currency are taken from the first. */
export type AccountFact = {
  readonly kind: 'account'
  readonly timeZone: string
  readonly currency: string
  readonly taxes: readonly Tax[]
}

/** A rate card in force from this moment on; it stands in the seller's ledger, and the caller merges it in by time. */
export type RateCardFact = { readonly kind: 'rateCard'; readonly card: RateCard }

export type SubscriptionFact = { readonly kind: 'subscription' } & SubscriptionRequest

export type SubscriptionRequest =
  | SubscribeRequest
  | ChangePlanRequest
  | { readonly do: 'removeAddOn'; readonly tier: TierId }
  | { readonly do: 'cancel' }
  | { readonly do: 'undoCancel' }
  /** An operator's end (R22): the day of it is the last. */
  | { readonly do: 'end' }

/** `trialDays` 0 is no trial. */
export type SubscribeRequest = {
  readonly do: 'subscribe'
  readonly tier: TierId
  readonly frequency: Frequency
  readonly trialDays: number
}

export type ChangePlanRequest = {
  readonly do: 'changePlan'
  readonly tier?: TierId
  readonly frequency?: Frequency
  readonly when?: 'now' | 'periodEnd'
}

export type TimeZoneFact = { readonly kind: 'timeZone'; readonly timeZone: string }

/** Two camera keys are one camera, on all days (R9). */
export type MergeFact = { readonly kind: 'merge'; readonly keys: readonly [string, string] }
/** Two camera keys are two cameras. */
export type UnmergeFact = { readonly kind: 'unmerge'; readonly keys: readonly [string, string] }
/** A camera was replaced by another on a local day (R8). */
export type SwapFact = { readonly kind: 'swap'; readonly old: string; readonly new: string; readonly day: Day }
/** From this moment the gateway's minutes belong to another account, or to this one again (R14). */
export type MoveFact = { readonly kind: 'move'; readonly gateway: string; readonly isAway: boolean }

/** Local days [from, to) that are not charged for usage (R24). */
export type FreeDaysFact = { readonly kind: 'freeDays'; readonly from: Day; readonly to: Day }

/** What the payment system told about a final invoice (R23). */
export type PaymentFact = { readonly kind: 'payment'; readonly do: 'failed' | 'succeeded'; readonly invoice: number }

/** A closed day: its window [from, to) in UTC minutes and how many cameras count. */
export type DayCloseFact = { readonly kind: 'dayClose' } & CountedDay
/** A new count of a closed day; `of` is the entry it replaces. It follows its cause in the ledger at the same
 *  moment. */
export type CorrectionFact = { readonly kind: 'correction'; readonly of: number } & CountedDay

export type CountedDay = {
  readonly day: Day
  readonly fromMinute: number
  readonly toMinute: number
  readonly count: number
}

/** The number that an invoice took; `key` is `Invoice.key`, unique within the account (R32). */
export type InvoiceFact = { readonly kind: 'invoice'; readonly key: string; readonly number: number }

/** A credit note: against a line of an invoice (a decision, here made), or of a plan change (known already, here
 *  numbered). */
export type CreditNoteFact = {
  readonly kind: 'creditNote'
  /** 'next' in a rehearsal alone: numbers count from 1 there. */
  readonly number: number | 'next'
  readonly of: CreditGrant | { readonly change: string }
}

/** `line` counts from 0; `amountMinor` is net and above 0. */
export type CreditGrant = { readonly invoice: number; readonly line: number; readonly amountMinor: AmountMinor }

/** Kinds that change a bill only through the corrections that follow them. */
export type OtherFact = { readonly kind: 'exclude' | 'undo' | 'approve' | 'site' | 'claim' | 'enroll' | 'other' }
