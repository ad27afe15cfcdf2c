/** Invoices and credit notes on paper, in the look of the usage report, with their data attached. */

import { dayAndYear, spanShort } from '../domain/usage-report-dates.ts'
import { count, type MoneyWriter } from '../domain/usage-report-words.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts'
import { encodeInvoice } from './invoice-json.ts'
import { writeParties } from './invoice-parties.ts'
import { writeTotals } from './invoice-totals.ts'
import { documentTitle, lineExplanation, quantityText } from './invoice-words.ts'
import { writeLetterhead } from './letterhead.ts'
import { text } from './look.ts'
import { moneyWriter } from './money-text.ts'
import { Paper } from './paper.ts'
import { writeTable } from './table.ts'
import type { Cell } from './table-layout.ts'

/** `logo`: PNG or JPEG bytes, printed at the top in place of the mark and the seller's name. */
export type InvoiceExtras = { readonly logo?: Uint8Array }

/** The PDF of an invoice or credit note. The same document and logo have the same bytes.
 *  @throws Error when the logo is neither PNG nor JPEG */
export function renderInvoice(invoice: InvoiceDocument, extras: InvoiceExtras = {}): Promise<Uint8Array> {
  const title = documentTitle(invoice)
  const money = moneyWriter(invoice)
  const paper = new Paper({
    size: invoice.paper,
    title,
    author: invoice.seller.name,
    datedOn: invoice.issuedOn,
    keywords: invoice.ledger === null ? '' : `ledger entry ${invoice.ledger.hash}`,
    attachments: [
      {
        name: 'invoice.json',
        mediaType: 'application/json',
        description: 'This document as data',
        bytes: new TextEncoder().encode(encodeInvoice(invoice)),
      },
    ],
    foot: [title, invoice.customer.name],
  })
  writeLetterhead(paper, {
    issuer: invoice.seller.name,
    title,
    below: belowTitle(invoice),
    ...(extras.logo ? { logo: extras.logo } : {}),
  })
  writeParties(paper, invoice)
  writeLines(paper, invoice, money)
  writeTotals(paper, invoice, money)
  writeNotes(paper, invoice)
  return paper.finish()
}

function belowTitle(invoice: InvoiceDocument): string {
  const dated = dayAndYear(invoice.issuedOn)
  if (invoice.status === 'draft') return `of ${dated}, not final and not to be paid`
  return invoice.ofInvoice === null ? `of ${dated}` : `of ${dated}, to invoice ${invoice.ofInvoice}`
}

function writeLines(paper: Paper, invoice: InvoiceDocument, money: MoneyWriter): void {
  paper.gap(26)
  writeTable(paper, {
    columns: [
      { title: 'Line', grows: true },
      { title: 'Days, both included' },
      { title: 'Quantity', align: 'right' },
      { title: 'Price', align: 'right' },
      { title: 'Amount', align: 'right' },
    ],
    rows: invoice.lines.map((line, index) => lineRow({ line, number: index + 1, invoice, money })),
    continued: `${documentTitle(invoice)}, continued`,
    style: text.body,
    rowHeight: 21,
  })
}

function lineRow(row: {
  line: InvoiceDocumentLine
  number: number
  invoice: InvoiceDocument
  money: MoneyWriter
}): Cell[] {
  const { line, money } = row
  const { figure, unit } = quantityText(line)
  return [
    {
      text: `${row.number}  ${line.title}`,
      style: text.bodyBold,
      below: lineExplanation(line, money, row.invoice.ofInvoice),
      belowStyle: text.hint,
    },
    line.days === null ? '–' : spanShort(line.days.first, line.days.last),
    {
      runs: [
        { text: figure, style: text.body },
        { text: unit === '' ? '' : ` ${unit}`, style: text.hint },
      ],
    },
    line.priceMicros === null ? '–' : money.rate(line.priceMicros),
    money.amount(line.amountMinor),
  ]
}

function writeNotes(paper: Paper, invoice: InvoiceDocument): void {
  paper.gap(30)
  for (const note of invoice.notes) {
    paper.say('P', [{ text: note, style: text.body }])
    paper.gap(5)
  }
  if (invoice.ledger === null) return
  const { size, n, hash } = invoice.ledger
  const basis = `Computed from the first ${count(size)} entries of the ledger; this account's newest is its number `
  paper.gap(5)
  paper.say('P', [
    {
      text: `${basis}${count(n)}, `,
      style: text.hint,
    },
    { text: hash, style: text.keySoft },
    { text: '. ', style: text.hint },
    { text: `Days are calendar days in ${invoice.timeZone}.`, style: text.hint },
  ])
}
