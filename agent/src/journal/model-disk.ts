/** A disk for tests that loses power: what was not synced is kept, lost or torn, as a seed says. */
import type { Disk } from './disk.ts'

/** `crash` answers the disk as the next start finds it. `calls` counts changes, so that a test can stop at each one. */
export interface ModelDisk extends Disk {
  crash(unit: () => number): ModelDisk
  calls(): number
  /** The disk is full at so many bytes: what would exceed them throws ENOSPC. */
  setCapacity(sizeBytes: number): void
  /** From now on the n-th change throws; 0 throws at the next one. */
  failAfter(changes: number, error?: Error): void
}

/** `syncedBytes` of the first `sizeBytes` of the room are durable; `isNamed`: so is the file's name. */
type File = { room: Uint8Array; sizeBytes: number; syncedBytes: number; isNamed: boolean }

/** What a power cut is to the code that runs into it. */
export class PowerCut extends Error {}

/** Starts with these files, or with none. */
export function createModelDisk(start: ReadonlyMap<string, Uint8Array> = new Map()): ModelDisk {
  const files = new Map<string, File>()
  const removed = new Map<string, Uint8Array>()
  for (const [name, bytes] of start) files.set(name, durable(bytes))
  let calls = 0
  let capacityBytes = Number.POSITIVE_INFINITY
  let failure: { left: number; error: Error } | undefined
  const change = () => {
    calls += 1
    if (failure !== undefined && failure.left-- <= 0) throw failure.error
  }
  const need = (moreBytes: number) => {
    const usedBytes = [...files.values()].reduce((sum, file) => sum + file.sizeBytes, 0)
    if (usedBytes + moreBytes > capacityBytes) throw new Error('ENOSPC: no space left on device')
  }
  const fileOf = (name: string): File => {
    const file = files.get(name) ?? { ...durable(new Uint8Array()), isNamed: false }
    files.set(name, file)
    return file
  }
  return {
    list: () => [...files.keys()],
    find: (name) => wholeOf(files.get(name)),
    readAt(name, offset, sizeBytes) {
      const bytes = wholeOf(files.get(name))?.subarray(offset, offset + sizeBytes)
      if (bytes === undefined || bytes.length < sizeBytes) throw new Error(`${name}: too short`)
      return bytes
    },
    append(name, bytes) {
      change()
      need(bytes.length)
      grow(fileOf(name), bytes)
    },
    sync(name) {
      change()
      const file = fileOf(name)
      file.syncedBytes = file.sizeBytes
      file.isNamed = true
    },
    replace(name, bytes) {
      change()
      need(bytes.length - (files.get(name)?.sizeBytes ?? 0))
      files.set(name, durable(bytes))
    },
    truncate(name, sizeBytes) {
      change()
      files.set(name, durable((wholeOf(files.get(name)) ?? new Uint8Array()).subarray(0, sizeBytes)))
    },
    remove(name) {
      change()
      const file = files.get(name)
      if (file?.isNamed) removed.set(name, file.room.slice(0, file.syncedBytes))
      files.delete(name)
    },
    close() {},
    calls: () => calls,
    setCapacity(sizeBytes) {
      capacityBytes = sizeBytes
    },
    failAfter(changes, error = new PowerCut('the power is cut')) {
      failure = { left: changes, error }
    },
    crash: (unit) => createModelDisk(survivors(files, removed, unit)),
  }
}

/** Synced bytes survive. Of the rest a part of its length survives, its last bytes perhaps wrong: a torn write. */
function survivors(
  files: ReadonlyMap<string, File>,
  removed: ReadonlyMap<string, Uint8Array>,
  unit: () => number,
): Map<string, Uint8Array> {
  const left = new Map<string, Uint8Array>()
  for (const [name, bytes] of removed) if (unit() < 0.3) left.set(name, bytes)
  for (const [name, { room, sizeBytes, syncedBytes, isNamed }] of files) {
    if (!isNamed && unit() < 0.5) continue
    const kept = room.slice(0, syncedBytes + Math.floor(unit() * (sizeBytes - syncedBytes + 1)))
    const isTorn = kept.length > syncedBytes && unit() < 0.5
    if (isTorn) kept.fill(0, Math.max(syncedBytes, kept.length - 3))
    left.set(name, kept)
  }
  return left
}

function durable(bytes: Uint8Array): File {
  return { room: bytes.slice(), sizeBytes: bytes.length, syncedBytes: bytes.length, isNamed: true }
}

function grow(file: File, bytes: Uint8Array): void {
  const sizeBytes = file.sizeBytes + bytes.length
  if (sizeBytes > file.room.length) {
    const room = new Uint8Array(2 * sizeBytes)
    room.set(file.room.subarray(0, file.sizeBytes))
    file.room = room
  }
  file.room.set(bytes, file.sizeBytes)
  file.sizeBytes = sizeBytes
}

function wholeOf(file: File | undefined): Uint8Array | undefined {
  return file?.room.subarray(0, file.sizeBytes)
}
