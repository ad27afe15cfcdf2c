/** The sets that statements are projected into: presence, coverage and what of both does not bill. Unions only, so a
 *  repeated or late row changes nothing that was said before (architecture, idea 1). */
import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { minutesFromSql, minutesToSql } from './minutes.ts'
import type { UncountedCode } from './schema-statement.ts'

/** One gateway's word on one UTC day (days since 1970-01-01). */
export interface DayKey {
  readonly accountId: string
  readonly utcDay: number
  readonly gatewayId: string
  readonly epoch: number
}

export interface PresenceRow extends DayKey {
  /** First key of the inventory's row. */
  readonly cameraKey: string
  readonly minutes: Uint8Array
  /** 2..4, the lowest that any heartbeat of the day gave. */
  readonly lowestRank: number
  /** Counts for the camera of this key, but was said of another: a row held distinct cameras (protocol 4, 10.28). */
  readonly isShared?: boolean
}

export interface CoverageRow extends DayKey {
  /** Stated by a counted heartbeat in which no camera was blind. */
  readonly covered: Uint8Array
  /** Stated by any counted heartbeat. */
  readonly stated: Uint8Array
}

export interface UncountedRow extends DayKey {
  /** '' where no camera is known. */
  readonly cameraKey: string
  readonly code: UncountedCode
  readonly minutes: Uint8Array
}

export interface Days {
  /** First UTC day, days since 1970-01-01. */
  readonly from: number
  /** The day after the last. */
  readonly to: number
}

/** Adds what was said, and what counts for other cameras as well, each to its table. */
export async function unitePresence(tx: Tx, rows: readonly PresenceRow[]): Promise<void> {
  await unite(
    tx,
    'presence',
    rows.filter((row) => !row.isShared),
  )
  await unite(
    tx,
    'shared_presence',
    rows.filter((row) => row.isShared === true),
  )
}

export async function uniteCoverage(tx: Tx, rows: readonly CoverageRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into coverage (account_id, utc_day, gateway_id, epoch, covered, stated)
    select account_id, utc_day, gateway_id, epoch, covered::bit(1440), stated::bit(1440)
    from unnest(${column(rows, (row) => row.accountId)}::text[], ${column(rows, (row) => row.utcDay)}::integer[],
      ${column(rows, (row) => row.gatewayId)}::text[], ${column(rows, (row) => row.epoch)}::integer[],
      ${column(rows, (row) => minutesToSql(row.covered))}::text[],
      ${column(rows, (row) => minutesToSql(row.stated))}::text[])
      as said (account_id, utc_day, gateway_id, epoch, covered, stated)
    on conflict (account_id, utc_day, gateway_id, epoch) do update
    set covered = coverage.covered | excluded.covered,
        stated = coverage.stated | excluded.stated`.execute(tx)
}

export async function uniteUncounted(tx: Tx, rows: readonly UncountedRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into uncounted (account_id, utc_day, gateway_id, epoch, camera_key, code, minutes)
    select account_id, utc_day, gateway_id, epoch, camera_key, code, minutes::bit(1440)
    from unnest(${column(rows, (row) => row.accountId)}::text[], ${column(rows, (row) => row.utcDay)}::integer[],
      ${column(rows, (row) => row.gatewayId)}::text[], ${column(rows, (row) => row.epoch)}::integer[],
      ${column(rows, (row) => row.cameraKey)}::text[], ${column(rows, (row) => row.code)}::text[],
      ${column(rows, (row) => minutesToSql(row.minutes))}::text[])
      as said (account_id, utc_day, gateway_id, epoch, camera_key, code, minutes)
    on conflict (account_id, utc_day, gateway_id, epoch, camera_key, code) do update
    set minutes = uncounted.minutes | excluded.minutes`.execute(tx)
}

/** The account's presence, by day, gateway, epoch and key; shared rows last. */
export async function readPresence(tx: Tx, accountId: string, days: Days): Promise<PresenceRow[]> {
  return [
    ...(await readFrom(tx, 'presence', { accountId, days })),
    ...(await readFrom(tx, 'shared_presence', { accountId, days })),
  ]
}

