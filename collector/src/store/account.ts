/** Accounts and their sites: projections of the ledger's `account` and `site` entries. */
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Tx } from './database.ts'
import type { AccountTable, SiteTable } from './schema.ts'

export type AccountRow = Selectable<AccountTable>
export type SiteRow = Selectable<SiteTable>

/** One page of a list: rows whose id is above `after`, ascending, at most `limit`. */
export interface Page {
  readonly after?: string
  readonly limit: number
}

export async function insertAccount(tx: Tx, row: Insertable<AccountTable>): Promise<void> {
  await tx.insertInto('account').values(row).execute()
}

export function findAccount(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  return tx.selectFrom('account').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** Every account that the transaction may see, by id. */
export function listAccounts(tx: Tx, page: Page): Promise<AccountRow[]> {
  return tx
    .selectFrom('account')
    .selectAll()
    .where('account_id', '>', page.after ?? '')
    .orderBy('account_id')
    .limit(page.limit)
    .execute()
}

/** Changes the row if it still has `version`, and answers whether it did (If-Match, style 11). */
export async function updateAccount(
  tx: Tx,
  { accountId, version }: { accountId: string; version: number },
  change: Omit<Updateable<AccountTable>, 'account_id' | 'ledger_id' | 'version'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ ...change, version: version + 1 })
    .where('account_id', '=', accountId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertSite(tx: Tx, row: Insertable<SiteTable>): Promise<void> {
  await tx.insertInto('site').values(row).execute()
}

export function findSite(tx: Tx, accountId: string, siteId: string): Promise<SiteRow | undefined> {
  return tx
    .selectFrom('site')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
}

export function listSites(tx: Tx, accountId: string, page: Page): Promise<SiteRow[]> {
  return tx
    .selectFrom('site')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('site_id', '>', page.after ?? '')
    .orderBy('site_id')
    .limit(page.limit)
    .execute()
}

export async function updateSite(
  tx: Tx,
  site: { readonly accountId: string; readonly siteId: string },
  change: Pick<Updateable<SiteTable>, 'name' | 'details'>,
): Promise<void> {
  await tx
    .updateTable('site')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('account_id', '=', site.accountId)
    .where('site_id', '=', site.siteId)
    .execute()
}
