/** Final invoices and credit notes: one row each, as numbered for ever (R30, R32). */
import { decodeUtf8 } from '@camtally/protocol'
import { parseFact } from '../domain/fact-parse.ts'
import type { CreditNote } from '../domain/credit-note.ts'
import type { Tx } from '../store/database.ts'
import { insertInvoice } from '../store/invoice.ts'
import { accountBill } from './account-bill.ts'
import { documentJson, invoiceIdOf, type NumberedInvoice } from './invoice-form.ts'
import type { Recorded } from './project.ts'

/** The row of an invoice, from the fold at its entry: the document of the entry says the same, and is held to it. */
export async function projectInvoice(tx: Tx, recorded: Recorded): Promise<void> {
  const { accountId, ledgerId, n, t, document } = recorded
  const { bill } = await accountBill(tx, ledgerId, { nowMs: t, upToN: n })
  const fact = parseFact({ n, at: t }, 'invoice', JSON.parse(decodeUtf8(document)))
  if (fact.kind !== 'invoice') throw new Error('an invoice entry holds an invoice')
  const { key, number } = fact
  const invoice = bill.invoices.find((each): each is NumberedInvoice => each.key === key && each.status === 'final')
  if (invoice?.number !== number) throw new Error(`the ledger does not add up to invoice ${number} (${key})`)
  await insertInvoice(tx, {
    account_id: accountId,
    invoice_id: invoiceIdOf(ledgerId, key),
    series: 'invoice',
    number: invoice.number,
    unique_key: key,
    kind: invoice.kind,
    period_from: invoice.periodStart,
    period_to: invoice.periodEnd,
    issued_on: invoice.issuedOn,
    currency: bill.currency,
    net_minor: invoice.netMinor,
    tax_minor: invoice.taxMinor,
    gross_minor: invoice.grossMinor,
    due_minor: invoice.dueMinor,
    document: documentJson(invoice),
    n,
    final_at: t,
  })
}

export async function projectCreditNote(tx: Tx, recorded: Recorded): Promise<void> {
  const { accountId, ledgerId, n, t } = recorded
  const { bill } = await accountBill(tx, ledgerId, { nowMs: t, upToN: n })
  const note = noteOf(bill.creditNotes, recorded)
  if (note?.number === undefined) throw new Error(`the ledger does not add up to the credit note of entry ${n}`)
  await insertInvoice(tx, {
    account_id: accountId,
    invoice_id: invoiceIdOf(ledgerId, note.key),
    series: 'creditNote',
    number: note.number,
    unique_key: note.key,
    kind: 'creditNote',
    period_from: null,
    period_to: null,
    issued_on: note.issuedOn,
    currency: bill.currency,
    net_minor: note.netMinor,
    tax_minor: note.taxMinor,
    gross_minor: note.grossMinor,
    due_minor: 0n,
    document: documentJson(note),
    n,
    final_at: t,
  })
}

/** Of a plan change its entry names the change; a decision of somebody is the note of the entry itself. */
function noteOf(notes: readonly CreditNote[], { n, t, document }: Recorded): CreditNote | undefined {
  const fact = parseFact({ n, at: t }, 'creditNote', JSON.parse(decodeUtf8(document)))
  if (fact.kind !== 'creditNote') throw new Error('a creditNote entry holds a credit note')
  const key = 'change' in fact.of ? fact.of.change : `note/${n}`
  return notes.find((note) => note.key === key)
}
