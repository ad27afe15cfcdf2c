/** Which camera a key belongs to, and which rows hold more than one. */
import { type Selectable, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { CameraKeyTable } from './schema-statement.ts'

/** Replaces the account's cameras and shared rows; answers whether the latter are others than before. */
export async function replaceCameraKeys(
  tx: Tx,
  accountId: string,
  joined: { readonly cameras: ReadonlyMap<string, string>; readonly shared: ReadonlyMap<string, readonly string[]> },
): Promise<boolean> {
  await tx.deleteFrom('camera_key').where('account_id', '=', accountId).execute()
  const { cameras, shared } = joined
  const keys = [...cameras.keys()]
  await sql`
    insert into camera_key (account_id, key, camera)
    select ${accountId}, key, camera
    from unnest(${keys}::text[], ${[...cameras.values()]}::text[]) as joined (key, camera)`.execute(tx)
  const before = await findSharedRows(tx, [accountId])
  await tx.deleteFrom('shared_row').where('account_id', '=', accountId).execute()
  const rows = [...shared].map(([row, others]) => ({
    account_id: accountId,
    keys: row,
    others: JSON.stringify(others),
  }))
  if (rows.length > 0) await tx.insertInto('shared_row').values(rows).execute()
  return JSON.stringify(sorted(before.get(accountId))) !== JSON.stringify(sorted(shared))
}

/** Of each of these accounts that has any: row as JSON text -> one key of each other camera. */
export async function findSharedRows(
  tx: Tx,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>> {
  const rows = await tx
    .selectFrom('shared_row')
    .selectAll()
    .where('account_id', 'in', accountIds.length > 0 ? accountIds : [''])
    .execute()
  const byAccount = Map.groupBy(rows, (row) => row.account_id)
  return new Map(
    [...byAccount].map(([accountId, own]) => [accountId, new Map(own.map((row) => [row.keys, row.others]))]),
  )
}

export function listCameraKeys(tx: Tx, accountId: string): Promise<Selectable<CameraKeyTable>[]> {
  return tx.selectFrom('camera_key').selectAll().where('account_id', '=', accountId).orderBy('key').execute()
}

/** Held until the transaction ends; take it in ascending order where more than one account is needed. */
export async function lockAccountCameras(tx: Tx, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(10, hashtext(${accountId}))`.execute(tx)
}

function sorted(
  rows: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly (readonly [string, readonly string[]])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
}
