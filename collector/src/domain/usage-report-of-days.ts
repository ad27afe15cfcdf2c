/** From the counts of days to the cameras of a usage report: who counted when, and who was only seen. */

import type { DayCount } from './day-count.ts'
import type { ConnectedRank } from './usage-report.ts'
import type { CameraDayInput, CameraInput } from './usage-report-inputs.ts'

export type CountedDayOfReport = { readonly day: string; readonly count: DayCount }

/** What the counts do not say of a camera. */
export type CameraFacts = { readonly name: string | null; readonly rank: ConnectedRank }

/** One entry for each camera seen on one of the days, ascending by day. Of a replaced pair that counts once (R8) the
 *  old one is marked, so that cameras and days have the same sum. */
export function camerasOfDays(
  days: readonly CountedDayOfReport[],
  about: (camera: string) => CameraFacts,
): CameraInput[] {
  const seen = new Map<string, CameraDayInput[]>()
  for (const { day, count } of days) {
    const replaced = new Set(count.swaps.filter((swap) => swap.noEffect === undefined).map((swap) => swap.old))
    for (const { camera, minuteCount, isCounted } of count.cameras) {
      const entry = { day, minutes: minuteCount }
      const ofCamera = seen.get(camera) ?? []
      seen.set(camera, ofCamera)
      if (!isCounted) ofCamera.push({ ...entry, notCounted: 'short' })
      else if (replaced.has(camera)) ofCamera.push({ ...entry, notCounted: 'swap' })
      else ofCamera.push(entry)
    }
  }
  return [...seen].map(([camera, ofCamera]) => ({ camera, ...about(camera), days: ofCamera }))
}
