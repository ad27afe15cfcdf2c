/** Gives invoices and credit notes that are final in all but their number the next one of their series (R32), in the
 *  order in which they became final. All of an account's in one transaction: the number, the ledger entry, the row,
 *  the JSON files. PDFs are made from these afterwards (render.ts). */
import { createHash } from 'node:crypto'
import { factDocument } from '../domain/fact-parse.ts'
import type { Invoice } from '../domain/invoice.ts'
import { accountBill } from '../ledger/account-bill.ts'
import { documentJson, invoiceIdOf } from '../ledger/invoice-form.ts'
import { type LedgerOwner, record } from '../ledger/record.ts'
import { findAccount } from '../store/account.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { insertInvoiceDocument, takeNumber } from '../store/invoice.ts'
import { saveJobDue, takeJobDue } from '../store/job-due.ts'
import { lockLedger, readLedgerTip } from '../store/ledger.ts'
import type { Job, JobPorts } from './job.ts'
import { type ReportWish, usageReportJson } from './usage-report.ts'

export const finalize: Job = {
  name: 'finalize-invoices',
  says: 'gives due invoices their numbers and stores them for ever',
  isPatient: true,
  async run(ports, { accountId, key }) {
    await acrossAccounts(ports.store, async (tx) => {
      await lockLedger(tx)
      await takeJobDue(tx, { account_id: accountId, job: 'finalize-invoices', key })
      await finalizeAccount(tx, ports, accountId)
    })
  },
}

/** Numbers everything of the account that is due. */
export async function finalizeAccount(tx: Tx, ports: JobPorts, accountId: string): Promise<void> {
  const account = await findAccount(tx, accountId)
  if (account === undefined) throw new Error(`no account ${accountId}`)
  const owner = { accountId, ledgerId: account.ledger_id }
  const { bill, facts } = await accountBill(tx, owner.ledgerId, { nowMs: ports.clock.wallMs() })
  const { seller } = ports
  for (const invoice of bill.invoices)
    if (invoice.status === 'due') await finalizeInvoice(tx, ports, { owner, account, bill, facts, invoice, seller })
  for (const note of bill.creditNotes)
    if (note.number === undefined) await finalizeNote(tx, ports, { owner, key: note.key })
}

type Finalizing = Omit<ReportWish, 'invoice'> & { readonly invoice: Extract<Invoice, { status: 'due' }> }

async function finalizeInvoice(tx: Tx, ports: JobPorts, finalizing: Finalizing): Promise<void> {
  const { owner, invoice } = finalizing
  const number = await takeNumber(tx, 'invoice')
  const final = { ...invoice, status: 'final' as const, number }
  const { size } = await readLedgerTip(tx)
  const report = await usageReportJson(tx, { ...finalizing, invoice: final })
  const reportHash = report === undefined ? undefined : hashOf(report)
  const document = documentJson({ v: 1, invoice: final, report: reportHash, size })
  const at = ports.clock.wallMs()
  await record(tx, ports.random, { owner, kind: 'invoice', at, document })
  const invoiceId = invoiceIdOf(owner.ledgerId, invoice.key)
  if (report !== undefined) await storeJson(tx, { owner, invoiceId, name: 'usage-report.json', text: report })
  await saveJobDue(tx, { account_id: owner.accountId, job: 'render-documents', key: invoiceId, due_at: at })
  const { accountId } = owner
  ports.log.info({ event: 'invoice.finalized', accountId, invoiceId, number, kind: invoice.kind }, 'invoice finalized')
}

/** The note of a plan change whose net was below 0. */
async function finalizeNote(
  tx: Tx,
  ports: JobPorts,
  { owner, key }: { readonly owner: LedgerOwner; readonly key: string },
): Promise<void> {
  const number = await takeNumber(tx, 'creditNote')
  const document = JSON.stringify(factDocument({ kind: 'creditNote', number, of: { change: key } }))
  const at = ports.clock.wallMs()
  await record(tx, ports.random, { owner, kind: 'creditNote', at, document })
  const invoiceId = invoiceIdOf(owner.ledgerId, key)
  await saveJobDue(tx, { account_id: owner.accountId, job: 'render-documents', key: invoiceId, due_at: at })
  const { accountId } = owner
  ports.log.info({ event: 'invoice.finalized', accountId, invoiceId, number, kind: 'creditNote' }, 'note finalized')
}

async function storeJson(
  tx: Tx,
  file: { readonly owner: LedgerOwner; readonly invoiceId: string; readonly name: string; readonly text: string },
): Promise<void> {
  await insertInvoiceDocument(tx, {
    account_id: file.owner.accountId,
    invoice_id: file.invoiceId,
    name: file.name,
    media_type: 'application/json',
    hash: hashOf(file.text),
    body: Buffer.from(file.text),
  })
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