/** Forgets what counts for other cameras as well, to make it again. */
export async function forgetSharedPresence(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('shared_presence').where('account_id', '=', accountId).execute()
}

export async function readCoverage(tx: Tx, accountId: string, days: Days): Promise<CoverageRow[]> {
  const rows = await tx
    .selectFrom('coverage')
    .select(['account_id', 'utc_day', 'gateway_id', 'epoch'])
    .select([sql<Uint8Array>`bit_send(covered)`.as('covered'), sql<Uint8Array>`bit_send(stated)`.as('stated')])
    .where('account_id', '=', accountId)
    .where('utc_day', '>=', days.from)
    .where('utc_day', '<', days.to)
    .orderBy('utc_day')
    .orderBy('gateway_id')
    .orderBy('epoch')
    .execute()
  return rows.map((row) => ({
    ...dayKey(row),
    covered: minutesFromSql(row.covered),
    stated: minutesFromSql(row.stated),
  }))
}

export async function readUncounted(tx: Tx, accountId: string, days: Days): Promise<UncountedRow[]> {
  const rows = await tx
    .selectFrom('uncounted')
    .select(['account_id', 'utc_day', 'gateway_id', 'epoch', 'camera_key', 'code'])
    .select(sql<Uint8Array>`bit_send(minutes)`.as('minutes'))
    .where('account_id', '=', accountId)
    .where('utc_day', '>=', days.from)
    .where('utc_day', '<', days.to)
    .orderBy('utc_day')
    .orderBy('gateway_id')
    .orderBy('epoch')
    .orderBy('camera_key')
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    ...dayKey(row),
    cameraKey: row.camera_key,
    code: row.code,
    minutes: minutesFromSql(row.minutes),
  }))
}

type PresenceTableName = 'presence' | 'shared_presence'

async function unite(tx: Tx, table: PresenceTableName, rows: readonly PresenceRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into ${sql.table(table)} as kept (account_id, utc_day, gateway_id, epoch, camera_key, minutes, lowest_rank)
    select account_id, utc_day, gateway_id, epoch, camera_key, minutes::bit(1440), lowest_rank
    from unnest(${column(rows, (row) => row.accountId)}::text[], ${column(rows, (row) => row.utcDay)}::integer[],
      ${column(rows, (row) => row.gatewayId)}::text[], ${column(rows, (row) => row.epoch)}::integer[],
      ${column(rows, (row) => row.cameraKey)}::text[], ${column(rows, (row) => minutesToSql(row.minutes))}::text[],
      ${column(rows, (row) => row.lowestRank)}::smallint[])
      as said (account_id, utc_day, gateway_id, epoch, camera_key, minutes, lowest_rank)
    on conflict (account_id, utc_day, gateway_id, epoch, camera_key) do update
    set minutes = kept.minutes | excluded.minutes,
        lowest_rank = least(kept.lowest_rank, excluded.lowest_rank)`.execute(tx)
}

async function readFrom(
  tx: Tx,
  table: PresenceTableName,
  { accountId, days }: { readonly accountId: string; readonly days: Days },
): Promise<PresenceRow[]> {
  const rows = await tx
    .selectFrom(table)
    .select(['account_id', 'utc_day', 'gateway_id', 'epoch', 'camera_key', 'lowest_rank'])
    .select(sql<Uint8Array>`bit_send(minutes)`.as('minutes'))
    .where('account_id', '=', accountId)
    .where('utc_day', '>=', days.from)
    .where('utc_day', '<', days.to)
    .orderBy('utc_day')
    .orderBy('gateway_id')
    .orderBy('epoch')
    .orderBy('camera_key')
    .execute()
  return rows.map((row) => ({
    ...dayKey(row),
    cameraKey: row.camera_key,
    minutes: minutesFromSql(row.minutes),
    lowestRank: row.lowest_rank,
    isShared: table === 'shared_presence',
  }))
}

function column<Row, Value>(rows: readonly Row[], value: (row: Row) => Value): Value[] {
  return rows.map(value)
}

function dayKey(row: { account_id: string; utc_day: number; gateway_id: string; epoch: number }): DayKey {
  return { accountId: row.account_id, utcDay: row.utc_day, gatewayId: row.gateway_id, epoch: row.epoch }
}
