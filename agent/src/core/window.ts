/** A window: neighbouring minutes and what was connected in them, before it is a heartbeat. Rows are those of the wire
 *  ([mask, rank, ranges]), their indexes are into `cameras`. */
import {
  type BlindRow,
  encodeRanges,
  firstMinuteOf,
  type GapReason,
  type InventoryCamera,
  type OnRow,
  parseRanges,
  utcDayOf,
} from '@camtally/protocol'

/** The minutes of one window without their place in time. */
export type WindowRows = {
  /** Minutes, 1..30. */
  readonly n: number
  readonly on: readonly OnRow[]
  readonly blind: readonly BlindRow[]
}

/** A window as the meter cuts it. `startMonoMs`: monotonic instant of its first minute's start. `minute`: its first UTC
 *  minute if the time was known. `holeWhy`: what minutes missing before it are owed to, if some are. */
export type Window = WindowRows & {
  readonly startMonoMs: number
  readonly minute?: number
  readonly cameras: readonly InventoryCamera[]
  readonly holeWhy: GapReason
}

/** Minutes [from, from + count) of a window, bit 0 of the masks being minute `from`. */
export function sliceWindow(rows: WindowRows, from: number, count: number): WindowRows {
  const cut = (mask: number) => Math.floor(mask / 2 ** from) % 2 ** count
  return {
    n: count,
    on: mergeRows(rows.on.map(([mask, rank, indexes]) => [cut(mask), rank, indexes] as const)),
    blind: mergeBlind(rows.blind.map(([mask, indexes]) => [cut(mask), indexes] as const)),
  }
}

/** Where a window must be cut so that no piece crosses a UTC midnight: [first minute, count] of each piece. */
export function piecesWithinDays(minute: number, count: number): [minute: number, count: number][] {
  const nextDay = firstMinuteOf(utcDayOf(minute) + 1)
  const head = Math.min(count, nextDay - minute)
  return head === count ? [[minute, count]] : [[minute, head], ...piecesWithinDays(nextDay, count - head)]
}

const ROW_LIMIT = 1_000_000

function mergeRows(rows: readonly OnRow[]): OnRow[] {
  const merged = new Map<string, { mask: number; rank: OnRow[1]; indexes: number[] }>()
  for (const [mask, rank, indexes] of rows) {
    if (mask === 0) continue
    const row = merged.get(`${mask} ${rank}`) ?? { mask, rank, indexes: [] }
    row.indexes.push(...parseRanges(indexes, ROW_LIMIT))
    merged.set(`${mask} ${rank}`, row)
  }
  return [...merged.values()]
    .sort((a, b) => a.mask - b.mask || a.rank - b.rank)
    .map(({ mask, rank, indexes }) => [mask, rank, encodeRanges(indexes.sort((a, b) => a - b))])
}

function mergeBlind(rows: readonly BlindRow[]): BlindRow[] {
  const merged = mergeRows(rows.map(([mask, indexes]) => [mask, 2, indexes]))
  return merged.map(([mask, , indexes]) => [mask, indexes])
}
