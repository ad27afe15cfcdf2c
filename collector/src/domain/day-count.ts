/** How many cameras count on a local day (R6, R7, R8): distinct ones with enough minutes, a replaced one only once. */
import { countMinutes, type MinuteSet, share } from './minute-set.ts'

export type DayEvidence = {
  /** The minutes of the day in which each camera was connected, united over gateways and merged cameras. */
  readonly cameras: ReadonlyMap<string, MinuteSet>
  /** Replacements recorded for this day, first recorded first, each by the cameras its keys belong to. */
  readonly swaps: readonly { readonly old: string; readonly new: string }[]
  readonly minConnectedMinutes: number
}

export type DayCount = {
  readonly count: number
  /** Every camera seen, ascending by name; those that do not count are "seen, not counted". */
  readonly cameras: readonly CountedCamera[]
  readonly swaps: readonly CountedSwap[]
}

export type CountedCamera = {
  readonly camera: string
  readonly minutes: MinuteSet
  readonly minuteCount: number
  readonly isCounted: boolean
}

/** `noEffect` undefined: the pair counts once. */
export type CountedSwap = { readonly old: string; readonly new: string; readonly noEffect: SwapFault | undefined }
export type SwapFault = 'sameCamera' | 'notBothCount' | 'sharedMinute' | 'swappedAlready'

/** Counts a day. Pure: the same evidence in any order and number gives the same count (R5). */
export function dayCount({ cameras, swaps, minConnectedMinutes }: DayEvidence): DayCount {
  const seen = [...cameras]
    .map(([camera, minutes]): CountedCamera => {
      const minuteCount = countMinutes(minutes)
      return { camera, minutes, minuteCount, isCounted: minuteCount >= minConnectedMinutes }
    })
    .filter(({ minuteCount }) => minuteCount > 0)
    .sort((a, b) => (a.camera < b.camera ? -1 : 1))
  const counted = new Map(seen.filter(({ isCounted }) => isCounted).map(({ camera, minutes }) => [camera, minutes]))
  const judged = judgeSwaps(swaps, counted)
  const swapped = judged.filter(({ noEffect }) => noEffect === undefined).length
  // R8: whichever of the pair is taken for the other, one of them counts.
  return { count: counted.size - swapped, cameras: seen, swaps: judged }
}

/** A swap without effect uses nothing up: only one that counts bars its cameras from another on the same day. */
function judgeSwaps(swaps: DayEvidence['swaps'], counted: ReadonlyMap<string, MinuteSet>): CountedSwap[] {
  const used = new Set<string>()
  return swaps.map((swap) => {
    const noEffect = faultOf(swap, counted, used)
    if (noEffect === undefined) used.add(swap.old).add(swap.new)
    return { ...swap, noEffect }
  })
}

function faultOf(
  swap: { readonly old: string; readonly new: string },
  counted: ReadonlyMap<string, MinuteSet>,
  used: ReadonlySet<string>,
): SwapFault | undefined {
  const [old, replacement] = [counted.get(swap.old), counted.get(swap.new)]
  if (swap.old === swap.new) return 'sameCamera'
  if (!old || !replacement) return 'notBothCount'
  if (share(old, replacement)) return 'sharedMinute'
  return used.has(swap.old) || used.has(swap.new) ? 'swappedAlready' : undefined
}
