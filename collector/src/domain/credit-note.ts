/** Credit notes (R30): a final invoice never changes. One against a line is at most what is left of the line and of the
 *  invoice, at the invoice's own tax rates, and the last one takes the tax that is left. */
import type { Day } from './day.ts'
import type { RefusalCode } from './errors.ts'
import type { CreditGrant } from './fact.ts'
import type { IssuedInvoice } from './invoice.ts'
import type { CreditLine, ProrationLine } from './line.ts'
import { type AmountMinor, sumOf } from './money.ts'
import { type TaxAmount, taxAmount, totalTax } from './tax.ts'

export type CreditNote = {
  /** Unique within the account: "note/<n of the fact>", or "change/<n of the request>". */
  readonly key: string
  /** Undefined until it is taken (a plan change's note, whose fact is still to come). */
  number: number | undefined
  /** The invoice's number; null for the credit of a plan change. */
  readonly invoice: number | null
  readonly issuedOn: Day
  readonly lines: readonly (CreditLine | ProrationLine)[]
  readonly taxes: readonly TaxAmount[]
  /** At or below 0, as are tax and gross. */
  readonly netMinor: AmountMinor
  readonly taxMinor: AmountMinor
  readonly grossMinor: AmountMinor
}

/** Why a credit against an invoice cannot be given, if so. `earlier` are the notes given against it so far. */
export function refusalOfCredit(
  invoice: IssuedInvoice | undefined,
  grant: CreditGrant,
  earlier: readonly CreditNote[],
): RefusalCode | undefined {
  if (!invoice) return 'UNKNOWN_INVOICE'
  const line = invoice.lines[grant.line]
  if (!line) return 'UNKNOWN_LINE'
  const ofLine = earlier.flatMap(({ lines }) =>
    lines.filter((note) => note.kind === 'credit' && note.line === grant.line),
  )
  const restOfLine = line.amountMinor + sumOf(ofLine.map(({ amountMinor }) => amountMinor))
  const restOfInvoice = invoice.netMinor + sumOf(earlier.map(({ netMinor }) => netMinor))
  const isTooMuch = grant.amountMinor > restOfLine || grant.amountMinor > restOfInvoice
  return isTooMuch ? 'CREDIT_EXCEEDS_LINE' : undefined
}

/** The note of a credit that is not refused: 781 of tax over three notes of 8795 net are 435, 160 and the remaining
 *  186. */
export function creditNoteAgainst(
  invoice: IssuedInvoice,
  grant: CreditGrant,
  { key, issuedOn, earlier }: { readonly key: string; readonly issuedOn: Day; readonly earlier: readonly CreditNote[] },
): Omit<CreditNote, 'number' | 'invoice'> {
  const netMinor = -grant.amountMinor
  const isLast = invoice.netMinor + sumOf(earlier.map((note) => note.netMinor)) === grant.amountMinor
  const taxes = invoice.taxes.map((tax, i) => {
    const rest = tax.amountMinor + sumOf(earlier.map((note) => note.taxes[i]?.amountMinor ?? 0n))
    const share = taxAmount(tax, grant.amountMinor).amountMinor
    return { ...tax, amountMinor: -(isLast || share > rest ? rest : share) }
  })
  const taxMinor = totalTax(taxes)
  const lines: CreditLine[] = [{ kind: 'credit', line: grant.line, amountMinor: netMinor }]
  return { key, issuedOn, lines, taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor }
}
