/** Final invoices and credit notes, their numbers and their files (R30, R32). */
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from './database.ts'
import type { InvoiceDocumentTable, InvoiceTable, Series } from './schema-billing.ts'

export type InvoiceRow = Selectable<InvoiceTable>
export type InvoiceDocumentRow = Selectable<InvoiceDocumentTable>

/** The next number of the series, gapless: taken in the finalizing transaction, which it stays locked for (R32). */
export async function takeNumber(tx: Tx, series: Series): Promise<number> {
  const row = await tx
    .updateTable('number_series')
    .set((eb) => ({ next: eb('next', '+', 1) }))
    .where('series', '=', series)
    .returning('next')
    .executeTakeFirstOrThrow()
  return row.next - 1
}

/** Fails with a unique violation when the account has one for the same period or change (R32). */
export async function insertInvoice(tx: Tx, row: Omit<Insertable<InvoiceTable>, 'paid_at'>): Promise<void> {
  await tx
    .insertInto('invoice')
    .values({ ...row, paid_at: null })
    .execute()
}

export function findInvoice(tx: Tx, accountId: string, invoiceId: string): Promise<InvoiceRow | undefined> {
  return tx
    .selectFrom('invoice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst()
}

/** By (kind, period start) or change: what tells whether a job's effect is already there. */
export function findInvoiceByKey(tx: Tx, accountId: string, uniqueKey: string): Promise<InvoiceRow | undefined> {
  return tx
    .selectFrom('invoice')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('unique_key', '=', uniqueKey)
    .executeTakeFirst()
}

/** Newest first: those whose (final_at, invoice_id) is before `before`. */
export function listInvoices(
  tx: Tx,
  accountId: string,
  page: { readonly before?: { readonly finalAt: number; readonly invoiceId: string }; readonly limit: number },
): Promise<InvoiceRow[]> {
  const query = tx.selectFrom('invoice').selectAll().where('account_id', '=', accountId)
  const { before } = page
  const earlier = before
    ? query.where((eb) =>
        eb.or([
          eb('final_at', '<', before.finalAt),
          eb.and([eb('final_at', '=', before.finalAt), eb('invoice_id', '<', before.invoiceId)]),
        ]),
      )
    : query
  return earlier.orderBy('final_at', 'desc').orderBy('invoice_id', 'desc').limit(page.limit).execute()
}

export async function markInvoicePaid(
  tx: Tx,
  invoice: { accountId: string; invoiceId: string },
  atMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invoice')
    .set({ paid_at: atMs })
    .where('account_id', '=', invoice.accountId)
    .where('invoice_id', '=', invoice.invoiceId)
    .where('paid_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertInvoiceDocument(tx: Tx, row: Insertable<InvoiceDocumentTable>): Promise<void> {
  await tx
    .insertInto('invoice_document')
    .values({ ...row, body: Buffer.from(row.body) })
    .execute()
}

export function findInvoiceDocument(
  tx: Tx,
  { accountId, invoiceId, name }: { accountId: string; invoiceId: string; name: string },
): Promise<InvoiceDocumentRow | undefined> {
  return tx
    .selectFrom('invoice_document')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('invoice_id', '=', invoiceId)
    .where('name', '=', name)
    .executeTakeFirst()
}

export function listInvoiceDocuments(
  tx: Tx,
  { accountId, invoiceId }: { accountId: string; invoiceId: string },
): Promise<Omit<InvoiceDocumentRow, 'body'>[]> {
  return tx
    .selectFrom('invoice_document')
    .select(['account_id', 'invoice_id', 'name', 'media_type', 'hash'])
    .where('account_id', '=', accountId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('name')
    .execute()
}

/** Final invoices of all accounts, unpaid and paid. */
export async function countInvoices(tx: Tx): Promise<{ open: number; paid: number }> {
  const row = await tx
    .selectFrom('invoice')
    .select((eb) => [eb.fn.countAll<number>().as('all'), eb.fn.count<number>('paid_at').as('paid')])
    .executeTakeFirstOrThrow()
  return { open: row.all - row.paid, paid: row.paid }
}

/** The same by number; paying twice keeps the first time. */
export async function markInvoicePaidByNumber(
  tx: Tx,
  invoice: { readonly accountId: string; readonly number: number },
  atMs: number,
): Promise<void> {
  await tx
    .updateTable('invoice')
    .set({ paid_at: atMs })
    .where('account_id', '=', invoice.accountId)
    .where('series', '=', 'invoice')
    .where('number', '=', invoice.number)
    .where('paid_at', 'is', null)
    .execute()
}
