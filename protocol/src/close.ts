/** The close document of a local day: a head for the account and one row for each gateway epoch (SPEC.md, Closes). */

import { readCloseHead, readCloseRow } from './close-shape.ts'
import type { GatewayId } from './ids.ts'
import { encodeJsonInOrder } from './json-encode.ts'
import { parseJson } from './json-scan.ts'
import type { OutcomeCode } from './outcome.ts'
import type { RunRow } from './run-row.ts'
import { shapeOf } from './shape.ts'
import type { UtcMinute } from './utc-minute.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** Minutes as ranges, counted from the first minute of the day window: "0-719,780-1079"; "" is none. */
export type MinuteSet = string

export interface CloseHead {
  readonly v: 1
  /** Local day, yyyy-mm-dd. */
  readonly day: string
  /** The day's window [from, to) in UTC minutes: nobody derives it again from a table of time zones. */
  readonly from: UtcMinute
  readonly to: UtcMinute
  /** ms: every statement receipted with t <= at is bound. */
  readonly at: number
  /** SHA-256 of the rate card document in force on that local day. */
  readonly rules: string
  /** Cameras that count that day. */
  readonly count: number
  /** Every camera seen that day, counted or not, ascending by camera. */
  readonly cameras: readonly CloseCamera[]
  /** [gateway, epoch, SHA-256 of the row's bytes], ascending by gateway, then epoch. */
  readonly rows: readonly CloseRowName[]
  /** In a correction: `n` of the dayClose or correction entry that it replaces. */
  readonly of?: number
}
/** [camera, its minutes, 1 if it counts] */
export type CloseCamera = readonly [camera: string, minutes: MinuteSet, counted: 0 | 1]
export type CloseRowName = readonly [gw: GatewayId, ep: number, rowHash: string]

/** What one chain said about the day. Its camera keys are first keys of inventory rows. */
export interface CloseRow {
  readonly gw: GatewayId
  readonly ep: number
  readonly cover: MinuteSet
  readonly said: readonly SaidMinutes[]
  /** Minutes that are stored and do not count, with their code; key "" where the inventory is missing. */
  readonly uncounted: readonly UncountedMinutes[]
  /** Minutes set aside by an exclude entry of number `n`. */
  readonly excluded: readonly ExcludedMinutes[]
  /** [first key, camera] where a first key was joined to a camera of another name. */
  readonly joined: readonly JoinedKey[]
  /** The chain's runs bound by this close, as in a receipt but complete. */
  readonly have: readonly RunRow[]
  /** Branches beside the chain that this close binds first. */
  readonly side: readonly RunRow[]
  /** 1 in the last row this epoch gets. */
  readonly final: 0 | 1
}
export type SaidMinutes = readonly [key: string, minutes: MinuteSet]
export type UncountedMinutes = readonly [key: string, code: OutcomeCode, minutes: MinuteSet]
export type ExcludedMinutes = readonly [key: string, n: number, minutes: MinuteSet]
export type JoinedKey = readonly [key: string, camera: string]

/** The bytes of a head. @throws CLOSE_SHAPE RANGES_SPELLING */
export function encodeCloseHead(head: CloseHead): Uint8Array {
  const bytes = encodeUtf8(encodeJsonInOrder(head, HEAD_ORDER))
  parseCloseHead(bytes)
  return bytes
}

/** @throws CLOSE_SHAPE RANGES_SPELLING, or JSON_... and UTF8_MALFORMED */
export function parseCloseHead(bytes: Uint8Array): CloseHead {
  return readCloseHead(shapeOf(parseJson(decodeUtf8(bytes)), 'CLOSE_SHAPE'))
}

/** The bytes of a row, whose SHA-256 the head carries. @throws CLOSE_SHAPE RANGES_SPELLING */
export function encodeCloseRow(row: CloseRow): Uint8Array {
  const bytes = encodeUtf8(encodeJsonInOrder(row, ROW_ORDER))
  parseCloseRow(bytes)
  return bytes
}

/** @throws CLOSE_SHAPE RANGES_SPELLING, or JSON_... and UTF8_MALFORMED */
export function parseCloseRow(bytes: Uint8Array): CloseRow {
  return readCloseRow(shapeOf(parseJson(decodeUtf8(bytes)), 'CLOSE_SHAPE'))
}

const HEAD_ORDER = ['v', 'day', 'from', 'to', 'at', 'rules', 'count', 'cameras', 'rows', 'of'] as const
const ROW_ORDER = ['gw', 'ep', 'cover', 'said', 'uncounted', 'excluded', 'joined', 'have', 'side', 'final'] as const
