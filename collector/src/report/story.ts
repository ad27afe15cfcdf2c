/** The invoice of the story (billing.md G3) as it is printed, for tests and sample documents. */

import type { InvoiceDocument } from './invoice-document.ts'

/** The invoice of the look: base of the next month and two usage lines, $271.90. */
export function northgateInvoice(): InvoiceDocument {
  return {
    kind: 'invoice',
    paper: 'A4',
    status: 'final',
    number: '2027-01187',
    issuedOn: '2027-04-10',
    dueOn: '2027-04-24',
    ofInvoice: null,
    seller: {
      name: 'camtally',
      address: ['Camtally Inc.', '500 Kent Avenue', 'Brooklyn, NY 11249', 'United States'],
      taxIds: [{ label: 'EIN', value: '84-0000000' }],
    },
    customer: {
      name: 'Northgate Cold Storage',
      accountId: 'acc_k3m7qz2pd5xa',
      address: ['Accounts Payable', '118 Port Street', 'Newark, NJ 07105', 'United States'],
      taxIds: [],
    },
    timeZone: 'America/New_York',
    locale: 'en-US',
    currency: 'USD',
    currencyDigits: 2,
    lines: lines(),
    netMinor: 27_190n,
    taxes: [],
    grossMinor: 27_190n,
    creditAppliedMinor: 0n,
    dueMinor: 27_190n,
    notes: ['Please pay by bank transfer within 14 days and name the invoice number.'],
    ledger: { size: 47_202, n: 117, hash: 'MGtqe8YhQ-16prxI92v6tlhZpsjxT5sF7FJ4AQbZZRU' },
  }
}

function lines(): InvoiceDocument['lines'] {
  return [
    {
      kind: 'base',
      title: 'Pro, monthly',
      days: { first: '2027-04-10', last: '2027-05-09' },
      quantity: 1,
      unit: 'month',
      priceMicros: 99_000_000n,
      proration: null,
      changedDays: [],
      amountMinor: 9_900n,
    },
    {
      kind: 'usage',
      title: 'Additional Camera Usage - Basic',
      days: { first: '2027-03-10', last: '2027-03-20' },
      quantity: 22,
      unit: 'cameraDays',
      priceMicros: 950_000n,
      proration: null,
      changedDays: [],
      amountMinor: 2_090n,
    },
    {
      kind: 'usage',
      title: 'Additional Camera Usage - Pro',
      days: { first: '2027-03-21', last: '2027-04-09' },
      quantity: 80,
      unit: 'cameraDays',
      priceMicros: 1_900_000n,
      proration: null,
      changedDays: [],
      amountMinor: 15_200n,
    },
  ]
}
