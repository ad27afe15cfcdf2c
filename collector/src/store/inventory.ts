/** Inventories as projected: the parts, the heartbeats that wait for one, and the different lists of rows an account
 *  had. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { ChainKey } from './chain.ts'
import type { Tx } from './database.ts'
import type { AwaitingInventoryTable, InventorySetTable, InventoryTable } from './schema-statement.ts'

export type NewInventory = Insertable<InventoryTable>
export type InventoryRow = Selectable<InventoryTable>
export type InventorySetRow = Selectable<InventorySetTable>
export type AwaitingRow = Selectable<AwaitingInventoryTable>

export async function insertInventories(tx: Tx, rows: readonly NewInventory[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('inventory')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The parts with these hashes. */
export async function findInventories(
  tx: Tx,
  wanted: readonly (ChainKey & { readonly hash: string })[],
): Promise<InventoryRow[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<InventoryRow>`
    select inventory.* from inventory
    join unnest(${wanted.map((each) => each.accountId)}::text[], ${wanted.map((each) => each.gatewayId)}::text[],
      ${wanted.map((each) => each.epoch)}::integer[], ${wanted.map((each) => each.hash)}::text[])
      as wanted (account_id, gateway_id, epoch, hash) using (account_id, gateway_id, epoch, hash)`.execute(tx)
  return rows
}

/** All parts of inventories of one chain whose numbers lie in [from, to]. */
export function findInventoryParts(tx: Tx, key: ChainKey, span: { from: number; to: number }): Promise<InventoryRow[]> {
  return tx
    .selectFrom('inventory')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('gateway_id', '=', key.gatewayId)
    .where('epoch', '=', key.epoch)
    .where('seq', '>=', span.from)
    .where('seq', '<=', span.to)
    .execute()
}

export async function insertAwaiting(tx: Tx, rows: readonly AwaitingRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('awaiting_inventory')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Removes and answers the heartbeats of one chain that wait for one of these inventories. */
export function takeAwaiting(tx: Tx, key: ChainKey, inventories: readonly string[]): Promise<AwaitingRow[]> {
  return tx
    .deleteFrom('awaiting_inventory')
    .where('account_id', '=', key.accountId)
    .where('gateway_id', '=', key.gatewayId)
    .where('epoch', '=', key.epoch)
    .where('inventory', 'in', inventories.length > 0 ? inventories : [''])
    .returningAll()
    .execute()
}

/** INVENTORY_MISSING: the heartbeats of an account that nobody can read yet. */
export function listAwaiting(tx: Tx, accountId: string): Promise<AwaitingRow[]> {
  return tx
    .selectFrom('awaiting_inventory')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('gateway_id')
    .orderBy('epoch')
    .orderBy('seq')
    .execute()
}

/** Adds lists not seen before and keeps each one's first appearance; answers the accounts for which anything
 *  changed. */
export async function saveInventorySets(tx: Tx, rows: readonly InventorySetRow[]): Promise<readonly string[]> {
  if (rows.length === 0) return []
  const { rows: changed } = await sql<{ account_id: string }>`
    insert into inventory_set (account_id, digest, keys, seen_at, gateway_id, epoch, seq)
    select account_id, digest, keys::jsonb, seen_at, gateway_id, epoch, seq
    from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.digest)}::text[],
      ${rows.map((row) => JSON.stringify(row.keys))}::text[], ${rows.map((row) => row.seen_at)}::bigint[],
      ${rows.map((row) => row.gateway_id)}::text[], ${rows.map((row) => row.epoch)}::integer[],
      ${rows.map((row) => row.seq)}::bigint[])
      as seen (account_id, digest, keys, seen_at, gateway_id, epoch, seq)
    on conflict (account_id, digest) do update
    set seen_at = excluded.seen_at, gateway_id = excluded.gateway_id, epoch = excluded.epoch, seq = excluded.seq
    where (excluded.seen_at, excluded.gateway_id, excluded.epoch, excluded.seq)
        < (inventory_set.seen_at, inventory_set.gateway_id, inventory_set.epoch, inventory_set.seq)
    returning account_id`.execute(tx)
  return [...new Set(changed.map((row) => row.account_id))]
}

/** An account's lists in the order of their first appearance; only those seen by `untilMs`, if given. */
export function listInventorySets(tx: Tx, accountId: string, untilMs?: number): Promise<InventorySetRow[]> {
  const all = tx.selectFrom('inventory_set').selectAll().where('account_id', '=', accountId)
  const seen = untilMs === undefined ? all : all.where('seen_at', '<=', untilMs)
  return seen.orderBy('seen_at').orderBy('gateway_id').orderBy('epoch').orderBy('seq').execute()
}
