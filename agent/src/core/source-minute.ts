/** One source in one minute: which cameras it saw connected, and which it could not look at (sources.md, Schedule). */
import { type Camera, joinedCamera } from './camera-table.ts'
import type { EvidenceRank } from './source.ts'

/** What a source's looks of one minute come to. `on`: lowest rank of the looks that succeeded. `blind`: cameras of
 *  this source that it could not look at. */
export type SourceMinute = {
  readonly on: ReadonlyMap<Camera, 2 | 3 | 4>
  readonly blind: ReadonlySet<Camera>
}

/** Marks a source's looks and closes its minutes. */
export interface SourceMarks {
  mark(camera: Camera, rank: EvidenceRank, monoMs: number): void
  /** Ends the minute. `endMonoMs`: the monotonic instant of its end. */
  close(endMonoMs: number): SourceMinute
  cameras(): ReadonlySet<Camera>
  lastLookMonoMs(): number | undefined
}

/** Fewer cameras than this that fail together say nothing about the source. */
const FEWEST_UP = 4
/** Minutes in which most cameras failing together is taken for our fault; from the next they are off. */
const DOUBTED_MINUTES = 2

type Outcome = 'unknown' | 'failed' | 2 | 3 | 4

/** `leastRank`: 2 for cameras looked at directly, 4 for those owned by a recorder. `silentMs`: a source that has not
 *  looked for longer is taken as unable to. */
export function createSourceMarks(leastRank: 2 | 4, silentMs: number): SourceMarks {
  let cameras = new Set<Camera>()
  let outcomes = new Map<Camera, Outcome>()
  let upBefore: ReadonlySet<Camera> = new Set()
  let doubtedMinutes = 0
  let lastLookMonoMs: number | undefined

  /** Cameras that were joined since, or are forgotten, give way. */
  const settle = (): void => {
    if (![...cameras].some((camera) => camera.mergedInto !== undefined || camera.isForgotten)) return
    const settled = new Map<Camera, Outcome>()
    for (const [camera, outcome] of outcomes) {
      const known = joinedCamera(camera)
      settled.set(known, better(settled.get(known), outcome))
    }
    outcomes = settled
    cameras = new Set([...cameras].map(joinedCamera).filter((camera) => !camera.isForgotten))
    upBefore = new Set([...upBefore].map(joinedCamera).filter((camera) => !camera.isForgotten))
  }
  /** Whether most of those that were up failed together, and so lately that we doubt ourselves. */
  const isDoubtful = (): boolean => {
    const failedCount = [...upBefore].filter((camera) => outcomes.get(camera) === 'failed').length
    const haveMostFailed = upBefore.size >= FEWEST_UP && failedCount * 2 > upBefore.size
    doubtedMinutes = haveMostFailed ? doubtedMinutes + 1 : 0
    return haveMostFailed && doubtedMinutes <= DOUBTED_MINUTES
  }
  return {
    mark(camera, rank, monoMs) {
      cameras.add(camera)
      lastLookMonoMs = monoMs
      outcomes.set(camera, better(outcomes.get(camera), outcomeOf(rank, leastRank)))
    },
    close(endMonoMs) {
      settle()
      const isSilent = endMonoMs - (lastLookMonoMs ?? endMonoMs) > silentMs
      const isDoubted = isDoubtful()
      const on = new Map<Camera, 2 | 3 | 4>()
      const blind = new Set<Camera>()
      for (const camera of cameras) {
        const outcome = outcomes.get(camera)
        if (typeof outcome === 'number') on.set(camera, outcome)
        else if (outcome === 'unknown' || isSilent || isDoubted) blind.add(camera)
      }
      if (!isDoubted) upBefore = new Set(on.keys()) // while in doubt: those up before the doubt began
      outcomes = new Map()
      return { on, blind }
    },
    cameras: () => cameras,
    lastLookMonoMs: () => lastLookMonoMs,
  }
}

function outcomeOf(rank: EvidenceRank, leastRank: 2 | 4): Outcome {
  if (rank === 'unknown') return 'unknown'
  return rank === 0 || rank === 1 || rank < leastRank ? 'failed' : rank
}

/** One success makes the minute; of successes the lowest rank is kept; a failed look is a look, an unknown one is
 *  none. */
function better(a: Outcome | undefined, b: Outcome): Outcome {
  if (a === undefined) return b
  if (typeof a === 'number' && typeof b === 'number') return a < b ? a : b
  if (typeof a === 'number') return a
  if (typeof b === 'number') return b
  return a === 'failed' || b === 'failed' ? 'failed' : 'unknown'
}
