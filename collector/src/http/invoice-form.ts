/** Invoices and credit notes as the API shows them. */
import Type, { type Static } from 'typebox'
import type { Bill } from '../domain/bill.ts'
import type { CreditNote } from '../domain/credit-note.ts'
import type { Invoice } from '../domain/invoice.ts'
import { invoiceIdOf, plainJson } from '../ledger/invoice-form.ts'
import type { InvoiceRow } from '../store/invoice.ts'
import { amountMinor, closed, instant, invoiceId, localDay, orNull, shownInstant, shownInstantOrNull } from './api.ts'

const line = Type.Object(
  {
    kind: Type.Enum(['base', 'prorationCredit', 'prorationCharge', 'usage', 'adjustment', 'credit']),
    tier: Type.Optional(Type.String()),
    line: Type.Optional(Type.Integer({ description: 'Of the invoice that a credit is against, from 0.' })),
    quantity: Type.Optional(Type.Integer({ description: '1, days left, or camera-days.' })),
    amountMinor,
    derivation: Type.Optional(Type.Object({}, { description: 'What it was computed from (R33).' })),
    explanation: Type.Optional(Type.String({ description: 'The same in words, recomputed when it was asked for.' })),
  },
  closed,
)
const tax = Type.Object({ name: Type.String(), ratePpm: Type.Integer(), amountMinor }, closed)

export const invoiceSchema = Type.Object(
  {
    invoiceId,
    status: Type.Enum(['draft', 'due', 'final'], { description: 'due: final in all but its number.' }),
    number: orNull(Type.Integer()),
    kind: Type.Enum(['subscription', 'change', 'usage', 'creditNote']),
    key: Type.String({ description: 'Unique within the account (R32).' }),
    issuedOn: localDay,
    periodStart: orNull(localDay),
    periodEnd: orNull(localDay),
    currency: Type.String(),
    lines: Type.Array(line),
    taxes: Type.Array(tax),
    netMinor: amountMinor,
    taxMinor: amountMinor,
    grossMinor: amountMinor,
    creditAppliedMinor: amountMinor,
    dueMinor: amountMinor,
    finalAt: instant,
    paidAt: orNull(instant),
    ofInvoice: orNull(Type.Integer({ description: 'Number of the invoice that a credit note is against.' })),
    ledgerN: orNull(Type.Integer({ description: 'Its ledger entry.' })),
  },
  closed,
)

export type ShownInvoice = Static<typeof invoiceSchema>

type Owner = { readonly ledgerId: string; readonly currency: string }

/** A draft, or one that is due, as of now. */
export function shownInvoice(invoice: Invoice, { ledgerId, currency }: Owner): ShownInvoice {
  return {
    ...sharedMembers(invoice),
    invoiceId: invoiceIdOf(ledgerId, invoice.key),
    status: invoice.status,
    number: invoice.status === 'final' ? invoice.number : null,
    kind: invoice.kind,
    periodStart: invoice.periodStart,
    periodEnd: invoice.periodEnd,
    currency,
    creditAppliedMinor: Number(invoice.creditAppliedMinor),
    dueMinor: Number(invoice.dueMinor),
    finalAt: shownInstant(invoice.finalAt),
    paidAt: null,
    ofInvoice: null,
    ledgerN: null,
  }
}

/** A credit note that a change makes at `atMs`. */
export function shownNote(note: CreditNote, { ledgerId, currency }: Owner, atMs: number): ShownInvoice {
  return {
    ...sharedMembers(note),
    ...noteMembers,
    invoiceId: invoiceIdOf(ledgerId, note.key),
    status: note.number === undefined ? 'due' : 'final',
    number: note.number ?? null,
    currency,
    finalAt: shownInstant(atMs),
    paidAt: null,
    ofInvoice: note.invoice,
    ledgerN: null,
  }
}

/** A final invoice or credit note from its row, whose document is the very JSON of above. */
export function shownRow(row: InvoiceRow): ShownInvoice {
  const { invoice: ofInvoice, finalAt: _finalAt, ...document } = Object(row.document)
  return {
    ...document,
    ...(row.series === 'creditNote' ? noteMembers : {}),
    invoiceId: row.invoice_id,
    status: 'final',
    number: row.number,
    currency: row.currency,
    finalAt: shownInstant(row.final_at),
    paidAt: shownInstantOrNull(row.paid_at),
    ofInvoice: typeof ofInvoice === 'number' ? ofInvoice : null,
    ledgerN: row.n,
  }
}

/** The account a bill's documents belong to. */
export function ownerOfBill(ledgerId: string, bill: Bill): Owner {
  return { ledgerId, currency: bill.currency }
}

/** What an invoice has and a credit note has not. */
const noteMembers = {
  kind: 'creditNote' as const,
  periodStart: null,
  periodEnd: null,
  creditAppliedMinor: 0,
  dueMinor: 0,
}

function sharedMembers(document: Invoice | CreditNote) {
  const { key, issuedOn, netMinor, taxMinor, grossMinor } = document
  return {
    key,
    issuedOn,
    lines: document.lines.map(shownLine),
    taxes: document.taxes.map((each) => ({ ...each, amountMinor: Number(each.amountMinor) })),
    netMinor: Number(netMinor),
    taxMinor: Number(taxMinor),
    grossMinor: Number(grossMinor),
  }
}

function shownLine(line: (Invoice | CreditNote)['lines'][number]): ShownInvoice['lines'][number] {
  const amountMinor = Number(line.amountMinor)
  if (line.kind === 'credit') return { kind: line.kind, line: line.line, amountMinor }
  const { kind, tier, quantity } = line
  return { kind, tier, quantity, amountMinor, derivation: Object(plainJson(line.derivation)) }
}
