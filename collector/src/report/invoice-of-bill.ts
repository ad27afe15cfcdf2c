/** From a bill's invoice or credit note to the document that is printed. */

import { addDays, type Day } from '../domain/day.ts'
import type { CreditNote } from '../domain/credit-note.ts'
import type { Invoice, InvoiceBody } from '../domain/invoice.ts'
import type { CreditLine, Line } from '../domain/line.ts'
import type { TaxAmount } from '../domain/tax.ts'
import type { InvoiceDocument, InvoiceDocumentLine, TaxLine } from './invoice-document.ts'

/** What a bill does not know: who writes to whom, on which paper, and how numbers are written. */
export type InvoiceSetting = Pick<
  InvoiceDocument,
  'paper' | 'seller' | 'customer' | 'timeZone' | 'locale' | 'currency' | 'currencyDigits' | 'notes' | 'ledger'
> & {
  /** The number as printed: "2027-01187". */
  readonly numberText: (number: number) => string
  /** Days until it is to be paid; undefined where nothing is asked for. */
  readonly dueInDays?: number
}

/** An invoice as a document; one without a number is a draft. */
export function invoiceDocument(invoice: Invoice, setting: InvoiceSetting): InvoiceDocument {
  const isFinal = invoice.status === 'final'
  const isDue = isFinal && invoice.dueMinor > 0n && setting.dueInDays !== undefined
  return {
    ...shared(setting),
    kind: 'invoice',
    status: isFinal ? 'final' : 'draft',
    number: isFinal ? setting.numberText(invoice.number) : null,
    issuedOn: invoice.issuedOn,
    dueOn: isDue ? addDays(invoice.issuedOn, setting.dueInDays ?? 0) : null,
    ofInvoice: null,
    lines: invoice.lines.map((line) => documentLine(line, setting.currencyDigits)),
    taxes: taxLines(invoice.taxes, invoice.netMinor),
    netMinor: invoice.netMinor,
    grossMinor: invoice.grossMinor,
    creditAppliedMinor: invoice.creditAppliedMinor,
    dueMinor: invoice.dueMinor,
    ledger: isFinal ? setting.ledger : null,
  }
}

/** A credit note as a document. `of`: the invoice that it is against, for the titles of its lines. */
export function creditNoteDocument(
  note: CreditNote,
  of: Pick<InvoiceBody, 'lines'> | undefined,
  setting: InvoiceSetting,
): InvoiceDocument {
  const isFinal = note.number !== undefined
  return {
    ...shared(setting),
    kind: 'creditNote',
    status: isFinal ? 'final' : 'draft',
    number: note.number === undefined ? null : setting.numberText(note.number),
    issuedOn: note.issuedOn,
    dueOn: null,
    ofInvoice: note.invoice === null ? null : setting.numberText(note.invoice),
    lines: note.lines.map((line) =>
      line.kind === 'credit'
        ? creditLine(line, { of: of?.lines[line.line], currencyDigits: setting.currencyDigits })
        : documentLine(line, setting.currencyDigits),
    ),
    taxes: taxLines(note.taxes, note.netMinor),
    netMinor: note.netMinor,
    grossMinor: note.grossMinor,
    creditAppliedMinor: 0n,
    dueMinor: 0n,
    ledger: isFinal ? setting.ledger : null,
  }
}

function shared({ numberText: _, dueInDays: __, ...rest }: InvoiceSetting) {
  return rest
}

function documentLine(line: Line, currencyDigits: number): InvoiceDocumentLine {
  const plain = { kind: line.kind, quantity: line.quantity, amountMinor: line.amountMinor }
  const none = { priceMicros: null, proration: null, changedDays: [] }
  switch (line.kind) {
    case 'base': {
      const { tierName, frequency, from, to, priceMinor } = line.derivation
      const unit = frequency === 'monthly' ? 'month' : 'year'
      const priceMicros = priceMinor * 10n ** BigInt(6 - currencyDigits)
      return { ...plain, ...none, title: `${tierName}, ${frequency}`, days: included(from, to), unit, priceMicros }
    }
    case 'prorationCredit':
    case 'prorationCharge': {
      const { tierName, frequency, effectiveOn, to, priceMinor, restDays, periodDays } = line.derivation
      const proration = { fullMinor: priceMinor, restDays, periodDays }
      const days = included(effectiveOn, to)
      return { ...plain, ...none, title: `${tierName}, ${frequency}`, days, unit: 'none', proration }
    }
    case 'usage': {
      const { tierName, days, from, to, price } = line.derivation
      const [first, last] = [days.at(0)?.day ?? from, days.at(-1)?.day ?? addDays(to, -1)]
      const priceMicros = price.basis === 'perCameraDay' ? singlePrice([price]) : null
      return { ...plain, ...none, title: usageTitle(tierName), days: { first, last }, unit: 'cameraDays', priceMicros }
    }
    case 'adjustment': {
      const { tierName, from, to, versions, changes } = line.derivation
      const prices = versions.map(({ price }) => price)
      const priceMicros = prices.every(({ basis }) => basis === 'perCameraDay') ? singlePrice(prices) : null
      const changedDays = changes.map(({ day, before, after }) => ({ day, before, after }))
      const days = included(from, to)
      return { ...plain, ...none, title: usageTitle(tierName), days, unit: 'cameraDays', priceMicros, changedDays }
    }
  }
}

/** The name that customers know from the public page. */
function usageTitle(tierName: string): string {
  return `Additional Camera Usage - ${tierName}`
}

function creditLine(line: CreditLine, against: { of: Line | undefined; currencyDigits: number }): InvoiceDocumentLine {
  const title = against.of ? `: ${documentLine(against.of, against.currencyDigits).title}` : ''
  return {
    kind: 'credit',
    title: `Line ${line.line + 1}${title}`,
    days: null,
    quantity: 1,
    unit: 'none',
    priceMicros: null,
    proration: null,
    changedDays: [],
    amountMinor: line.amountMinor,
  }
}

function taxLines(taxes: readonly TaxAmount[], taxableMinor: bigint): TaxLine[] {
  return taxes.map(({ name, ratePpm, amountMinor }) => ({ name, ratePpm, taxableMinor, amountMinor }))
}

/** The one price of all cameras and days, if there is one. */
function singlePrice(prices: readonly { readonly bands: readonly { readonly rateMicros: bigint }[] }[]): bigint | null {
  const rates = new Set(prices.flatMap(({ bands }) => bands.map(({ rateMicros }) => rateMicros)))
  const [only] = rates
  return rates.size === 1 && only !== undefined ? only : null
}

/** [from, to) with both days included, as it is printed. */
function included(from: Day, to: Day): { first: Day; last: Day } {
  return { first: from, last: addDays(to, -1) }
}
