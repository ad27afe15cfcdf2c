/** Collects whole minutes until a window is cut: at once when the connected set changed, else when it is long enough,
 *  and at each UTC midnight (protocol: heartbeat, when). */
import { type GapReason, heartbeatRows, type InventoryCamera, minuteOfUtcDay } from '@camtally/protocol'
import { type Camera, joinedCamera } from './camera-table.ts'
import type { Window } from './window.ts'

/** One whole minute as it was seen. `utcMinute` if the time is known. */
export type SeenMinute = {
  readonly startMonoMs: number
  readonly utcMinute?: number
  readonly on: ReadonlyMap<Camera, 2 | 3 | 4>
  readonly blind: ReadonlySet<Camera>
}

/** Makes rows and indexes of the cameras as they are known when the window is cut. */
export type ListCameras = () => {
  readonly rows: readonly InventoryCamera[]
  readonly indexOf: ReadonlyMap<Camera, number>
}

export interface WindowBuilder {
  /** Takes the next minute. `isCut`: cut after it whatever it holds. Answers the windows that are complete, oldest
   *  first: none or one, and two when the time has just become known. */
  add(minute: SeenMinute, isCut: boolean): Window[]
  /** Cuts what there is. */
  cut(): Window | undefined
  /** The next minute does not follow the last one: minutes between are missing for this reason. Cut before. */
  hole(why: GapReason): void
}

/** `longest`: minutes of a window in which nothing changes (heartbeatMinutes, 1..30). `firstHole`: what minutes missing
 *  before the first window are owed to. */
export function createWindowBuilder(longest: number, list: ListCameras, firstHole: GapReason): WindowBuilder {
  let minutes: SeenMinute[] = []
  let before: ReadonlySet<Camera> | undefined
  let holeWhy = firstHole

  const cut = (): Window | undefined => {
    const [first] = minutes
    if (first === undefined) return undefined
    const { rows, indexOf } = list()
    const window = {
      ...windowRows(minutes, indexOf),
      startMonoMs: first.startMonoMs,
      ...(first.utcMinute === undefined ? {} : { minute: first.utcMinute }),
      cameras: rows,
      holeWhy,
    }
    minutes = []
    holeWhy = 'unknown'
    return window
  }
  return {
    add(minute, isCut) {
      const [first] = minutes
      const isOtherGrid = first !== undefined && (first.utcMinute === undefined) !== (minute.utcMinute === undefined)
      const windows = isOtherGrid ? [cut()] : []
      if (isOtherGrid) holeWhy = 'clock'
      minutes.push(minute)
      const connected = new Set(minute.on.keys())
      const hasChanged = before === undefined || !isSameSet(before, connected)
      before = connected
      const isLastOfDay = minute.utcMinute !== undefined && minuteOfUtcDay(minute.utcMinute + 1) === 0
      if (hasChanged || isCut || isLastOfDay || minutes.length >= longest) windows.push(cut())
      return windows.filter((window) => window !== undefined)
    },
    cut,
    hole(why) {
      holeWhy = why
    },
  }
}

function windowRows(
  minutes: readonly SeenMinute[],
  indexOf: ReadonlyMap<Camera, number>,
): Pick<Window, 'n' | 'on' | 'blind'> {
  const indexed = (camera: Camera) => indexOf.get(joinedCamera(camera)) ?? []
  const on = new Map<number, Map<number, 2 | 3 | 4>>()
  const blind = new Map<number, Set<number>>()
  minutes.forEach((minute, bit) => {
    on.set(bit, lowestByIndex(minute.on, indexed))
    blind.set(bit, new Set([...minute.blind].flatMap(indexed)))
  })
  const rows = heartbeatRows({ m: 0, n: minutes.length, on, blind })
  return { n: minutes.length, on: rows.on, blind: rows.blind ?? [] }
}

function lowestByIndex(
  on: ReadonlyMap<Camera, 2 | 3 | 4>,
  indexed: (camera: Camera) => number | never[],
): Map<number, 2 | 3 | 4> {
  const lowest = new Map<number, 2 | 3 | 4>()
  for (const [camera, rank] of on) {
    const index = indexed(camera)
    if (typeof index !== 'number') continue
    const known = lowest.get(index)
    lowest.set(index, known !== undefined && known < rank ? known : rank)
  }
  return lowest
}

function isSameSet(a: ReadonlySet<Camera>, b: ReadonlySet<Camera>): boolean {
  return a.size === b.size && [...a].every((camera) => b.has(camera))
}
