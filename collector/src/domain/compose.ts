/** Composes an invoice from what is fixed, the counts and the changes to earlier periods: drafts, previews and final
 *  invoices alike (R27). */
import { adjustmentLines } from './adjustment.ts'
import type { Day } from './day.ts'
import { creditFor } from './credit-balance.ts'
import type { InvoiceBody, OpenInvoice } from './invoice.ts'
import type { Life } from './life.ts'
import type { Line, UsageLine } from './line.ts'
import { type AmountMinor, sumOf } from './money.ts'
import { type CountOf, type RatedPeriod, ratePeriod, usageLine } from './rated-period.ts'
import { taxesOn, totalTax } from './tax.ts'

/** An open invoice with its lines as they are now, and what they came from. */
export type Composed = {
  readonly lines: readonly Line[]
  readonly rated: readonly { readonly period: RatedPeriod; readonly lines: readonly UsageLine[] }[]
}

/** The count of a closed day, else what `provisional` says, else 0: no evidence, no charge (R12). */
export function countsWith(life: Life, provisional: (day: Day) => number | undefined): CountOf {
  return (day) => life.counts.get(day)?.connected ?? provisional(day) ?? 0
}

/** Lines in the order base, proration, usage by period, adjustment. Changes to earlier periods stand on the next
 *  invoice that closes a usage period, so only one open invoice `takesAdjustments`. */
export function compose(
  life: Life,
  open: OpenInvoice,
  { countOf, takesAdjustments }: { readonly countOf: CountOf; readonly takesAdjustments: boolean },
): Composed {
  const { ratingTier } = open
  const rated = open.closes.map((period) => {
    const ratedPeriod = ratePeriod(life, period, { ratingTier, countOf })
    return { period: ratedPeriod, lines: ratedPeriod.groups.map((group) => usageLine(life, period, group)) }
  })
  const adjustments = takesAdjustments && open.closes.length > 0 ? adjustmentLines(life) : []
  return { lines: [...open.fixed, ...rated.flatMap(({ lines }) => lines), ...adjustments], rated }
}

/** R25: with neither base, proration, usage nor adjustment there is no invoice and no number. */
export function isEmpty({ lines }: Composed): boolean {
  return lines.every(({ kind, quantity }) => kind === 'usage' && quantity === 0)
}

/** The invoice of some lines: tax at its own date (R29), then credit from the balance (R31). */
export function invoiceBody(
  life: Life,
  open: OpenInvoice,
  { lines, balanceMinor }: { readonly lines: readonly Line[]; readonly balanceMinor: AmountMinor },
): InvoiceBody {
  const { key, kind, issuedOn, periodStart, periodEnd } = open
  const netMinor = sumOf(lines.map(({ amountMinor }) => amountMinor))
  const taxes = taxesOn(life.taxes, issuedOn, netMinor)
  const taxMinor = totalTax(taxes)
  const grossMinor = netMinor + taxMinor
  const creditAppliedMinor = creditFor(grossMinor, balanceMinor)
  const dueMinor = grossMinor > 0n ? grossMinor - creditAppliedMinor : 0n
  const totals = { taxes, netMinor, taxMinor, grossMinor, creditAppliedMinor, dueMinor }
  return { key, kind, issuedOn, periodStart, periodEnd, lines, ...totals }
}
