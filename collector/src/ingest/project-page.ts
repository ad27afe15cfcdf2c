/** One page of the projection: stored statements become sets of minutes, in the order of storing. Every step is a union
 *  or fixed by a hash, so a page may be done again, and the pages of two gateways in any order. */
import { createHash } from 'node:crypto'
import { greatestIndex } from '@camtally/protocol'
import type { ChainKey } from '../store/chain.ts'
import { findSharedRows, lockAccountCameras, replaceCameraKeys } from '../store/camera-key.ts'
import type { Tx } from '../store/database.ts'
import {
  type AwaitingRow,
  findInventories,
  findInventoryParts,
  insertAwaiting,
  insertInventories,
  listInventorySets,
  type NewInventory,
  saveInventorySets,
  takeAwaiting,
} from '../store/inventory.ts'
import { uniteCoverage, unitePresence, uniteUncounted } from '../store/presence.ts'
import {
  advanceProjections,
  insertAgreements,
  insertGaps,
  insertNotUnderstood,
  readUnprojected,
  type Watermark,
} from '../store/projection.ts'
import type { StatementRow } from '../store/statement.ts'
import { assemble, spanOf, type WholeInventory } from './assemble.ts'
import type { InventoryKeys } from './inventory-keys.ts'
import { foldHeartbeat, foldRevoked, noSets } from './fold-heartbeat.ts'
import { joinCameras } from './join-cameras.ts'
import { foldSharedAgain } from './shared-again.ts'
import { chainOf, notUnderstood, readPayload, type StoredHeartbeat, sortStatements } from './read-statements.ts'

export interface Page {
  readonly limit: number
  /** Only what arrived until then, ms. */
  readonly untilMs?: number
}

export interface ProjectedPage {
  readonly statements: number
  /** Arrival of the oldest of them, ms. */
  readonly oldestMs: number | undefined
  /** The locked watermarks, moved to what is projected now. */
  readonly marks: readonly Watermark[]
}

/** Projects the next statements of these chains, whose watermarks the transaction has locked. */
export async function projectPage(
  tx: Tx,
  { marks, inventories }: { readonly marks: readonly Watermark[]; readonly inventories: InventoryKeys },
  page: Page,
): Promise<ProjectedPage> {
  const rows = await readUnprojected(tx, marks, page)
  if (rows.length === 0) return { statements: 0, oldestMs: undefined, marks }
  const sorted = sortStatements(rows)
  await insertInventories(tx, sorted.inventories)
  const completed = await findCompleted(tx, sorted.inventories)
  inventories.remember(completed)
  const freed = await takeFreed(tx, completed)
  const changed = await joinAgain(tx, completed)
  await foldAll(tx, inventories, { heartbeats: [...sorted.heartbeats, ...freed], revoked: sorted.revoked })
  await insertGaps(tx, sorted.gaps)
  await insertAgreements(tx, sorted.agreements)
  await insertNotUnderstood(tx, sorted.notUnderstood)
  const moved = moveMarks(marks, rows)
  await advanceProjections(tx, moved)
  for (const accountId of changed) await foldSharedAgain(tx, accountId, inventories)
  return { statements: rows.length, oldestMs: Math.min(...rows.map((row) => row.arrived_at)), marks: moved }
}

/** The inventories that these parts complete, with what was stored before. */
async function findCompleted(tx: Tx, parts: readonly NewInventory[]): Promise<readonly WholeInventory[]> {
  const single = parts.filter((part) => part.parts === 1)
  const alone = await findInventories(
    tx,
    single.map((part) => ({ ...chainOf(part), hash: part.hash })),
  )
  const spans = new Map(
    parts
      .filter((part) => part.parts > 1)
      .map((part) => [`${part.gateway_id}/${part.epoch}/${spanOf(part).from}`, part]),
  )
  const together: WholeInventory[] = []
  for (const part of spans.values())
    together.push(...assemble(await findInventoryParts(tx, chainOf(part), spanOf(part))))
  return [...assemble(alone), ...together]
}

/** Heartbeats that waited for one of these, no matter how long. */
async function takeFreed(tx: Tx, completed: readonly WholeInventory[]): Promise<readonly StoredHeartbeat[]> {
  const freed: StoredHeartbeat[] = []
  for (const ofChain of Map.groupBy(completed, ({ key }) => `${key.gatewayId}/${key.epoch}`).values()) {
    const key = ofChain[0]?.key
    if (!key) continue
    const hashes = ofChain.map(({ hash }) => hash)
    for (const row of await takeAwaiting(tx, key, hashes)) {
      const parsed = readPayload(row.jws)
      if ('ok' in parsed && parsed.ok.kind === 'heartbeat') freed.push({ key, heartbeat: parsed.ok, row })
    }
  }
  return freed
}

