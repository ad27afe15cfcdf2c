/** Invoice lines in words, each recomputed from its derivation on the way: one that did not agree would not be answered
 *  (R33). */
import { explain } from '../domain/explain.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { Bill } from '../domain/bill.ts'
import type { ShownInvoice } from './invoice-form.ts'

/** `shown` with an explanation on every line of `invoice`. */
export function explained(shown: ShownInvoice, invoice: Invoice | undefined, bill: Bill): ShownInvoice {
  if (invoice === undefined) return shown
  const money = { currency: bill.currency, currencyDigits: bill.currencyDigits }
  const words = invoice.lines.map((line) => explain(line, money))
  return {
    ...shown,
    lines: shown.lines.map((line, i) => {
      const explanation = words[i]
      return explanation === undefined ? line : { ...line, explanation }
    }),
  }
}
