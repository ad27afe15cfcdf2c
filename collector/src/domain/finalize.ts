/** Makes documents final: from here on nothing in them changes (R30), and money moves on the credit balance (R31). */
import { recordAdjusted } from './adjustment.ts'
import { recordBilled } from './billed-period.ts'
import { compose, countsWith, invoiceBody, isEmpty } from './compose.ts'
import { balanceOf, useCredits } from './credit-balance.ts'
import { type CreditNote, creditNoteAgainst, refusalOfCredit } from './credit-note.ts'
import { assert, type RefusalCode } from './errors.ts'
import type { CreditNoteFact } from './fact.ts'
import type { IssuedInvoice, OpenInvoice } from './invoice.ts'
import { type Life, today } from './life.ts'
import type { AdjustmentLine, ProrationLine } from './line.ts'
import { sumOf } from './money.ts'
import { taxesOn, totalTax } from './tax.ts'

/** When an open invoice becomes final: at the end of its grace, or when the last of its days is closed if that is
 *  later; undefined while a day is not closed. */
export function finalAtOf(life: Life, open: OpenInvoice): number | undefined {
  let at = open.graceEndAt
  for (const { days } of open.closes) {
    for (const day of days) {
      const closedAt = life.counts.get(day)?.closedAt
      if (closedAt === undefined) return undefined
      at = Math.max(at, closedAt)
    }
  }
  return at
}

/** Makes an invoice final at `life.now`. Without base, proration, usage and adjustment it takes no number and is
 *  none (R25); its days are billed all the same, with nothing. */
export function finalize(life: Life, open: OpenInvoice): void {
  const countOf = countsWith(life, () => undefined)
  const composed = compose(life, open, { countOf, takesAdjustments: true })
  if (!isEmpty(composed)) issue(life, open, composed.lines)
  const isAdjustment = (line: { kind: string }): line is AdjustmentLine => line.kind === 'adjustment'
  recordAdjusted(life, composed.lines.filter(isAdjustment))
  for (const { period, lines } of composed.rated) recordBilled(life, period, lines)
}

/** The note of a plan change whose net is below 0, dated its effective day, with that day's tax; its gross goes to the
 *  balance. */
export function noteOfChange(
  life: Life,
  { key, issuedOn, lines }: Pick<CreditNote, 'key' | 'issuedOn'> & { readonly lines: readonly ProrationLine[] },
): void {
  const netMinor = sumOf(lines.map(({ amountMinor }) => amountMinor))
  const taxes = taxesOn(life.taxes, issuedOn, netMinor)
  const taxMinor = totalTax(taxes)
  const totals = { taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor }
  addNote(life, { key, number: nextNoteNumber(life), invoice: null, issuedOn, lines, ...totals })
}

/** A credit note that somebody decided on, or the number of one that a plan change made. */
export function takeCreditNote(life: Life, n: number, { number, of }: CreditNoteFact): RefusalCode | undefined {
  if ('change' in of) {
    const note = life.creditNotes.find(({ key }) => key === of.change)
    assert(note !== undefined && number !== 'next', `a plan change made the note ${of.change}`)
    note.number = number
    return undefined
  }
  const invoice = life.issued.find((issued) => issued.number === of.invoice)
  const earlier = life.creditNotes.filter((note) => note.invoice === of.invoice)
  const refusal = refusalOfCredit(invoice, of, earlier)
  if (refusal || !invoice) return refusal
  const note = creditNoteAgainst(invoice, of, { key: `note/${n}`, issuedOn: today(life), earlier })
  addNote(life, { ...note, number: number === 'next' ? nextNoteNumber(life) : number, invoice: of.invoice })
  return undefined
}

function issue(life: Life, open: OpenInvoice, lines: IssuedInvoice['lines']): void {
  const body = invoiceBody(life, open, { lines, balanceMinor: balanceOf(life.credits) })
  assert(!life.issued.some(({ key }) => key === body.key), `one invoice ${body.key} (R32)`)
  const number = life.numbering === 'counted' ? life.issued.length + 1 : undefined
  life.issued.push({ ...body, finalAt: life.now, number })
  useCredits(life.credits, body.creditAppliedMinor)
  if (body.grossMinor < 0n) addCredit(life, body.key, -body.grossMinor)
}

function addNote(life: Life, note: CreditNote): void {
  life.creditNotes.push(note)
  addCredit(life, note.key, -note.grossMinor)
}

function addCredit(life: Life, from: string, amountMinor: bigint): void {
  life.credits.push({ from, amountMinor, leftMinor: amountMinor })
}

function nextNoteNumber(life: Life): number | undefined {
  return life.numbering === 'counted' ? life.creditNotes.length + 1 : undefined
}
