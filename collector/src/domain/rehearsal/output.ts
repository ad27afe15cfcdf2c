/** The JSON of a rehearsal: amounts are integers in minor units, derivations as the lines keep them. */
import type { CreditNote } from '../credit-note.ts'
import type { DayRow } from '../day-rows.ts'
import { explain } from '../explain.ts'
import type { Invoice } from '../invoice.ts'
import type { CreditLine, Line } from '../line.ts'
import type { Rehearsal } from './rehearse.ts'

declare global {
  /** Writes a number's digits as they are (ES2026); TypeScript 7.0 does not know it yet. */
  interface JSON {
    rawJSON(text: string): unknown
  }
}

/** One line of JSON. `isExplained` adds a sentence to each line. */
export function rehearsalJson(rehearsal: Rehearsal, { isExplained }: { readonly isExplained: boolean }): string {
  const { bill, played } = rehearsal
  const money = { currency: bill.currency, currencyDigits: bill.currencyDigits }
  const lineOf = (line: Line) => ({ ...lineJson(line), ...(isExplained ? { explanation: explain(line, money) } : {}) })
  const output = {
    invoices: bill.invoices.map((invoice) => ({
      ...invoiceJson(invoice),
      lines: invoice.lines.map(lineOf),
      ...totals(invoice),
    })),
    creditNotes: bill.creditNotes.map((note) => noteJson(note, lineOf)),
    creditBalance: bill.creditBalanceMinor,
    dayCounts: bill.days.map(dayJson),
    refused: bill.refused.map(({ n, code }) => ({ at: played.find((one) => one.n === n)?.event.atText, code })),
  }
  return jsonText(output)
}

/** JSON with bigints as integers. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? JSON.rawJSON(member.toString()) : member,
  )
}

function invoiceJson(invoice: Invoice) {
  const { kind, status, issuedOn, periodStart, periodEnd } = invoice
  return { number: invoice.status === 'final' ? invoice.number : null, kind, status, issuedOn, periodStart, periodEnd }
}

function totals({ netMinor, taxMinor, grossMinor, creditAppliedMinor, dueMinor }: Invoice) {
  return { net: netMinor, tax: taxMinor, gross: grossMinor, creditApplied: creditAppliedMinor, due: dueMinor }
}

function lineJson({ kind, tier, quantity, amountMinor, derivation }: Line) {
  return { kind, tier, quantity, amount: amountMinor, derivation }
}

function noteJson(note: CreditNote, lineOf: (line: Line) => unknown) {
  const { number, invoice, issuedOn, netMinor, taxMinor, grossMinor } = note
  const lines = note.lines.map((line) => (line.kind === 'credit' ? creditLineJson(line) : lineOf(line)))
  return { number, invoice, issuedOn, lines, net: netMinor, tax: taxMinor, gross: grossMinor }
}

function creditLineJson({ kind, line, amountMinor }: CreditLine) {
  return { kind, line, amount: amountMinor }
}

function dayJson({ day, fromMinute, toMinute, connected, included, billable, tier, isWaived, isAdjusted }: DayRow) {
  const flags = [...(isWaived ? ['waived'] : []), ...(isAdjusted ? ['adjusted'] : [])]
  return { day, minutes: toMinute - fromMinute, connected, included, billable, tier, flags }
}
