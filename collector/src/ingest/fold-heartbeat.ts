/** A heartbeat's minutes, added to the sets of a batch. Pure; only unions, so order and repetition change nothing. */
import {
  camerasOn,
  coveredMask,
  type HeartbeatStatement,
  minuteOfUtcDay,
  minuteOutcome,
  minutesOfMask,
  type UtcMinute,
  utcDayOf,
} from '@camtally/protocol'
import type { ChainKey } from '../store/chain.ts'
import { addMinute, emptyMinutes } from '../store/minutes.ts'
import type { CoverageRow, PresenceRow, UncountedRow } from '../store/presence.ts'
import type { UncountedCode } from '../store/schema-statement.ts'
import { type KeyRows, rowText } from './join-cameras.ts'

/** What a batch adds. Give its values to the store once. */
export interface Sets {
  readonly presence: Map<string, PresenceRow>
  readonly coverage: Map<string, CoverageRow>
  readonly uncounted: Map<string, UncountedRow>
}

export function noSets(): Sets {
  return { presence: new Map(), coverage: new Map(), uncounted: new Map() }
}

export interface ReadHeartbeat {
  readonly key: ChainKey
  readonly heartbeat: Pick<HeartbeatStatement, 'm' | 'n' | 'on' | 'blind'>
  /** t of the first receipt that covers it, ms. */
  readonly arrivedAt: number
  /** Keys of each camera, by index. Every index of the heartbeat is in it. */
  readonly rows: KeyRows
  /** Rows (by rowText) that hold distinct cameras, with a key of each other one. */
  readonly shared: ReadonlyMap<string, readonly string[]> | undefined
}

/** A window lies in one UTC day, so each camera is one row. */
export function foldHeartbeat(sets: Sets, read: ReadHeartbeat): void {
  const { key, heartbeat, arrivedAt, rows } = read
  foldShared(sets, read)
  const utcDay = utcDayOf(heartbeat.m)
  for (const { index, mask, rank } of camerasOn(heartbeat)) {
    const cameraKey = rows[index]?.[0] ?? ''
    for (const minute of minutesOfMask(heartbeat.m, mask)) {
      const outcome = minuteOutcome(minute, arrivedAt)
      if (outcome === 'COUNTED') addPresence(sets, { ...key, utcDay, cameraKey, isShared: false }, { minute, rank })
      else addUncounted(sets, { ...key, utcDay, cameraKey, code: outcome }, minute)
    }
  }
  const covered = coveredMask(heartbeat)
  for (let bit = 0; bit < heartbeat.n; bit += 1) {
    const minute = heartbeat.m + bit
    if (minuteOutcome(minute, arrivedAt) !== 'COUNTED') continue
    const row = coverageRow(sets, { ...key, utcDay })
    addMinute(row.stated, minuteOfUtcDay(minute))
    if ((covered & (1 << bit)) !== 0) addMinute(row.covered, minuteOfUtcDay(minute))
  }
}

/** What counts for other cameras than the one it was said of. */
export function foldShared(sets: Sets, { key, heartbeat, arrivedAt, rows, shared }: ReadHeartbeat): void {
  if (!shared) return
  const utcDay = utcDayOf(heartbeat.m)
  for (const { index, mask, rank } of camerasOn(heartbeat)) {
    for (const cameraKey of shared.get(rowText(rows[index] ?? [])) ?? []) {
      for (const minute of minutesOfMask(heartbeat.m, mask)) {
        if (minuteOutcome(minute, arrivedAt) !== 'COUNTED') continue
        addPresence(sets, { ...key, utcDay, cameraKey, isShared: true }, { minute, rank })
      }
    }
  }
}

/** By a revoked key: no minute of it counts, and no camera is known by its word. */
export function foldRevoked(sets: Sets, { key, heartbeat }: Pick<ReadHeartbeat, 'key' | 'heartbeat'>): void {
  const utcDay = utcDayOf(heartbeat.m)
  for (const [mask] of heartbeat.on) {
    for (const minute of minutesOfMask(heartbeat.m, mask))
      addUncounted(sets, { ...key, utcDay, cameraKey: '', code: 'REVOKED' }, minute)
  }
}

type PresenceKey = ChainKey & { readonly utcDay: number; readonly cameraKey: string }

function addPresence(
  sets: Sets,
  key: PresenceKey & { readonly isShared: boolean },
  seen: { minute: UtcMinute; rank: number },
): void {
  const name = `${key.gatewayId}/${key.epoch}/${key.utcDay}/${key.cameraKey}/${key.isShared}`
  const row = sets.presence.get(name) ?? { ...key, minutes: emptyMinutes(), lowestRank: seen.rank }
  sets.presence.set(name, row.lowestRank <= seen.rank ? row : { ...row, lowestRank: seen.rank })
  addMinute(row.minutes, minuteOfUtcDay(seen.minute))
}

function addUncounted(sets: Sets, key: PresenceKey & { readonly code: UncountedCode }, minute: UtcMinute): void {
  const name = `${key.gatewayId}/${key.epoch}/${key.utcDay}/${key.cameraKey}/${key.code}`
  const row = sets.uncounted.get(name) ?? { ...key, minutes: emptyMinutes() }
  sets.uncounted.set(name, row)
  addMinute(row.minutes, minuteOfUtcDay(minute))
}

function coverageRow(sets: Sets, key: ChainKey & { readonly utcDay: number }): CoverageRow {
  const name = `${key.gatewayId}/${key.epoch}/${key.utcDay}`
  const row = sets.coverage.get(name) ?? { ...key, covered: emptyMinutes(), stated: emptyMinutes() }
  sets.coverage.set(name, row)
  return row
}
