/** Where minutes that waited lie in UTC, once the time is known (protocol 1, Time). */

const MINUTE_MS = 60_000
/** Raw clock minus monotonic clock may stray this far within one run of a kernel that kept its clock synchronised. */
const STRAY_MS = 120_000

/** A waiting window as placement sees it. `minute`: its first UTC minute if the time was known when it was cut.
 *  `kernelRun`: which run of the kernel `startMonoMs` counts in. `startRawMs`: the raw wall clock at its start. */
export type WaitingPlace = {
  readonly minute?: number
  readonly kernelRun: string
  readonly startMonoMs: number
  readonly startRawMs: number
  readonly n: number
}

/** What is known of one run of the kernel from the windows it left. */
export type KernelRun = {
  /** Its kernel called its clock synchronised at least once. */
  readonly wasSynchronised: boolean
  /** Least and greatest raw minus monotonic clock, ms. */
  readonly leastOffsetMs: number
  readonly greatestOffsetMs: number
  /** Monotonic start of its first window. */
  readonly firstMonoMs: number
}

/** Now: this kernel's run, corrected UTC minus monotonic time, and the start of this boot. */
export type PlacementNow = {
  readonly kernelRun: string
  readonly offsetMs: number
  readonly bootStartMonoMs: number
  readonly runs: ReadonlyMap<string, KernelRun>
  /** First minute not stated yet; undefined in a new epoch. */
  readonly statedTo: number | undefined
}

/** First UTC minute of a waiting window, or undefined if nothing proves where it lies. Minutes of this kernel's run are
 *  placed by its monotonic clock; those of another only by a raw clock that was synchronised and stood still against
 *  the monotonic one, between what was stated and the start of this run. A battery clock alone is no proof. */
export function placeWindow(window: WaitingPlace, now: PlacementNow): number | undefined {
  if (window.minute !== undefined) return window.minute
  if (window.kernelRun === now.kernelRun) return Math.round((window.startMonoMs + now.offsetMs) / MINUTE_MS)
  const run = now.runs.get(window.kernelRun)
  if (run === undefined || !run.wasSynchronised || run.greatestOffsetMs - run.leastOffsetMs > STRAY_MS) return undefined
  const minute = Math.round(window.startRawMs / MINUTE_MS)
  const isAfterStated = now.statedTo === undefined || minute >= now.statedTo
  const runStartMonoMs = Math.min(now.bootStartMonoMs, now.runs.get(now.kernelRun)?.firstMonoMs ?? now.bootStartMonoMs)
  const isBeforeRun = (minute + window.n) * MINUTE_MS <= runStartMonoMs + now.offsetMs
  return isAfterStated && isBeforeRun ? minute : undefined
}

/** Adds one sight of both clocks to what is known of a run. */
export function withSight(
  run: KernelRun | undefined,
  sight: { readonly monoMs: number; readonly rawMs: number; readonly isSynchronised: boolean },
): KernelRun {
  const offsetMs = sight.rawMs - sight.monoMs
  return {
    wasSynchronised: (run?.wasSynchronised ?? false) || sight.isSynchronised,
    leastOffsetMs: Math.min(run?.leastOffsetMs ?? offsetMs, offsetMs),
    greatestOffsetMs: Math.max(run?.greatestOffsetMs ?? offsetMs, offsetMs),
    firstMonoMs: Math.min(run?.firstMonoMs ?? sight.monoMs, sight.monoMs),
  }
}
