/** Minutes that wait on disk because nothing may be signed for them yet: the time is not known, or the journal is full
 *  (protocol 1 Time, 3 Journal). A file of windows, read again in order when their time has come. */
import { crc32 } from 'node:zlib'
import { decodeUtf8, encodeUtf8, type InventoryCamera } from '@camtally/protocol'
import { type KernelRun, withSight } from '../core/placement.ts'
import type { Window } from '../core/window.ts'
import type { Disk } from './disk.ts'
import { openFrameFile, type Repair } from './frame-file.ts'
import {
  type ClockSight,
  encodeWaitingRecord,
  listMark,
  parseWaitingRecord,
  type WaitingRecord,
} from './waiting-record.ts'

/** A window with all that placement needs. */
export type WaitingWindow = Window & ClockSight

export interface Waiting {
  /** Keeps a window, durable on return. False if the file would grow over `limitBytes`. @throws the system's error */
  append(window: WaitingWindow, limitBytes: number): boolean
  isEmpty(): boolean
  sizeBytes(): number
  /** Runs of the kernel that windows here come from. */
  runs(): ReadonlyMap<string, KernelRun>
  /** The next windows, oldest first, at most `count`. They stay until `done`. What cannot be read back is left out and
   *  named by `onRepair`. */
  peek(count: number): WaitingWindow[]
  /** The first `count` of the windows peeked last are signed and on disk. When none is left the file is emptied. */
  done(count: number): void
}

const RECORD = 1
const FILE = 'waiting.log'

type Place = { readonly offset: number; readonly sizeBytes: number; readonly crc: number }
/** Reading stands before place `at`; `cameras` are those of the last list that could be read, `list` its mark. */
type Cursor = { readonly at: number; readonly cameras: readonly InventoryCamera[]; readonly list?: number }

/** Opens the file; windows of earlier boots are still to be read. A crash between signing windows and emptying the file
 *  brings them again: the caller states no minute twice. */
export function openWaiting(disk: Disk, onRepair: (repair: Repair) => void): Waiting {
  const { file, frames } = openFrameFile(disk, FILE, onRepair)
  let runs = runsOf(frames.map(({ payload }) => payload))
  let places: Place[] = frames.map(({ offset, payload }) => placeOf(offset, payload))
  let cursor: Cursor = { at: 0, cameras: [] }
  let peeked: Cursor[] = []
  const damaged = new Set<number>()
  let writtenCameras: readonly InventoryCamera[] | undefined

  const append = (payloads: readonly Uint8Array[]) => {
    const offsets = file.appendSynced(payloads.map((payload) => [RECORD, payload] as const))
    payloads.forEach((payload, at) => {
      places.push(placeOf(offsets[at] ?? 0, payload))
    })
  }
  const nameDamage = ({ offset, sizeBytes }: Place) => {
    if (!damaged.has(offset)) onRepair({ file: FILE, kind: 'damaged', from: offset, to: offset + sizeBytes })
    damaged.add(offset)
    writtenCameras = undefined // it may be the list that windows to come would name
  }
  return {
    append({ cameras, ...window }, limitBytes) {
      const isOtherCameras = writtenCameras !== cameras && JSON.stringify(writtenCameras) !== JSON.stringify(cameras)
      const rows = isOtherCameras ? [encodeUtf8(encodeWaitingRecord({ kind: 'cameras', rows: cameras }))] : []
      const payloads = [
        ...rows,
        encodeUtf8(encodeWaitingRecord({ kind: 'window', list: listMark(cameras), ...window })),
      ]
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
      peeked = []
      for (let read = cursor; read.at < places.length && windows.length < count; ) {
        const place = places[read.at]
        const record = place && findRecord(disk, place)
        read = { ...read, at: read.at + 1 }
        if (record?.kind === 'cameras') read = { ...read, cameras: record.rows, list: listMark(record.rows) }
        else if (record !== undefined && record.list === read.list) windows.push({ ...record, cameras: read.cameras })
        else if (place) nameDamage(place)
        if (windows.length === 0) cursor = read
        else peeked[windows.length - 1] = read
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

function placeOf(offset: number, payload: Uint8Array): Place {
  return { offset, sizeBytes: payload.length, crc: crc32(payload) }
}

/** Undefined where the disk gives back other bytes than were written: a bad sector must not stop the rest. */
function findRecord(disk: Disk, { offset, sizeBytes, crc }: Place): WaitingRecord | undefined {
  try {
    const payload = disk.readAt(FILE, offset, sizeBytes)
    return crc32(payload) === crc ? parseWaitingRecord(decodeUtf8(payload)) : undefined
  } catch {
    return undefined // the caller names it
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
