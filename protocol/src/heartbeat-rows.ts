/**
 * From what was seen in each minute to the rows of a heartbeat, and from the rows back to the minutes of each camera.
 */

import { CAMERAS_MAX, HEARTBEAT_MINUTES_MAX } from './limits.ts'
import { encodeRanges, parseRanges } from './ranges.ts'
import type { BlindRow, ConnectedRank, HeartbeatStatement, OnRow } from './statement.ts'
import type { UtcMinute } from './utc-minute.ts'

/** One window as it was observed. Minutes that are not in a map are minutes in which no camera was. */
export interface ObservedWindow {
  readonly m: UtcMinute
  readonly n: number
  /** minute -> camera index -> its evidence rank */
  readonly on: ReadonlyMap<UtcMinute, ReadonlyMap<number, ConnectedRank>>
  /**
   * minute -> indexes of cameras that no source could look at; a camera that is on in the minute is not blind in it.
   */
  readonly blind?: ReadonlyMap<UtcMinute, ReadonlySet<number>>
}

/** A camera's minutes in a window: bit i of the mask is minute m + i. */
export interface CameraOn {
  readonly index: number
  readonly mask: number
  /** Lowest evidence rank it had in these minutes. */
  readonly rank: ConnectedRank
}
export interface CameraBlind {
  readonly index: number
  readonly mask: number
}

/** The rows of a heartbeat, in their one spelling. `blind` is there only if a camera was. */
export function heartbeatRows(window: ObservedWindow): Pick<HeartbeatStatement, 'on' | 'blind'> {
  const cameras = new Map<number, { mask: number; rank: ConnectedRank; blindMask: number }>()
  for (let bit = 0; bit < window.n; bit += 1) {
    const minute = window.m + bit
    for (const [index, rank] of window.on.get(minute) ?? []) {
      const camera = cameras.get(index) ?? { mask: 0, rank, blindMask: 0 }
      const lowest = rank < camera.rank || camera.mask === 0 ? rank : camera.rank
      cameras.set(index, { ...camera, mask: camera.mask | (1 << bit), rank: lowest })
    }
    for (const index of window.blind?.get(minute) ?? []) {
      if (window.on.get(minute)?.has(index)) continue
      const camera = cameras.get(index) ?? { mask: 0, rank: 4, blindMask: 0 }
      cameras.set(index, { ...camera, blindMask: camera.blindMask | (1 << bit) })
    }
  }
  const byIndex = [...cameras].sort(([a], [b]) => a - b)
  const on = onRows(byIndex.map(([index, { mask, rank }]) => ({ index, mask, rank })))
  const blind = blindRows(byIndex.map(([index, { blindMask }]) => ({ index, mask: blindMask })))
  return blind.length === 0 ? { on } : { on, blind }
}

/** Each camera of the `on` rows once, in the order of the rows. Rows of a parsed heartbeat are in shape. */
export function camerasOn(heartbeat: Pick<HeartbeatStatement, 'on'>): CameraOn[] {
  const cameras: CameraOn[] = []
  for (const [mask, rank, indexes] of heartbeat.on) {
    for (const index of parseRanges(indexes, CAMERAS_MAX)) cameras.push({ index, mask, rank })
  }
  return cameras
}

/** Each camera of the `blind` rows once. */
export function camerasBlind(heartbeat: Pick<HeartbeatStatement, 'blind'>): CameraBlind[] {
  const cameras: CameraBlind[] = []
  for (const [mask, indexes] of heartbeat.blind ?? []) {
    for (const index of parseRanges(indexes, CAMERAS_MAX)) cameras.push({ index, mask })
  }
  return cameras
}

/** Mask of the window's minutes in which no camera was blind: the minutes that a counted heartbeat covers. */
export function coveredMask(heartbeat: Pick<HeartbeatStatement, 'n' | 'blind'>): number {
  let covered = 2 ** heartbeat.n - 1
  for (const [mask] of heartbeat.blind ?? []) covered &= ~mask
  return covered
}

/** The minutes of a mask, ascending: minutesOfMask(100, 0b101) is [100, 102]. */
export function minutesOfMask(m: UtcMinute, mask: number): UtcMinute[] {
  const minutes: UtcMinute[] = []
  for (let bit = 0; bit < HEARTBEAT_MINUTES_MAX; bit += 1) if ((mask & (1 << bit)) !== 0) minutes.push(m + bit)
  return minutes
}

/**
 * The greatest index that the rows name, or -1. An index beyond the inventory makes a heartbeat NOT_UNDERSTOOD:
 * whoever holds the inventory compares.
 */
export function greatestIndex(heartbeat: Pick<HeartbeatStatement, 'on' | 'blind'>): number {
  let greatest = -1
  for (const { index } of camerasOn(heartbeat)) greatest = Math.max(greatest, index)
  for (const { index } of camerasBlind(heartbeat)) greatest = Math.max(greatest, index)
  return greatest
}

function onRows(cameras: readonly CameraOn[]): OnRow[] {
  const rows = new Map<string, { mask: number; rank: ConnectedRank; indexes: number[] }>()
  for (const { index, mask, rank } of cameras) {
    if (mask === 0) continue
    const key = `${mask} ${rank}`
    const row = rows.get(key) ?? { mask, rank, indexes: [] }
    row.indexes.push(index)
    rows.set(key, row)
  }
  const ascending = [...rows.values()].sort((a, b) => a.mask - b.mask || a.rank - b.rank)
  return ascending.map(({ mask, rank, indexes }) => [mask, rank, encodeRanges(indexes)])
}

function blindRows(cameras: readonly CameraBlind[]): BlindRow[] {
  const rows = new Map<number, number[]>()
  for (const { index, mask } of cameras) {
    if (mask === 0) continue
    const indexes = rows.get(mask) ?? []
    indexes.push(index)
    rows.set(mask, indexes)
  }
  return [...rows].sort(([a], [b]) => a - b).map(([mask, indexes]) => [mask, encodeRanges(indexes)])
}
