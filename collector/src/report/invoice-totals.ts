/** The sum of an invoice: net, each tax, what the credit balance takes, and what is due, as a column of figures. */

import { dayAndYear } from '../domain/usage-report-dates.ts'
import type { MoneyWriter } from '../domain/usage-report-words.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import { taxRate } from './invoice-words.ts'
import { color, text } from './look.ts'
import type { Paper } from './paper.ts'
import type { TextStyle } from './text-lines.ts'

type Sum = { readonly label: string; readonly amount: string; readonly isTotal: boolean }

const ROW = 18
const TOTAL_ROW = 27
const WIDTH = 248

/** Writes the sums at the right of the sheet, together on one page. */
export function writeTotals(paper: Paper, invoice: InvoiceDocument, money: MoneyWriter): void {
  const sums = sumsOf(invoice, money)
  const height = sums.reduce((total, sum) => total + (sum.isTotal ? TOTAL_ROW : ROW), 0)
  paper.need(height + 4)
  paper.rule(paper.y, color.ink, 0.75)
  paper.advance(4)
  paper.within('Table', () => {
    for (const sum of sums) writeSum(paper, sum)
  })
}

function sumsOf(invoice: InvoiceDocument, money: MoneyWriter): Sum[] {
  const isCredit = invoice.kind === 'creditNote'
  const due = invoice.dueOn === null ? 'Due' : `Due on ${dayAndYear(invoice.dueOn)}`
  const hasMore = invoice.taxes.length > 0 || invoice.creditAppliedMinor !== 0n
  return [
    ...(hasMore ? [plain('Net', money.amount(invoice.netMinor))] : []),
    ...invoice.taxes.map((tax) =>
      plain(`${tax.name} ${taxRate(tax.ratePpm)} of ${money.amount(tax.taxableMinor)}`, money.amount(tax.amountMinor)),
    ),
    ...(invoice.creditAppliedMinor === 0n
      ? []
      : [
          plain('Total', money.amount(invoice.grossMinor)),
          plain('Taken from the credit balance', money.amount(-invoice.creditAppliedMinor)),
        ]),
    isCredit
      ? { label: 'To the credit balance', amount: money.amount(invoice.grossMinor), isTotal: true }
      : { label: due, amount: money.amount(invoice.dueMinor), isTotal: true },
    ...(hasMore || isCredit ? [] : [plain('No tax, no credit used', '')]),
  ]
}

function plain(label: string, amount: string): Sum {
  return { label, amount, isTotal: false }
}

function writeSum(paper: Paper, sum: Sum): void {
  const height = sum.isTotal ? TOTAL_ROW : ROW
  const baseline = paper.y + (sum.isTotal ? 18.5 : 12)
  const left = paper.right - WIDTH
  paper.within('TR', () => {
    const label = lineOf(paper, sum.label, sum.isTotal ? text.heading : text.soft)
    const amount = lineOf(paper, sum.amount, sum.isTotal ? text.figureBold : text.body)
    paper.content('TH', () => label && paper.writeLine(label, left, baseline), { scope: 'Row' })
    paper.content('TD', () => amount && paper.writeLine(amount, paper.right - amount.width, baseline))
  })
  paper.advance(height)
}

function lineOf(paper: Paper, words: string, style: TextStyle) {
  return paper.lines([{ text: words, style }], WIDTH)[0]
}
