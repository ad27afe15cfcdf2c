/** The meter: looks go in, windows of whole minutes come out. It knows no disk, no network and no clock of its own. */
import { CAMERAS_MAX, type GapReason } from '@camtally/protocol'
import { type CameraDisplay, createCameraDisplay } from './camera-display.ts'
import type { RankedKey } from './camera-keys.ts'
import { type Camera, type CameraTable, createCameraTable } from './camera-table.ts'
import { createMinuteGrid, type EndedMinute } from './minute-grid.ts'
import type { CameraSource, Identifier, Look } from './source.ts'
import { createSourceMarks, type SourceMarks } from './source-minute.ts'
import type { Window } from './window.ts'
import { createWindowBuilder, type ListCameras } from './window-builder.ts'

/** What a meter is made with. `heartbeatMinutes` 1..30; `silentMs`: a source that has not looked for longer is blind;
 *  `firstHole`: what minutes missing since the boot before are owed to; `timeAt`: corrected UTC ms at a monotonic
 *  instant, undefined until known. */
export type MeterSettings = {
  readonly heartbeatMinutes: number
  readonly silentMs: number
  readonly sources: readonly Pick<CameraSource, 'name' | 'kind' | 'owns'>[]
  readonly keysOf: (identifiers: readonly Identifier[]) => readonly RankedKey[]
  readonly firstHole: GapReason
  readonly start: { readonly monoMs: number; readonly wallMs: number }
  readonly timeAt: (monoMs: number) => number | undefined
}

export interface Meter {
  look(look: Look): void
  /** Ends the minutes that have ended; `onWindow` hears of windows cut. */
  tick(monoMs: number): void
  /** Cuts the whole minutes there are; the minute in progress is left. */
  cut(): void
  /** Rows for an inventory now, the same array while nothing changes. */
  list: ListCameras
  /** Leaves out cameras that none of their sources looked at for a day, while these looked at others: a source that
   *  does not look at all says nothing about its cameras. */
  forget(monoMs: number): void
  minuteEndsInMs(monoMs: number): number
  view(): MeterView
}

/** What the meter shows. */
export type MeterView = {
  readonly cameras: readonly Camera[]
  readonly display: Pick<CameraDisplay, 'find'>
  readonly sources: ReadonlyMap<string, { readonly lookCount: number; readonly lastLook: Look | undefined }>
  /** Looks at cameras beyond the limit of the protocol were left out. */
  readonly isFull: boolean
}

type Source = {
  readonly kind: string
  readonly leastRank: 2 | 4
  readonly marks: SourceMarks
  lookCount: number
  lastLook: Look | undefined
}

const FORGET_AFTER_MS = 86_400_000
/** A minute in which nothing looked yet is left to the gap before it, but not for more than this many. */
const MINUTES_TO_FIRST_LOOK = 2

