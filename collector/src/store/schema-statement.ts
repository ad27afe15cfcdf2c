/** Tables of statements, chains and receipts, and of the sets projected from them (migrations 0003 and 0004). */
import type { ColumnType, Generated } from 'kysely'
import type { DefaultJson, Json } from './schema.ts'

export interface StatementTable {
  account_id: string
  gateway_id: string
  epoch: number
  seq: number
  hash: string
  arrived_at: number
  serial: number
  is_side: boolean
  kind: string
  code: 'NOT_UNDERSTOOD' | 'REVOKED' | null
  jws: string
}

/** first, last, hash of last, prev of first, opened at (ms), grew at (ms). */
export type RunRow = readonly [number, number, string, string, number, number]

export interface ChainTable {
  account_id: string
  gateway_id: string
  epoch: number
  enrolled: string | null
  runs: DefaultJson<readonly RunRow[]>
  sides: DefaultJson<readonly RunRow[]>
  stored: Generated<number>
  receipt_at: Generated<number>
}

export interface ReceiptTable {
  account_id: string
  gateway_id: string
  epoch: number
  signed_at: number
  hash: string
  jws: string
}

export interface ForkTable {
  account_id: string
  gateway_id: string
  epoch: number
  seq: number
  hash: string
  found_at: number
  n: number | null
}

export interface RefusedTable {
  account_id: string
  gateway_id: string
  n: Generated<number>
  refused_at: number
  code: string
  hash: string
  size_bytes: number
}

export interface ProjectionTable {
  account_id: string
  gateway_id: string
  epoch: number
  serial: Generated<number>
}

export interface InventoryTable {
  account_id: string
  gateway_id: string
  epoch: number
  hash: string
  seq: number
  prev: string
  part: number
  parts: number
  keys: Json<readonly (readonly string[])[]>
  sources: Json<readonly string[]>
  secret: string
  arrived_at: number
}

export interface InventorySetTable {
  account_id: string
  digest: string
  keys: Json<readonly (readonly string[])[]>
  seen_at: number
  gateway_id: string
  epoch: number
  seq: number
}

export interface AwaitingInventoryTable {
  account_id: string
  gateway_id: string
  epoch: number
  inventory: string
  seq: number
  hash: string
  arrived_at: number
  m: number
  n: number
  jws: string
}

/** bit(1440): written as 1,440 characters or 'x' and 360 hex digits; read bit_send(column) instead. */
export type MinuteBits = ColumnType<string, string, string>

export interface PresenceTable {
  account_id: string
  utc_day: number
  gateway_id: string
  epoch: number
  camera_key: string
  minutes: MinuteBits
  lowest_rank: number
}

export interface CoverageTable {
  account_id: string
  utc_day: number
  gateway_id: string
  epoch: number
  covered: MinuteBits
  stated: MinuteBits
}

export interface GapTable {
  account_id: string
  gateway_id: string
  epoch: number
  from_minute: number
  to_minute: number
  why: string
  hash: string
}

export type UncountedCode = 'REVOKED' | 'TIME_EARLY' | 'TIME_LATE'

export interface UncountedTable {
  account_id: string
  utc_day: number
  gateway_id: string
  epoch: number
  camera_key: string
  code: UncountedCode
  minutes: MinuteBits
}

export interface NotUnderstoodTable {
  account_id: string
  gateway_id: string
  epoch: number
  seq: number
  hash: string
  fault: string
  arrived_at: number
}

export interface CameraKeyTable {
  account_id: string
  key: string
  camera: string
}

export interface SharedRowTable {
  account_id: string
  keys: string
  others: Json<readonly string[]>
}

export interface AgreementTable {
  account_id: string
  gateway_id: string
  epoch: number
  day: string
  close: string
  ok: boolean
  diff: string | null
  arrived_at: number
  hash: string
}
