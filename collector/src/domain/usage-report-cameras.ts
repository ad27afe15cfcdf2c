/** The cameras of a usage report: on how many days each counted, and which were seen without counting. */

import type { ReportCamera, SeenNotCounted } from './usage-report.ts'
import type { CameraInput } from './usage-report-inputs.ts'

/** Cameras that counted on at least one day: most days first, then by name, then by key. */
export function reportCameras(cameras: readonly CameraInput[]): ReportCamera[] {
  const counted = cameras.flatMap((camera) => {
    const days = camera.days.filter((day) => day.notCounted === undefined)
    const [first, last] = [days.at(0), days.at(-1)]
    if (first === undefined || last === undefined) return []
    const { camera: key, name, rank } = camera
    return [{ camera: key, name, rank, daysCounted: days.length, firstDay: first.day, lastDay: last.day }]
  })
  return counted.sort((a, b) => b.daysCounted - a.daysCounted || byName(a, b))
}

/** Camera-days that were seen and do not count, by day. */
export function notCounted(cameras: readonly CameraInput[]): SeenNotCounted[] {
  const seen = cameras.flatMap(({ camera, name, days }) =>
    days.flatMap(({ day, minutes, notCounted: why }) => (why ? [{ camera, name, day, minutes, why }] : [])),
  )
  return seen.sort((a, b) => compare(a.day, b.day) || byName(a, b))
}

type Named = { readonly name: string | null; readonly camera: string }

/** By code units with numbers by their value, not by a locale: "Dock 2" before "Dock 10" on every machine. Cameras
 *  without a name come last. */
function byName(a: Named, b: Named): number {
  if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null) || byKey(a, b)
  return compare(withWideNumbers(a.name), withWideNumbers(b.name)) || byKey(a, b)
}

function withWideNumbers(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
}

function byKey(a: Named, b: Named): number {
  return compare(a.camera, b.camera)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
