/** Minutes that wait on disk because nothing may be signed for them yet: the time is not known, or the journal is full
 *  (protocol 1 Time, 3 Journal). A file of windows, read again in order when their time has come. */
import { decodeUtf8, encodeUtf8, type InventoryCamera } from '@camtally/protocol'
import { type KernelRun, withSight } from '../core/placement.ts'
import type { Window } from '../core/window.ts'
import type { Disk } from './disk.ts'
import { openFrameFile, type Repair } from './frame-file.ts'
import { type ClockSight, encodeWaitingRecord, parseWaitingRecord } from './waiting-record.ts'

/** A window with all that placement needs. */
export type WaitingWindow = Window & ClockSight

export interface Waiting {
  /** Keeps a window, durable on return. False if the file would grow over `limitBytes`. @throws the system's error */
  append(window: WaitingWindow, limitBytes: number): boolean
  isEmpty(): boolean
  sizeBytes(): number
  /** Runs of the kernel that windows here come from. */
  runs(): ReadonlyMap<string, KernelRun>
  /** The next windows, oldest first, at most `count`. They stay until `done`. */
  peek(count: number): WaitingWindow[]
  /** The first `count` of the windows peeked last are signed and on disk. When none is left the file is emptied. */
  done(count: number): void
}

const RECORD = 1
const FILE = 'waiting.log'

type Place = { readonly offset: number; readonly sizeBytes: number }
/** Reading stands before place `at`; `cameras` are those of the last record that named some. */
type Cursor = { readonly at: number; readonly cameras: readonly InventoryCamera[] }

/** Opens the file; windows of earlier boots are still to be read. A crash between signing windows and emptying the file
 *  brings them again: the caller states no minute twice. */
export function openWaiting(disk: Disk, onRepair: (repair: Repair) => void): Waiting {
  const { file, frames } = openFrameFile(disk, FILE, onRepair)
  let runs = runsOf(frames.map(({ payload }) => payload))
  let places: Place[] = frames.map(({ offset, sizeBytes }) => ({ offset, sizeBytes }))
  let cursor: Cursor = { at: 0, cameras: [] }
  let peeked: Cursor[] = []
  let writtenCameras: readonly InventoryCamera[] | undefined

  const append = (payloads: readonly Uint8Array[]) => {
    const offsets = file.appendSynced(payloads.map((payload) => [RECORD, payload] as const))
    payloads.forEach((payload, at) => {
      places.push({ offset: offsets[at] ?? 0, sizeBytes: payload.length })
    })
  }
  return {
    append({ cameras, ...window }, limitBytes) {
      const isOtherCameras = writtenCameras !== cameras && JSON.stringify(writtenCameras) !== JSON.stringify(cameras)
      const rows = isOtherCameras ? [encodeUtf8(encodeWaitingRecord({ kind: 'cameras', rows: cameras }))] : []
      const payloads = [...rows, encodeUtf8(encodeWaitingRecord({ kind: 'window', ...window }))]
      const neededBytes = payloads.reduce((sum, payload) => sum + payload.length, 0)
      if (file.sizeBytes() + neededBytes > limitBytes) return false
      append(payloads)
      writtenCameras = cameras
      runs.set(window.kernelRun, withSight(runs.get(window.kernelRun), sightOf(window)))
      return true
    },
    isEmpty: () => cursor.at >= places.length,
    sizeBytes: () => (cursor.at >= places.length ? 0 : file.sizeBytes()),
    runs: () => runs,
    peek(count) {
      const windows: WaitingWindow[] = []
      let { at, cameras } = cursor
      peeked = []
      for (; at < places.length && windows.length < count; at += 1) {
        const { offset, sizeBytes } = places[at] ?? { offset: 0, sizeBytes: 0 }
        const record = parseWaitingRecord(decodeUtf8(disk.readAt(FILE, offset, sizeBytes)))
        if (record.kind === 'cameras') cameras = record.rows
        else {
          windows.push({ ...record, cameras })
          peeked.push({ at: at + 1, cameras })
        }
      }
      return windows
    },
    done(count) {
      cursor = peeked[count - 1] ?? cursor
      if (cursor.at < places.length) return
      file.rewrite([])
      places = []
      runs = new Map()
      writtenCameras = undefined
      cursor = { at: 0, cameras: [] }
    },
  }
}

function runsOf(payloads: readonly Uint8Array[]): Map<string, KernelRun> {
  const runs = new Map<string, KernelRun>()
  for (const payload of payloads) {
    const record = parseWaitingRecord(decodeUtf8(payload))
    if (record.kind === 'window') runs.set(record.kernelRun, withSight(runs.get(record.kernelRun), sightOf(record)))
  }
  return runs
}

function sightOf(window: Omit<WaitingWindow, 'cameras'>): { monoMs: number; rawMs: number; isSynchronised: boolean } {
  return { monoMs: window.startMonoMs, rawMs: window.startRawMs, isSynchronised: window.isSynchronised }
}
