/** How far each chain is projected, and what else statements are projected into: gaps, agreements, faults. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { ChainKey } from './chain.ts'
import type { Tx } from './database.ts'
import type { AgreementTable, GapTable, NotUnderstoodTable } from './schema-statement.ts'
import type { StatementRow } from './statement.ts'

export { listCameraKeys } from './camera-key.ts'
export type NewGap = Insertable<GapTable>
export type NewAgreement = Insertable<AgreementTable>
export type NewFault = Insertable<NotUnderstoodTable>

export interface Watermark extends ChainKey {
  readonly serial: number
}

/** Locks these chains' projections, in order, but for those that somebody else is projecting now. */
export async function lockProjections(tx: Tx, keys: readonly ChainKey[]): Promise<Watermark[]> {
  if (keys.length === 0) return []
  const columns = [keys.map((key) => key.accountId), keys.map((key) => key.gatewayId), keys.map((key) => key.epoch)]
  await sql`
    insert into projection (account_id, gateway_id, epoch)
    select * from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::integer[])
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ account_id: string; gateway_id: string; epoch: number; serial: number }>`
    select projection.* from projection
    join unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::integer[])
      as wanted (account_id, gateway_id, epoch) using (account_id, gateway_id, epoch)
    order by account_id, gateway_id, epoch
    for update of projection skip locked`.execute(tx)
  return rows.map(toWatermark)
}

/** Locks all of one account's, waiting for whoever projects. */
export async function lockAccountProjections(tx: Tx, accountId: string): Promise<Watermark[]> {
  await sql`
    insert into projection (account_id, gateway_id, epoch)
    select account_id, gateway_id, epoch from chain where account_id = ${accountId}
    on conflict do nothing`.execute(tx)
  const rows = await tx
    .selectFrom('projection')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('gateway_id')
    .orderBy('epoch')
    .forUpdate()
    .execute()
  return rows.map(toWatermark)
}

/** Statements after the watermarks, by chain and serial; at most `limit` in all, and none that arrived after
 *  `untilMs`. */
export async function readUnprojected(
  tx: Tx,
  marks: readonly Watermark[],
  { limit, untilMs = Number.MAX_SAFE_INTEGER }: { readonly limit: number; readonly untilMs?: number },
): Promise<StatementRow[]> {
  if (marks.length === 0) return []
  const { rows } = await sql<StatementRow>`
    select statement.* from statement
    join unnest(${marks.map((mark) => mark.accountId)}::text[], ${marks.map((mark) => mark.gatewayId)}::text[],
      ${marks.map((mark) => mark.epoch)}::integer[], ${marks.map((mark) => mark.serial)}::bigint[])
      as mark (account_id, gateway_id, epoch, serial)
      on statement.account_id = mark.account_id and statement.gateway_id = mark.gateway_id
      and statement.epoch = mark.epoch and statement.serial > mark.serial
    where statement.arrived_at <= ${untilMs}
    order by statement.account_id, statement.gateway_id, statement.epoch, statement.serial
    limit ${limit}`.execute(tx)
  return rows
}

export async function advanceProjections(tx: Tx, marks: readonly Watermark[]): Promise<void> {
  if (marks.length === 0) return
  await sql`
    update projection set serial = mark.serial
    from unnest(${marks.map((mark) => mark.accountId)}::text[], ${marks.map((mark) => mark.gatewayId)}::text[],
      ${marks.map((mark) => mark.epoch)}::integer[], ${marks.map((mark) => mark.serial)}::bigint[])
      as mark (account_id, gateway_id, epoch, serial)
    where projection.account_id = mark.account_id and projection.gateway_id = mark.gateway_id
      and projection.epoch = mark.epoch`.execute(tx)
}

/** Chains with statements that are not projected yet. */
export async function listBehind(tx: Tx, limit: number): Promise<ChainKey[]> {
  const { rows } = await sql<{ account_id: string; gateway_id: string; epoch: number }>`
    select chain.account_id, chain.gateway_id, chain.epoch
    from chain left join projection using (account_id, gateway_id, epoch)
    where chain.stored > coalesce(projection.serial, 0)
    order by chain.account_id, chain.gateway_id, chain.epoch
    limit ${limit}`.execute(tx)
  return rows.map((row) => ({ accountId: row.account_id, gatewayId: row.gateway_id, epoch: row.epoch }))
}

/** Throws away all that was projected for an account; its statements stay. */
export async function forgetProjections(tx: Tx, accountId: string): Promise<void> {
  for (const table of projectedTables) await tx.deleteFrom(table).where('account_id', '=', accountId).execute()
  await tx.updateTable('projection').set({ serial: 0 }).where('account_id', '=', accountId).execute()
}

export async function insertGaps(tx: Tx, rows: readonly NewGap[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('gap')
      .values([...rows])
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Gaps that touch [from, to), UTC minutes. */
export function listGaps(
  tx: Tx,
  accountId: string,
  { from, to }: { from: number; to: number },
): Promise<Selectable<GapTable>[]> {
  return tx
    .selectFrom('gap')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('from_minute', '<', to)
    .where('to_minute', '>', from)
    .orderBy('gateway_id')
    .orderBy('from_minute')
    .orderBy('hash')
    .execute()
}

export async function insertAgreements(tx: Tx, rows: readonly NewAgreement[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('agreement')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function insertNotUnderstood(tx: Tx, rows: readonly NewFault[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('not_understood')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function listNotUnderstood(tx: Tx, accountId: string): Promise<Selectable<NotUnderstoodTable>[]> {
  return tx.selectFrom('not_understood').selectAll().where('account_id', '=', accountId).orderBy('arrived_at').execute()
}

const projectedTables = [
  ...(['inventory', 'inventory_set', 'awaiting_inventory', 'presence', 'shared_presence', 'coverage', 'gap'] as const),
  ...(['uncounted', 'not_understood', 'camera_key', 'shared_row', 'agreement'] as const),
] as const

function toWatermark(row: { account_id: string; gateway_id: string; epoch: number; serial: number }): Watermark {
  return { accountId: row.account_id, gatewayId: row.gateway_id, epoch: row.epoch, serial: row.serial }
}
