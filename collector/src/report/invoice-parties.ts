/** Who bills whom, and the dates: three columns below the letterhead of an invoice. */

import { dayAndYear } from '../domain/usage-report-dates.ts'
import type { InvoiceDocument, Party } from './invoice-document.ts'
import { documentTitle } from './invoice-words.ts'
import { text } from './look.ts'
import type { Paper } from './paper.ts'
import type { Line, Run, TextStyle } from './text-lines.ts'

const LINE_HEIGHT = 13
const GAP = 22

export function writeParties(paper: Paper, invoice: InvoiceDocument): void {
  const width = (paper.width - 2 * GAP) / 3
  const columns = [
    column(paper, width, ['From', ...partyRuns(invoice.seller)]),
    column(paper, width, [invoice.kind === 'invoice' ? 'Billed to' : 'Credited to', ...partyRuns(invoice.customer)]),
    column(paper, width, ['Details', ...detailRuns(invoice)]),
  ]
  paper.gap(20)
  const height = LINE_HEIGHT * Math.max(...columns.map((lines) => lines.length))
  paper.need(height)
  for (const [index, lines] of columns.entries()) {
    const x = paper.left + index * (width + GAP)
    paper.content('P', () => {
      for (const [row, line] of lines.entries()) paper.writeLine(line, x, paper.y + row * LINE_HEIGHT + 9)
    })
  }
  paper.advance(height)
}

function column(paper: Paper, width: number, [head, ...paragraphs]: [string, ...Run[][]]): Line[] {
  const all: Run[][] = [[{ text: head, style: text.columnHead }], ...paragraphs]
  return all.flatMap((runs) => paper.lines(runs, width))
}

function partyRuns(party: Party): Run[][] {
  return [
    run(party.name, text.bodyBold),
    ...party.address.filter((line) => line !== party.name).map((line) => run(line, text.body)),
    ...party.taxIds.map(({ label, value }) => pair(label, value)),
  ]
}

function detailRuns(invoice: InvoiceDocument): Run[][] {
  const name = invoice.kind === 'invoice' ? 'Invoice' : 'Credit note'
  return [
    invoice.number === null ? run(documentTitle(invoice), text.bodyBold) : pair(name, invoice.number),
    pair('Dated', dayAndYear(invoice.issuedOn)),
    ...(invoice.dueOn === null ? [] : [pair('Due', dayAndYear(invoice.dueOn))]),
    ...(invoice.ofInvoice === null ? [] : [pair('To invoice', invoice.ofInvoice)]),
    pair('Currency', invoice.currency),
    [...pair('Account', ''), { text: invoice.customer.accountId, style: text.keySoft }],
  ]
}

function run(words: string, style: TextStyle): Run[] {
  return [{ text: words, style }]
}

function pair(label: string, value: string): Run[] {
  return [
    { text: `${label} `, style: text.label },
    { text: value, style: text.body },
  ]
}
