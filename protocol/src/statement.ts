/**
 * The statements of a chain, with the member names they have on the wire (SPEC.md, Statements). Consumers give them the
 * names of the glossary; here they stay short, because the signed bytes are these.
 */

import type { GatewayId } from './ids.ts'
import type { UtcMinute } from './utc-minute.ts'

/** The five members that have these names and shapes in every version. */
export interface Envelope {
  readonly v: number
  readonly gw: GatewayId
  /** Enrollment epoch: 1, then 1 more at each re-enrollment. */
  readonly ep: number
  /** Number in the chain of (gw, ep), from 1. */
  readonly seq: number
  /** Hash of the statement before; for `seq` 1 of the enrollment receipt. */
  readonly prev: string
}

export interface StatementBase extends Envelope {
  readonly v: 1
  /** Counts the runs of the agent process, from 1, on the gateway's disk. */
  readonly boot: number
  /** 8 random bytes of this boot. */
  readonly bid: string
  /** Milliseconds since this boot began, by a clock that goes on in suspend. */
  readonly mono: number
  /** Raw wall clock, ms since 1970; before 1970 it is 0. It grades the clock and decides nothing. */
  readonly ts: number
  /** Hash of the newest receipt held. */
  readonly rc: string
  /** Version of the agent. */
  readonly ag: string
}

export interface BootStatement extends StatementBase {
  readonly kind: 'boot'
  readonly why: BootReason
}
export type BootReason = 'first' | 'clean' | 'update' | 'crash'

export interface InventoryStatement extends StatementBase {
  readonly kind: 'inventory'
  readonly cams: readonly InventoryCamera[]
  /** Check value of the camera secret (8 bytes). */
  readonly ck: string
  /** Digest of the settings that decide what counts (8 bytes). */
  readonly cfg: string
  /** [i, n]: part i of n, in consecutive statements; camera indexes run through. */
  readonly part?: readonly [part: number, parts: number]
}
export interface InventoryCamera {
  /** 1 to 4 distinct camera keys, strongest first. */
  readonly keys: readonly string[]
  /** Kind of source. */
  readonly src: string
}

export interface HeartbeatStatement extends StatementBase {
  readonly kind: 'heartbeat'
  /** Hash of the inventory (of its last part) whose indexes the rows use. */
  readonly inv: string
  /** First minute of the window. */
  readonly m: UtcMinute
  /** Minutes in the window, 1..30, all in one UTC day. */
  readonly n: number
  /** Cameras that were connected: [mask, lowest rank, ranges of indexes]; bit i of the mask is minute m + i. */
  readonly on: readonly OnRow[]
  /** Cameras that no source could look at. */
  readonly blind?: readonly BlindRow[]
}
export type ConnectedRank = 2 | 3 | 4
export type OnRow = readonly [mask: number, rank: ConnectedRank, indexes: string]
export type BlindRow = readonly [mask: number, indexes: string]

export interface GapStatement extends StatementBase {
  readonly kind: 'gap'
  readonly m: UtcMinute
  /** 1..525600 minutes that this gateway cannot speak for. */
  readonly n: number
  readonly why: GapReason
}
export type GapReason = 'off' | 'update' | 'overload' | 'clock' | 'unknown'

export interface RotateStatement extends StatementBase {
  readonly kind: 'rotate'
  /** The new public key. */
  readonly key: string
  /** Its signature over "camtally-rotate\n<gw>\n<ep>\n<seq>\n<prev>". */
  readonly pop: string
}

export interface AgreeStatement extends StatementBase {
  readonly kind: 'agree'
  /** Local day of the close, yyyy-mm-dd. */
  readonly day: string
  /** Hash of the close message. */
  readonly close: string
  readonly ok: 0 | 1
  /** What differs; there exactly if `ok` is 0. */
  readonly diff?: readonly DiffRow[]
}
/**
 * Member of the row, camera key or "" for the gateway as a whole, minutes that differ ("" where they are not
 * minutes).
 */
export type DiffRow = readonly [member: DiffMember, key: string, minutes: string]
export type DiffMember = 'have' | 'side' | 'cover' | 'said' | 'uncounted' | 'excluded'

export interface RetireStatement extends StatementBase {
  readonly kind: 'retire'
}

export type Statement =
  | BootStatement
  | InventoryStatement
  | HeartbeatStatement
  | GapStatement
  | RotateStatement
  | AgreeStatement
  | RetireStatement
export type StatementKind = Statement['kind']

/** All kinds, in the order of SPEC.md. */
export const STATEMENT_KINDS = ['boot', 'inventory', 'heartbeat', 'gap', 'rotate', 'agree', 'retire'] as const

/**
 * The kinds this version acts on. The others are specified, stored and receipted, and NOT_UNDERSTOOD until they are
 * built.
 */
export const UNDERSTOOD_KINDS: ReadonlySet<StatementKind> = new Set(['boot', 'inventory', 'heartbeat', 'gap'])
