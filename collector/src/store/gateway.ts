/** Gateways, their keys, what they last said of themselves, and the names of their cameras. */
import type { Insertable, Selectable } from 'kysely'
import type { Page } from './account.ts'
import type { Tx } from './database.ts'
import type { CameraNameTable, GatewayKeyTable, GatewayStatusTable, GatewayTable } from './schema.ts'

export type GatewayRow = Selectable<GatewayTable>
export type GatewayKeyRow = Selectable<GatewayKeyTable>
export type GatewayStatusRow = Selectable<GatewayStatusTable>
export type CameraNameRow = Selectable<CameraNameTable>

export interface NewGateway {
  readonly accountId: string
  readonly gatewayId: string
  readonly siteId: string
  readonly name: string
  readonly createdAt: number
}

export async function insertGateway(tx: Tx, gateway: NewGateway): Promise<void> {
  await tx
    .insertInto('gateway')
    .values({
      account_id: gateway.accountId,
      gateway_id: gateway.gatewayId,
      site_id: gateway.siteId,
      name: gateway.name,
      password_hash: null,
      created_at: gateway.createdAt,
      approved_at: null,
      retired_at: null,
    })
    .execute()
}

/** By id alone for acrossAccounts (broker, ingest); as an account it finds its own only. */
export function findGateway(tx: Tx, gatewayId: string): Promise<GatewayRow | undefined> {
  return tx.selectFrom('gateway').selectAll().where('gateway_id', '=', gatewayId).executeTakeFirst()
}

export function findGateways(tx: Tx, gatewayIds: readonly string[]): Promise<GatewayRow[]> {
  return tx
    .selectFrom('gateway')
    .selectAll()
    .where('gateway_id', 'in', gatewayIds.length > 0 ? gatewayIds : [''])
    .execute()
}

export function listGateways(tx: Tx, accountId: string, page: Page): Promise<GatewayRow[]> {
  return tx
    .selectFrom('gateway')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('gateway_id', '>', page.after ?? '')
    .orderBy('gateway_id')
    .limit(page.limit)
    .execute()
}

/** Sets what is named; `version` grows by one. */
export async function updateGateway(
  tx: Tx,
  { accountId, gatewayId }: { accountId: string; gatewayId: string },
  change: Partial<Pick<GatewayTable, 'name' | 'site_id' | 'password_hash' | 'approved_at' | 'retired_at'>> & {
    readonly epoch?: number
  },
): Promise<void> {
  await tx
    .updateTable('gateway')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('gateway_id', '=', gatewayId)
    .execute()
}

/** Adds the key of an epoch. A thumbprint that any gateway ever had fails with a unique violation (422). */
export async function insertGatewayKey(tx: Tx, key: Insertable<GatewayKeyTable>): Promise<void> {
  await tx
    .insertInto('gateway_key')
    .values({ ...key, public_key: Buffer.from(key.public_key) })
    .execute()
}

/** What `ingest` needs of each of these gateways' keys, with their account's zone. Unknown ids have no row. */
export function findGatewayKeys(
  tx: Tx,
  gatewayIds: readonly string[],
): Promise<(GatewayKeyRow & { time_zone: string })[]> {
  return tx
    .selectFrom('gateway_key')
    .innerJoin('account', 'account.account_id', 'gateway_key.account_id')
    .selectAll('gateway_key')
    .select('account.time_zone')
    .where('gateway_key.gateway_id', 'in', gatewayIds.length > 0 ? gatewayIds : [''])
    .execute()
}

/** Revokes a key from `atMs` on; what was receipted before stays good (protocol 7). */
export async function revokeGatewayKey(
  tx: Tx,
  key: { gatewayId: string; kid: string },
  atMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('gateway_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(atMs)) }))
    .where('gateway_id', '=', key.gatewayId)
    .where('kid', '=', key.kid)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps the newest word, by when it came. */
export async function saveGatewayStatus(tx: Tx, rows: readonly Insertable<GatewayStatusTable>[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('gateway_status')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'gateway_id']).doUpdateSet((eb) => ({
        state: eb.ref('excluded.state'),
        details: eb.ref('excluded.details'),
        said_at: eb.ref('excluded.said_at'),
      })),
    )
    .execute()
}

export function listGatewayStatus(tx: Tx, accountId: string): Promise<GatewayStatusRow[]> {
  return tx.selectFrom('gateway_status').selectAll().where('account_id', '=', accountId).execute()
}

/** Names are shown only, may be edited and erased, and are never part of what is signed (protocol 2). */
export async function saveCameraNames(tx: Tx, rows: readonly CameraNameRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('camera_name')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'key'])
        .doUpdateSet((eb) => ({ name: eb.ref('excluded.name'), named_at: eb.ref('excluded.named_at') })),
    )
    .execute()
}

export function listCameraNames(tx: Tx, accountId: string): Promise<CameraNameRow[]> {
  return tx.selectFrom('camera_name').selectAll().where('account_id', '=', accountId).execute()
}

/** Whether any gateway ever had a key with this thumbprint (in acrossAccounts). */
export async function isKeyKnown(tx: Tx, kid: string): Promise<boolean> {
  const row = await tx.selectFrom('gateway_key').select('kid').where('kid', '=', kid).executeTakeFirst()
  return row !== undefined
}

/** From the first enrollment of each gateway to its retirement, ms; Infinity while it is in service. */
export async function listGatewaySpans(
  tx: Tx,
  accountId: string,
): Promise<{ gatewayId: string; fromMs: number; toMs: number }[]> {
  const rows = await tx
    .selectFrom('gateway')
    .innerJoin('gateway_key', 'gateway_key.gateway_id', 'gateway.gateway_id')
    .select((eb) => ['gateway.gateway_id', 'gateway.retired_at', eb.fn.min('gateway_key.from_at').as('from_at')])
    .where('gateway.account_id', '=', accountId)
    .groupBy(['gateway.account_id', 'gateway.gateway_id', 'gateway.retired_at'])
    .orderBy('gateway.gateway_id')
    .execute()
  return rows.map((row) => ({
    gatewayId: row.gateway_id,
    fromMs: row.from_at,
    toMs: row.retired_at ?? Number.POSITIVE_INFINITY,
  }))
}
