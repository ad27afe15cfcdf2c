/** Statements as signed: stored once, found by number, read in the order of storing. */
import { type Selectable, sql } from 'kysely'
import type { ChainKey } from './chain.ts'
import type { Tx } from './database.ts'
import type { StatementTable } from './schema-statement.ts'

export type StatementRow = Selectable<StatementTable>

export async function insertStatements(tx: Tx, rows: readonly StatementRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into statement (account_id, gateway_id, epoch, seq, hash, arrived_at, serial, is_side, kind, code, jws)
    select * from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.gateway_id)}::text[],
      ${rows.map((row) => row.epoch)}::integer[], ${rows.map((row) => row.seq)}::bigint[],
      ${rows.map((row) => row.hash)}::text[], ${rows.map((row) => row.arrived_at)}::bigint[],
      ${rows.map((row) => row.serial)}::bigint[], ${rows.map((row) => row.is_side)}::boolean[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.code)}::text[],
      ${rows.map((row) => row.jws)}::text[])`.execute(tx)
}

export interface StoredAt {
  readonly gateway_id: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
  readonly is_side: boolean
}

/** What is stored under these numbers, the chain's and the side's: the one look-up that tells a duplicate from a
 *  fork. */
export async function findByNumber(
  tx: Tx,
  numbers: readonly (ChainKey & { readonly seq: number })[],
): Promise<StoredAt[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<StoredAt>`
    select gateway_id, epoch, seq, hash, is_side
    from statement
    join unnest(${numbers.map((each) => each.accountId)}::text[], ${numbers.map((each) => each.gatewayId)}::text[],
      ${numbers.map((each) => each.epoch)}::integer[], ${numbers.map((each) => each.seq)}::bigint[])
      as wanted (account_id, gateway_id, epoch, seq) using (account_id, gateway_id, epoch, seq)`.execute(tx)
  return rows
}

/** One chain's statements stored after `serial`, in that order, at most `limit`. */
export function readStatements(
  tx: Tx,
  key: ChainKey,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<StatementRow[]> {
  return tx
    .selectFrom('statement')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('gateway_id', '=', key.gatewayId)
    .where('epoch', '=', key.epoch)
    .where('serial', '>', after)
    .orderBy('serial')
    .limit(limit)
    .execute()
}

/** Makes the partitions of the month of `nowMs` and of the `ahead` months after it; answers how many were missing. */
export async function keepStatementMonths(tx: Tx, nowMs: number, ahead = 3): Promise<number> {
  let made = 0
  for (let offset = 0; offset <= ahead; offset += 1) {
    const from = monthStart(nowMs, offset)
    const to = monthStart(nowMs, offset + 1)
    const name = new Date(from).toISOString().slice(0, 7).replace('-', '_')
    const { rows } = await sql<{ made: boolean }>`
      select keep_statement_month(${name}, ${from}, ${to}) as made`.execute(tx)
    if (rows[0]?.made) made += 1
  }
  return made
}

function monthStart(nowMs: number, offset: number): number {
  const now = new Date(nowMs)
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)
}
