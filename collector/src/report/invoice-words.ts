/** What an invoice says about its lines: what each is for, how it was worked out, and which days it speaks of. */

import { spanShort } from '../domain/usage-report-dates.ts'
import { count, type MoneyWriter } from '../domain/usage-report-words.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts'

/** "Invoice 2027-01187", "Credit note C-0042", "Draft invoice". */
export function documentTitle(invoice: InvoiceDocument): string {
  const name = invoice.kind === 'invoice' ? 'Invoice' : 'Credit note'
  return invoice.number === null ? `Draft ${name.toLowerCase()}` : `${name} ${invoice.number}`
}

/** The sentence below a line's title. */
export function lineExplanation(line: InvoiceDocumentLine, money: MoneyWriter, ofInvoice: string | null): string {
  switch (line.kind) {
    case 'base':
      return 'Base fee, in advance'
    case 'usage':
      return 'Cameras beyond the included ones, see the Usage Report'
    case 'prorationCredit':
      return `Unused ${prorated(line, money)}`
    case 'prorationCharge':
      return `Rest ${prorated(line, money)}`
    case 'adjustment':
      return `Days counted again since they were invoiced. ${changedDays(line)}`
    case 'credit':
      return ofInvoice === null ? 'Credit' : `Credit against invoice ${ofInvoice}`
  }
}

/** "22 camera-days", "1 month", "20 of 31 days"; empty where a quantity says nothing. */
export function quantityText(line: InvoiceDocumentLine): { figure: string; unit: string } {
  if (line.proration !== null) {
    return { figure: count(line.proration.restDays), unit: `of ${count(line.proration.periodDays)} days` }
  }
  const figure = line.quantity < 0 ? `−${count(-line.quantity)}` : count(line.quantity)
  const isOne = Math.abs(line.quantity) === 1
  switch (line.unit) {
    case 'none':
      return { figure: '', unit: '' }
    case 'cameraDays':
      return { figure, unit: isOne ? 'camera-day' : 'camera-days' }
    case 'month':
    case 'year':
      return { figure, unit: isOne ? line.unit : `${line.unit}s` }
  }
}

/** "8.875 %": a rate in parts per million. */
export function taxRate(ratePpm: number): string {
  return `${(ratePpm / 10_000).toString()} %`
}

/** Neighbouring days that changed alike in one: "2 May: 3 to 2. 20 to 24 May: 1 to 3." */
export function changedDays(line: InvoiceDocumentLine): string {
  const groups: { first: string; last: string; before: number; after: number }[] = []
  for (const { day, before, after } of line.changedDays) {
    const last = groups.at(-1)
    const isNext = last && Temporal.PlainDate.from(last.last).add({ days: 1 }).toString() === day
    if (isNext && last.before === before && last.after === after) last.last = day
    else groups.push({ first: day, last: day, before, after })
  }
  const spans = groups.map(
    ({ first, last, before, after }) => `${spanShort(first, last)}: ${count(before)} to ${count(after)}`,
  )
  return spans.length === 0 ? '' : `${spans.join(', ')} additional.`
}

function prorated(line: InvoiceDocumentLine, money: MoneyWriter): string {
  if (line.proration === null) return 'of the period'
  const { fullMinor, restDays, periodDays } = line.proration
  return `of the period: ${money.amount(fullMinor)} × ${restDays} / ${periodDays} days`
}
