/** What was no statement: the newest 100 a gateway, without their bodies. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { RefusedTable } from './schema-statement.ts'

export type RefusedRow = Selectable<RefusedTable>

export const refusedKept = 100

/** Adds rows in order and drops what is older than the newest 100 of those gateways. */
export async function insertRefused(tx: Tx, rows: readonly Insertable<RefusedTable>[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('refused')
    .values([...rows])
    .execute()
  await sql`
    delete from refused using (
      select gateway_id, n, row_number() over (partition by gateway_id order by n desc) as age
      from refused where gateway_id = any(${[...new Set(rows.map((row) => row.gateway_id))]}::text[])) as aged
    where refused.gateway_id = aged.gateway_id and refused.n = aged.n and aged.age > ${refusedKept}`.execute(tx)
}

/** Newest first. */
export function listRefused(tx: Tx, accountId: string, gatewayId: string): Promise<RefusedRow[]> {
  return tx
    .selectFrom('refused')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('gateway_id', '=', gatewayId)
    .orderBy('n', 'desc')
    .execute()
}