/** Makes a meter; `onWindow` is called with each window as it is cut, oldest first. */
export function createMeter(settings: MeterSettings, onWindow: (window: Window) => void): Meter {
  const table = createCameraTable(CAMERAS_MAX)
  const display = createCameraDisplay()
  const list = keptList(table)
  const grid = createMinuteGrid(settings.start, settings.timeAt)
  const builder = createWindowBuilder(settings.heartbeatMinutes, list, settings.firstHole)
  const sources = new Map(settings.sources.map((source) => [source.name, newSource(source, settings.silentMs)]))
  let isFull = false
  let endedCount = 0
  let listedVersion = -1

  const emit = (windows: readonly Window[]) => {
    for (const window of windows) {
      listedVersion = table.version()
      onWindow(window)
    }
  }
  const endMinute = (ended: EndedMinute, endMonoMs: number) => {
    const { on, blind } = seenOf([...sources.values()], endMonoMs)
    endedCount += 1
    const hasLooked = [...sources.values()].some(({ lookCount }) => lookCount > 0)
    if (hasLooked || endedCount > MINUTES_TO_FIRST_LOOK) {
      emit(builder.add({ ...ended, on, blind }, ended.holeAfter !== undefined || listedVersion !== table.version()))
    }
    if (ended.holeAfter !== undefined) builder.hole(ended.holeAfter)
  }
  const advance = (monoMs: number) => {
    for (const ended of grid.advance(monoMs)) endMinute(ended, monoMs)
  }
  return {
    look(look) {
      const source = sources.get(look.source)
      if (source === undefined) return
      advance(look.endedAtMonoMs)
      source.lookCount += 1
      source.lastLook = look
      const sighting = { source: look.source, kind: source.kind, camera: look.camera, monoMs: look.endedAtMonoMs }
      const camera = table.cameraOf(settings.keysOf(look.identifiers), sighting)
      if (camera === undefined) isFull = true
      else markLook({ source, camera, look, display, isCurrent: grid.isCurrent(look.endedAtMonoMs) })
    },
    tick: advance,
    cut: () => emit([builder.cut() ?? []].flat()),
    list,
    forget(monoMs) {
      const looks = (name: string) => monoMs - (sources.get(name)?.lastLook?.endedAtMonoMs ?? 0) <= settings.silentMs
      table.forget(
        ({ lastLookMonoMs, seenBy }) => monoMs - lastLookMonoMs > FORGET_AFTER_MS && [...seenBy.keys()].every(looks),
      )
    },
    minuteEndsInMs: (monoMs) => grid.endsInMs(monoMs),
    view: () => ({ cameras: table.cameras(), display, sources, isFull }),
  }
}

function newSource(source: Pick<CameraSource, 'kind' | 'owns'>, silentMs: number): Source {
  const leastRank = source.owns === 'recorder' ? 4 : 2
  return {
    kind: source.kind,
    leastRank,
    marks: createSourceMarks(leastRank, silentMs),
    lookCount: 0,
    lastLook: undefined,
  }
}

function markLook(marked: {
  readonly source: Source
  readonly camera: Camera
  readonly look: Look
  readonly display: CameraDisplay
  readonly isCurrent: boolean
}): void {
  const { source, camera, look, display, isCurrent } = marked
  const isSuccess = look.rank !== 'unknown' && look.rank >= source.leastRank
  if (look.rank !== 'unknown' && look.rank >= 2) camera.connectedBy.add(look.source)
  display.note(camera, look, isSuccess)
  // A look that ended in a minute already closed moves nothing: a minute is final when it ends.
  if (isCurrent) source.marks.mark(camera, look.rank, look.endedAtMonoMs)
}

/** All sources together: on if one saw it, of two the lower rank; blind if none could look at it. */
function seenOf(sources: readonly Source[], endMonoMs: number): { on: Map<Camera, 2 | 3 | 4>; blind: Set<Camera> } {
  const minutes = sources.map(({ marks }) => ({ ...marks.close(endMonoMs), cameras: marks.cameras() }))
  const on = new Map<Camera, 2 | 3 | 4>()
  for (const minute of minutes) {
    for (const [camera, rank] of minute.on) on.set(camera, lower(on.get(camera), rank))
  }
  const blind = new Set<Camera>()
  for (const camera of new Set(minutes.flatMap((minute) => [...minute.blind]))) {
    const isBlindToAll = minutes.every((minute) => minute.blind.has(camera) || !minute.cameras.has(camera))
    if (isBlindToAll && !on.has(camera)) blind.add(camera)
  }
  return { on, blind }
}

function lower(a: 2 | 3 | 4 | undefined, b: 2 | 3 | 4): 2 | 3 | 4 {
  return a !== undefined && a < b ? a : b
}

/** The table's list, made again only when it changed. */
function keptList(table: CameraTable): ListCameras {
  let kept: ReturnType<ListCameras> | undefined
  let version = -1
  return () => {
    if (kept === undefined || version !== table.version()) {
      kept = table.list()
      version = table.version()
    }
    return kept
  }
}
