/** Makes the files that go with a final invoice: PDF, CSV and JSON. All of them follow from the ledger and from
 *  report.json, which the finalizing transaction stored, so a crash here loses nothing and a second run makes the
 *  same bytes. */
import { createHash } from 'node:crypto'
import type { Bill } from '../domain/bill.ts'
import { parseUsageReport } from '../domain/usage-report.ts'
import { accountBill } from '../ledger/account-bill.ts'
import { invoiceIdOf } from '../ledger/invoice-form.ts'
import { numberText } from '../ledger/number-text.ts'
import { encodeInvoice } from '../report/invoice-json.ts'
import { invoiceCsv } from '../report/invoice-csv.ts'
import type { InvoiceDocument } from '../report/invoice-document.ts'
import { creditNoteDocument, invoiceDocument, type InvoiceSetting } from '../report/invoice-of-bill.ts'
import { renderInvoice } from '../report/invoice-pdf.ts'
import { usageReportCsv } from '../report/usage-report-csv.ts'
import { renderUsageReport } from '../report/usage-report-pdf.ts'
import { type AccountRow, findAccount } from '../store/account.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import {
  findInvoice,
  findInvoiceDocument,
  insertInvoiceDocument,
  type InvoiceRow,
  listInvoiceDocuments,
} from '../store/invoice.ts'
import { takeJobDue } from '../store/job-due.ts'
import { readEntries } from '../store/ledger.ts'
import type { Due, Job, JobPorts, Seller } from './job.ts'

type File = { readonly name: string; readonly mediaType: string; readonly body: Uint8Array }

export const render: Job = {
  name: 'render-documents',
  says: 'makes the PDF, CSV and JSON documents of a final invoice',
  isPatient: false,
  async run({ store, seller }: JobPorts, due: Due) {
    const of = { accountId: due.accountId, invoiceId: due.key }
    const { document, report } = await acrossAccounts(store, (tx) => readDocuments(tx, of, seller))
    const files = [...(await invoiceFiles(document)), ...(report === undefined ? [] : await reportFiles(report))]
    await acrossAccounts(store, async (tx) => {
      await takeJobDue(tx, { account_id: due.accountId, job: 'render-documents', key: due.key })
      const known = (await listInvoiceDocuments(tx, of)).map(({ name }) => name)
      for (const file of files) if (!known.includes(file.name)) await storeFile(tx, of, file)
    })
  },
}

type Of = { readonly accountId: string; readonly invoiceId: string }

async function readDocuments(tx: Tx, of: Of, seller: Seller) {
  const row = await findInvoice(tx, of.accountId, of.invoiceId)
  const account = await findAccount(tx, of.accountId)
  if (row === undefined || account === undefined) throw new Error(`no invoice ${of.invoiceId}`)
  const { bill } = await accountBill(tx, account.ledger_id, { nowMs: row.final_at, upToN: row.n })
  const setting = await settingOf(tx, { account, row, bill, seller })
  const report = await findInvoiceDocument(tx, { ...of, name: 'usage-report.json' })
  return { document: documentOf(bill, { account, row, setting }), report: report?.body }
}

function documentOf(
  bill: Bill,
  { account, row, setting }: { account: AccountRow; row: InvoiceRow; setting: InvoiceSetting },
): InvoiceDocument {
  const isThis = ({ key }: { readonly key: string }) => invoiceIdOf(account.ledger_id, key) === row.invoice_id
  const invoice = bill.invoices.find(isThis)
  if (invoice !== undefined) return invoiceDocument(invoice, setting)
  const note = bill.creditNotes.find(isThis)
  if (note === undefined) throw new Error(`the ledger does not add up to ${row.invoice_id}`)
  const against = bill.invoices.find((each) => each.status === 'final' && each.number === note.invoice)
  return creditNoteDocument(note, against, setting)
}

type SettingWish = {
  readonly account: AccountRow
  readonly row: InvoiceRow
  readonly bill: Bill
  readonly seller: Seller
}

async function settingOf(tx: Tx, { account, row, bill, seller }: SettingWish): Promise<InvoiceSetting> {
  const [before, own] = await readEntries(tx, account.ledger_id, { fromN: row.n - 1, limit: 2 })
  const { address, taxIds, locale, paper } = Object(account.details)
  return {
    paper: paper === 'letter' ? 'letter' : 'A4',
    seller: { name: seller.name, address: seller.address, taxIds: seller.taxIds },
    customer: {
      name: account.name,
      address: Array.isArray(address) ? address.map(String) : [],
      taxIds: Array.isArray(taxIds) ? taxIds : [],
      accountId: account.account_id,
    },
    timeZone: account.time_zone,
    locale: typeof locale === 'string' ? locale : 'en-US',
    currency: bill.currency,
    currencyDigits: bill.currencyDigits,
    notes: [],
    ledger: { size: own?.index ?? 0, n: row.n - 1, hash: before?.hash ?? '' },
    numberText: (number) => numberText(row.series, number),
    dueInDays: seller.dueInDays,
  }
}

async function invoiceFiles(document: InvoiceDocument): Promise<File[]> {
  return [
    { name: 'invoice.json', mediaType: 'application/json', body: Buffer.from(encodeInvoice(document)) },
    { name: 'invoice.csv', mediaType: 'text/csv; charset=utf-8', body: Buffer.from(invoiceCsv(document)) },
    { name: 'invoice.pdf', mediaType: 'application/pdf', body: await renderInvoice(document) },
  ]
}

async function reportFiles(json: Uint8Array): Promise<File[]> {
  const report = parseUsageReport(Buffer.from(json).toString('utf8'))
  return [
    { name: 'usage-report.csv', mediaType: 'text/csv; charset=utf-8', body: Buffer.from(usageReportCsv(report)) },
    { name: 'usage-report.pdf', mediaType: 'application/pdf', body: await renderUsageReport(report) },
  ]
}

async function storeFile(tx: Tx, of: Of, { name, mediaType, body }: File): Promise<void> {
  await insertInvoiceDocument(tx, {
    ...{ account_id: of.accountId, invoice_id: of.invoiceId, name, media_type: mediaType, body },
    hash: createHash('sha256').update(body).digest('base64url'),
  })
}
