/** An invoice document as JSON, attached to its PDF: one spelling, amounts as integers in minor units. */

import { encodeShaped, type ShapeOf } from '../domain/usage-report-shaped-json.ts'
import type { InvoiceDocument } from './invoice-document.ts'

/** One line of JSON, members in the order of `InvoiceDocument`, ended by LF.
 *  @throws Error with the path of a member that is not of its kind */
export function encodeInvoice(invoice: InvoiceDocument): string {
  return `${encodeShaped(invoice, invoiceShape, 'invoice')}\n`
}

const taxIds = { list: { members: { label: 'text', value: 'text' } } } as const
const party = { name: 'text', address: { list: 'text' }, taxIds } as const

const line = {
  members: {
    kind: { oneOf: ['base', 'prorationCredit', 'prorationCharge', 'usage', 'adjustment', 'credit'] },
    title: 'text',
    days: { nullable: { members: { first: 'text', last: 'text' } } },
    quantity: 'integer',
    unit: { oneOf: ['month', 'year', 'cameraDays', 'none'] },
    priceMicros: { nullable: 'money' },
    proration: { nullable: { members: { fullMinor: 'money', restDays: 'integer', periodDays: 'integer' } } },
    changedDays: { list: { members: { day: 'text', before: 'integer', after: 'integer' } } },
    amountMinor: 'money',
  },
} as const

export const invoiceShape = {
  members: {
    kind: { oneOf: ['invoice', 'creditNote'] },
    paper: { oneOf: ['A4', 'letter'] },
    status: { oneOf: ['draft', 'final'] },
    number: { nullable: 'text' },
    issuedOn: 'text',
    dueOn: { nullable: 'text' },
    ofInvoice: { nullable: 'text' },
    seller: { members: party },
    customer: { members: { ...party, accountId: 'text' } },
    timeZone: 'text',
    locale: 'text',
    currency: 'text',
    currencyDigits: 'integer',
    lines: { list: line },
    netMinor: 'money',
    taxes: {
      list: { members: { name: 'text', ratePpm: 'integer', taxableMinor: 'money', amountMinor: 'money' } },
    },
    grossMinor: 'money',
    creditAppliedMinor: 'money',
    dueMinor: 'money',
    notes: { list: 'text' },
    ledger: { nullable: { members: { size: 'integer', n: 'integer', hash: 'text' } } },
  },
} as const satisfies ShapeOf<InvoiceDocument>
