/** Stored statements, read again and sorted by what becomes of them. Pure. Understanding is this version's: what an
 *  older one could not read counts once its account is projected again. */
import {
  type GapStatement,
  type HeartbeatStatement,
  type InventoryStatement,
  type ParsedStatement,
  parseStatement,
} from '@camtally/protocol'
import type { ChainKey } from '../store/chain.ts'
import type { NewInventory } from '../store/inventory.ts'
import type { NewAgreement, NewFault, NewGap } from '../store/projection.ts'
import type { StatementRow } from '../store/statement.ts'

export interface StoredHeartbeat {
  readonly key: ChainKey
  readonly heartbeat: HeartbeatStatement
  readonly row: Pick<StatementRow, 'seq' | 'hash' | 'arrived_at' | 'jws'>
}

export interface SortedStatements {
  readonly inventories: NewInventory[]
  readonly heartbeats: StoredHeartbeat[]
  readonly revoked: StoredHeartbeat[]
  readonly gaps: NewGap[]
  readonly agreements: NewAgreement[]
  readonly notUnderstood: NewFault[]
}

export function sortStatements(rows: readonly StatementRow[]): SortedStatements {
  const sorted: SortedStatements = {
    inventories: [],
    heartbeats: [],
    revoked: [],
    gaps: [],
    agreements: [],
    notUnderstood: [],
  }
  for (const row of rows) sortOne(row, sorted)
  return sorted
}

/** The statement in a stored JWS; its signature was checked before it was stored. */
export function readPayload(jws: string): ParsedStatement {
  return parseStatement(new Uint8Array(Buffer.from(jws.split('.')[1] ?? '', 'base64url')))
}

/** The key of a row's chain. */
export function chainOf(row: Pick<StatementRow, 'account_id' | 'gateway_id' | 'epoch'>): ChainKey {
  return { accountId: row.account_id, gatewayId: row.gateway_id, epoch: row.epoch }
}

function sortOne(row: StatementRow, sorted: SortedStatements): void {
  const parsed = readPayload(row.jws)
  if ('notUnderstood' in parsed) {
    sorted.notUnderstood.push(notUnderstood(row, parsed.fault.code))
    return
  }
  const statement = parsed.ok
  if (statement.kind === 'heartbeat') {
    const read = { key: chainOf(row), heartbeat: statement, row }
    if (row.code === 'REVOKED') sorted.revoked.push(read)
    else sorted.heartbeats.push(read)
  }
  if (row.code === 'REVOKED') return
  if (statement.kind === 'inventory') sorted.inventories.push(inventoryRow(row, statement))
  if (statement.kind === 'gap') sorted.gaps.push(gapRow(row, statement))
  if (statement.kind === 'agree') {
    const { day, close, ok, diff } = statement
    const said = { day, close, ok: ok === 1, diff: diff === undefined ? null : JSON.stringify(diff) }
    sorted.agreements.push({ ...columns(row), ...said, arrived_at: row.arrived_at, hash: row.hash })
  }
}

export function notUnderstood(
  row: Pick<StatementRow, 'account_id' | 'gateway_id' | 'epoch' | 'seq' | 'hash' | 'arrived_at'>,
  fault: string,
): NewFault {
  return { ...columns(row), seq: row.seq, hash: row.hash, fault, arrived_at: row.arrived_at }
}

function inventoryRow(row: StatementRow, statement: InventoryStatement): NewInventory {
  const [part, parts] = statement.part ?? [1, 1]
  return {
    ...columns(row),
    hash: row.hash,
    seq: row.seq,
    prev: statement.prev,
    part,
    parts,
    keys: JSON.stringify(statement.cams.map(({ keys }) => keys)),
    sources: JSON.stringify(statement.cams.map(({ src }) => src)),
    secret: statement.ck,
    arrived_at: row.arrived_at,
  }
}

function gapRow(row: StatementRow, { m, n, why }: GapStatement): NewGap {
  return { ...columns(row), from_minute: m, to_minute: m + n, why, hash: row.hash }
}

function columns({ account_id, gateway_id, epoch }: Pick<StatementRow, 'account_id' | 'gateway_id' | 'epoch'>) {
  return { account_id, gateway_id, epoch }
}
