/** Which minute it is. Until a receipt told the time, minutes are counted on a grid of the monotonic clock laid
 *  where the raw clock had a full minute; from then on they are UTC minutes of corrected time. A minute in progress
 *  is carried over, so that none is counted twice and none falls between. */
import type { GapReason } from '@camtally/protocol'

const MINUTE_MS = 60_000
/** Ticks come each minute; one that comes later than this found the process or the machine asleep. */
const ASLEEP_MS = 90_000

/** A minute that has ended, and what minutes missing between it and the next one are owed to, if some are. */
export type EndedMinute = { readonly startMonoMs: number; readonly utcMinute?: number; readonly holeAfter?: GapReason }

export interface MinuteGrid {
  /** Minutes that ended up to this monotonic instant, at most two: where more time passed, the rest is a hole. */
  advance(monoMs: number): EndedMinute[]
  /** Whether an instant lies in the minute in progress (after `advance` to it). */
  isCurrent(monoMs: number): boolean
  /** Monotonic ms until the minute in progress ends: 1..60,000. */
  endsInMs(monoMs: number): number
}

type Grid = { index: number; startMonoMs: number; isUtc: boolean; seenAtMonoMs: number }

/** `timeAt`: corrected UTC ms at a monotonic instant, undefined until known. The grid is laid by the raw clock at
 *  start. */
export function createMinuteGrid(
  start: { readonly monoMs: number; readonly wallMs: number },
  timeAt: (monoMs: number) => number | undefined,
): MinuteGrid {
  const anchorMonoMs = start.monoMs - (((start.wallMs % MINUTE_MS) + MINUTE_MS) % MINUTE_MS)
  const grid: Grid = { index: 0, startMonoMs: anchorMonoMs, isUtc: false, seenAtMonoMs: start.monoMs }
  const indexAt = (monoMs: number) =>
    Math.floor(grid.isUtc ? (timeAt(monoMs) ?? 0) / MINUTE_MS : (monoMs - anchorMonoMs) / MINUTE_MS)

  const stepTo = (monoMs: number): EndedMinute[] => {
    const index = indexAt(monoMs)
    if (index <= grid.index) return []
    const wasAsleep = monoMs - grid.seenAtMonoMs > ASLEEP_MS
    const holeWhy = grid.isUtc && !wasAsleep ? 'clock' : 'unknown'
    const ended = endedMinute(grid, index > grid.index + 1 ? holeWhy : undefined)
    grid.index = index
    const elapsedMs = grid.isUtc ? (timeAt(monoMs) ?? 0) - index * MINUTE_MS : monoMs - anchorMonoMs - index * MINUTE_MS
    grid.startMonoMs = monoMs - elapsedMs
    return [ended]
  }
  /** The minute in progress becomes the UTC minute nearest to where it began: of the raw clock's full minutes only the
   *  minute is in doubt, not the second. */
  const toUtc = (monoMs: number, nowMs: number): EndedMinute[] => {
    const startedMs = nowMs - (monoMs - grid.startMonoMs)
    grid.index = Math.round(startedMs / MINUTE_MS)
    grid.isUtc = true
    return stepTo(monoMs)
  }
  return {
    advance(monoMs) {
      const ended = stepTo(monoMs)
      const nowMs = grid.isUtc ? undefined : timeAt(monoMs)
      if (nowMs !== undefined) ended.push(...toUtc(monoMs, nowMs))
      grid.seenAtMonoMs = Math.max(grid.seenAtMonoMs, monoMs)
      return ended
    },
    isCurrent: (monoMs) => indexAt(monoMs) <= grid.index && monoMs >= grid.startMonoMs,
    endsInMs(monoMs) {
      const restMs = grid.isUtc
        ? (grid.index + 1) * MINUTE_MS - (timeAt(monoMs) ?? 0)
        : anchorMonoMs + (grid.index + 1) * MINUTE_MS - monoMs
      return Math.min(MINUTE_MS, Math.max(1, Math.ceil(restMs)))
    },
  }
}

function endedMinute(grid: Grid, holeAfter: GapReason | undefined): EndedMinute {
  return {
    startMonoMs: grid.startMonoMs,
    ...(grid.isUtc ? { utcMinute: grid.index } : {}),
    ...(holeAfter === undefined ? {} : { holeAfter }),
  }
}
