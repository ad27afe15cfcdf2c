/** An invoice or credit note as it is printed: plain values, amounts in minor units, every title already chosen. */

import type { Paper } from '../domain/usage-report.ts'

export type InvoiceDocument = {
  readonly kind: 'invoice' | 'creditNote'
  readonly paper: Paper
  readonly status: 'draft' | 'final'
  /** Null on a draft: numbers are taken when an invoice becomes final (R32). */
  readonly number: string | null
  /** Local date the document is dated, and the day its money is due; null when nothing is due. */
  readonly issuedOn: string
  readonly dueOn: string | null
  /** A credit note against an invoice names it. */
  readonly ofInvoice: string | null
  readonly seller: Party
  readonly customer: Party & { readonly accountId: string }
  readonly timeZone: string
  /** BCP 47: how money is written; the words are English. */
  readonly locale: string
  /** ISO 4217, and how many decimals its minor unit has (0, 2 or 3). */
  readonly currency: string
  readonly currencyDigits: number
  readonly lines: readonly InvoiceDocumentLine[]
  readonly netMinor: bigint
  readonly taxes: readonly TaxLine[]
  readonly grossMinor: bigint
  readonly creditAppliedMinor: bigint
  readonly dueMinor: bigint
  /** How to pay, registration, legal notes: printed below the total, a paragraph each. */
  readonly notes: readonly string[]
  /** What the numbers were computed from; null on a draft. */
  readonly ledger: { readonly size: number; readonly n: number; readonly hash: string } | null
}

export type Party = {
  readonly name: string
  /** Address lines, in order. */
  readonly address: readonly string[]
  readonly taxIds: readonly { readonly label: string; readonly value: string }[]
}

export type InvoiceLineKind = 'base' | 'prorationCredit' | 'prorationCharge' | 'usage' | 'adjustment' | 'credit'

export type InvoiceDocumentLine = {
  readonly kind: InvoiceLineKind
  /** "Pro, monthly", "Additional Camera Usage - Basic". */
  readonly title: string
  /** Local days the line is for, both included; null when it is for none. */
  readonly days: { readonly first: string; readonly last: string } | null
  readonly quantity: number
  readonly unit: 'month' | 'year' | 'cameraDays' | 'none'
  /** Millionths of the currency unit; null where no single price holds (graduated rates, adjustments of several). */
  readonly priceMicros: bigint | null
  /** For proration: r of D days of a full-period price in minor units (R16). */
  readonly proration: { readonly fullMinor: bigint; readonly restDays: number; readonly periodDays: number } | null
  /** For an adjustment: the days that changed, with their additional cameras before and after (R19). */
  readonly changedDays: readonly { readonly day: string; readonly before: number; readonly after: number }[]
  readonly amountMinor: bigint
}

export type TaxLine = {
  readonly name: string
  readonly ratePpm: number
  readonly taxableMinor: bigint
  readonly amountMinor: bigint
}
