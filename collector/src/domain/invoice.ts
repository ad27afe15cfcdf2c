/** Invoices: a draft has no number and a final one cannot lack it; one that is due is final in all but its number. */
import type { Day } from './day.ts'
import type { Line } from './line.ts'
import type { AmountMinor } from './money.ts'
import type { TaxAmount } from './tax.ts'
import type { TierId } from './rate-card.ts'
import type { UsagePeriod } from './subscription.ts'

export type Invoice =
  /** Its lines may still change until `finalAt`. */
  | (InvoiceBody & { readonly status: 'draft'; readonly finalAt: number })
  /** Nothing in it changes any more; its number is still to be taken, in the order of the list (R32). */
  | (InvoiceBody & { readonly status: 'due'; readonly finalAt: number })
  | (InvoiceBody & { readonly status: 'final'; readonly finalAt: number; readonly number: number })

/** subscription: a base period begins. usage: only a usage period ended. change: a plan change during a period. */
export type InvoiceKind = 'subscription' | 'change' | 'usage'

export type InvoiceBody = {
  /** Unique within the account (R32): kind and period start, or kind and the change. */
  readonly key: string
  readonly kind: InvoiceKind
  /** The boundary or effective day it is dated, local. */
  readonly issuedOn: Day
  /** Of the base period begun, of the usage periods closed, or from the effective day to the base period's end. */
  readonly periodStart: Day
  readonly periodEnd: Day
  readonly lines: readonly Line[]
  readonly taxes: readonly TaxAmount[]
  readonly netMinor: AmountMinor
  readonly taxMinor: AmountMinor
  readonly grossMinor: AmountMinor
  /** Taken from the credit balance; on a draft, what it would take. */
  readonly creditAppliedMinor: AmountMinor
  readonly dueMinor: AmountMinor
}

/** An invoice that is final by rule, with its number once that is known. */
export type IssuedInvoice = InvoiceBody & { readonly finalAt: number; number: number | undefined }

/** An invoice that exists and is not final: what is fixed, and which periods it closes. Its lines are composed from
 *  these and the counts whenever somebody looks, and for the last time when it becomes final. */
export type OpenInvoice = {
  readonly key: string
  readonly kind: InvoiceKind
  readonly issuedOn: Day
  readonly periodStart: Day
  readonly periodEnd: Day
  /** Base and proration lines, in their order. */
  readonly fixed: readonly Line[]
  readonly closes: readonly UsagePeriod[]
  /** The one tier that rates all its days (tierAtInvoice); undefined: each day has its own. */
  readonly ratingTier: TierId | undefined
  /** When it becomes final if all its days are closed by then. */
  readonly graceEndAt: number
}