async function foldAll(
  tx: Tx,
  inventories: InventoryKeys,
  { heartbeats, revoked }: { heartbeats: readonly StoredHeartbeat[]; revoked: readonly StoredHeartbeat[] },
): Promise<void> {
  await inventories.load(tx, heartbeats.map(inventoryNamed))
  const shared = await findSharedRows(tx, [...new Set(heartbeats.map(({ key }) => key.accountId))])
  const sets = noSets()
  const awaiting: AwaitingRow[] = []
  for (const stored of heartbeats) {
    const rows = inventories.find(inventoryNamed(stored))
    const { key, heartbeat, row } = stored
    if (rows === undefined) awaiting.push(awaitingRow(stored))
    else if (greatestIndex(heartbeat) >= rows.length)
      await insertNotUnderstood(tx, [notUnderstood({ ...columnsOf(key), ...row }, 'INDEX_BEYOND_INVENTORY')])
    else foldHeartbeat(sets, { key, heartbeat, arrivedAt: row.arrived_at, rows, shared: shared.get(key.accountId) })
  }
  for (const stored of revoked) foldRevoked(sets, stored)
  await insertAwaiting(tx, awaiting)
  await unitePresence(tx, [...sets.presence.values()])
  await uniteCoverage(tx, [...sets.coverage.values()])
  await uniteUncounted(tx, [...sets.uncounted.values()])
}

/** Cameras are joined again from all lists of an account when it has a new one: what comes late may come first. Answers
 *  the accounts whose shared rows are others than before. */
async function joinAgain(tx: Tx, completed: readonly WholeInventory[]): Promise<readonly string[]> {
  const changed: string[] = []
  const rows = completed.map(({ key, rows: keys, seenAt, seq }) => {
    const digest = createHash('sha256')
      .update(JSON.stringify(keys.toSorted(byFirst)))
      .digest('base64url')
    return { ...columnsOf(key), digest, keys, seen_at: seenAt, seq }
  })
  const byDigest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const name = `${row.account_id}/${row.digest}`
    const other = byDigest.get(name)
    if (!other || isEarlier(row, other)) byDigest.set(name, row)
  }
  const ordered = [...byDigest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  for (const accountId of new Set(ordered.map((row) => row.account_id))) await lockAccountCameras(tx, accountId)
  for (const accountId of await saveInventorySets(tx, ordered)) {
    const lists = await listInventorySets(tx, accountId)
    if (await replaceCameraKeys(tx, accountId, joinCameras(lists.map(({ keys }) => keys)))) changed.push(accountId)
  }
  return changed
}

type Appearance = Pick<StatementRow, 'gateway_id' | 'epoch' | 'seq'> & { readonly seen_at: number }

/** The order of inventory_set. */
function isEarlier(a: Appearance, b: Appearance): boolean {
  if (a.seen_at !== b.seen_at) return a.seen_at < b.seen_at
  if (a.gateway_id !== b.gateway_id) return a.gateway_id < b.gateway_id
  return a.epoch !== b.epoch ? a.epoch < b.epoch : a.seq < b.seq
}

function byFirst(a: readonly string[], b: readonly string[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}

function inventoryNamed({ key, heartbeat }: StoredHeartbeat) {
  return { key, hash: heartbeat.inv }
}

function awaitingRow({ key, heartbeat, row }: StoredHeartbeat): AwaitingRow {
  const { seq, hash, arrived_at, jws } = row
  return { ...columnsOf(key), inventory: heartbeat.inv, seq, hash, arrived_at, m: heartbeat.m, n: heartbeat.n, jws }
}

function columnsOf({ accountId, gatewayId, epoch }: ChainKey) {
  return { account_id: accountId, gateway_id: gatewayId, epoch }
}

function moveMarks(marks: readonly Watermark[], rows: readonly StatementRow[]): readonly Watermark[] {
  const newest = new Map(rows.map((row) => [`${row.gateway_id}/${row.epoch}`, row.serial]))
  return marks.map((mark) => ({ ...mark, serial: newest.get(`${mark.gatewayId}/${mark.epoch}`) ?? mark.serial }))
}
