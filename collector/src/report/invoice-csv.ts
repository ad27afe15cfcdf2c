/** An invoice's lines as CSV. Columns are documented in docs/usage-report.md. */

import { type CsvColumn, csv } from './csv.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts'
import { decimalOf } from './money-text.ts'

/** One record a line; `amount` adds up to the invoice's net. */
export function invoiceCsv(invoice: InvoiceDocument): string {
  return csv(
    invoiceColumns(invoice),
    invoice.lines.map((line, index) => ({ line, number: index + 1 })),
  )
}

type Row = { readonly line: InvoiceDocumentLine; readonly number: number }

export function invoiceColumns(invoice: InvoiceDocument): CsvColumn<Row>[] {
  return [
    { name: 'account', kind: 'code', of: () => invoice.customer.accountId },
    { name: 'document', kind: 'code', of: () => invoice.kind },
    { name: 'number', kind: 'text', of: () => invoice.number ?? '' },
    { name: 'issued_on', kind: 'code', of: () => invoice.issuedOn },
    { name: 'line', kind: 'figure', of: ({ number }) => number.toString() },
    { name: 'kind', kind: 'code', of: ({ line }) => line.kind },
    { name: 'title', kind: 'text', of: ({ line }) => line.title },
    { name: 'first_day', kind: 'code', of: ({ line }) => line.days?.first ?? '' },
    { name: 'last_day', kind: 'code', of: ({ line }) => line.days?.last ?? '' },
    { name: 'quantity', kind: 'figure', of: ({ line }) => line.quantity.toString() },
    { name: 'unit', kind: 'code', of: ({ line }) => line.unit },
    {
      name: 'price',
      kind: 'figure',
      of: ({ line }) => (line.priceMicros === null ? '' : decimalOf(line.priceMicros, 6)),
    },
    { name: 'currency', kind: 'code', of: () => invoice.currency },
    { name: 'amount', kind: 'figure', of: ({ line }) => decimalOf(line.amountMinor, invoice.currencyDigits) },
  ]
}
