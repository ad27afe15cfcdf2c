/** Receipts as signed, and the fence that makes "receipted with t <= at" a fact that does not change any more. */
import { type Insertable, type Selectable, sql } from 'kysely'
import { only, type Store, type Tx } from './database.ts'
import { acrossAccounts } from './database.ts'
import type { ReceiptTable } from './schema-statement.ts'

export type ReceiptRow = Selectable<ReceiptTable>

export async function insertReceipts(tx: Tx, rows: readonly Insertable<ReceiptTable>[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into receipt (account_id, gateway_id, epoch, signed_at, hash, jws)
    select * from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.gateway_id)}::text[],
      ${rows.map((row) => row.epoch)}::integer[], ${rows.map((row) => row.signed_at)}::bigint[],
      ${rows.map((row) => row.hash)}::text[], ${rows.map((row) => row.jws)}::text[])`.execute(tx)
}

/** The receipts with these (gateway, t). */
export async function findReceipts(
  tx: Tx,
  wanted: readonly { readonly gatewayId: string; readonly signedAt: number }[],
): Promise<ReceiptRow[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<ReceiptRow>`
    select receipt.* from receipt
    join unnest(${wanted.map((each) => each.gatewayId)}::text[], ${wanted.map((each) => each.signedAt)}::bigint[])
      as wanted (gateway_id, signed_at) using (gateway_id, signed_at)`.execute(tx)
  return rows
}

/** The newest receipt of each gateway whose id is above `after`, at most `limit`: what a start republishes. */
export async function listNewestReceipts(
  tx: Tx,
  { after = '', limit }: { readonly after?: string; readonly limit: number },
): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    select receipt.*
    from (select account_id, gateway_id, max(receipt_at) as signed_at from chain
          where gateway_id > ${after} and receipt_at > 0
          group by account_id, gateway_id order by gateway_id limit ${limit}) as newest
    join receipt using (account_id, gateway_id, signed_at)
    order by gateway_id`.execute(tx)
  return rows
}

/** A gateway's receipts with t in [from, to), ascending (ms). */
export function readReceipts(
  tx: Tx,
  gateway: { readonly accountId: string; readonly gatewayId: string },
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReceiptRow[]> {
  return tx
    .selectFrom('receipt')
    .selectAll()
    .where('account_id', '=', gateway.accountId)
    .where('gateway_id', '=', gateway.gatewayId)
    .where('signed_at', '>=', from)
    .where('signed_at', '<', to)
    .orderBy('signed_at')
    .execute()
}

/** For whoever receipts: no fence moves until this transaction ends. Answers the fence: t must be greater. */
export async function shareArrivalFence(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock_shared(9, 0)`.execute(tx)
  return only(await tx.selectFrom('arrival_fence').select('at').execute()).at
}

/** For whoever closes: waits for receipts being made, and from then on every receipt has t > `atMs`. So what was
 *  receipted with t <= atMs is known for good, by any collector, whatever its clock says. */
export function raiseArrivalFence(store: Store, atMs: number): Promise<void> {
  return acrossAccounts(store, async (tx) => {
    await sql`select pg_advisory_xact_lock(9, 0)`.execute(tx)
    await tx.updateTable('arrival_fence').set({ at: atMs }).where('at', '<', atMs).execute()
  })
}
