/** A disk for tests that loses power: what was not synced is kept, lost or torn, as a seed says. */
import type { Disk } from './disk.ts'

/** `crash` answers the disk as the next start finds it. `calls` counts changes, so that a test can stop at each one. */
export interface ModelDisk extends Disk {
  crash(unit: () => number): ModelDisk
  calls(): number
  /** From now on the n-th change throws; 0 throws at the next one. */
  failAfter(changes: number, error?: Error): void
}

type File = { synced: Uint8Array; pending: Uint8Array[]; isNamed: boolean }

/** What a power cut is to the code that runs into it. */
export class PowerCut extends Error {}

/** Starts with these files, or with none. */
export function createModelDisk(start: ReadonlyMap<string, Uint8Array> = new Map()): ModelDisk {
  const files = new Map<string, File>()
  const removed = new Map<string, Uint8Array>()
  for (const [name, bytes] of start) files.set(name, { synced: bytes, pending: [], isNamed: true })
  let calls = 0
  let failure: { left: number; error: Error } | undefined
  const change = () => {
    calls += 1
    if (failure !== undefined && failure.left-- <= 0) throw failure.error
  }
  const fileOf = (name: string): File => {
    const file = files.get(name) ?? { synced: new Uint8Array(), pending: [], isNamed: false }
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
      fileOf(name).pending.push(bytes.slice())
    },
    sync(name) {
      change()
      const file = fileOf(name)
      file.synced = wholeOf(file) ?? new Uint8Array()
      file.pending = []
      file.isNamed = true
    },
    replace(name, bytes) {
      change()
      files.set(name, { synced: bytes.slice(), pending: [], isNamed: true })
    },
    truncate(name, sizeBytes) {
      change()
      files.set(name, {
        synced: (wholeOf(files.get(name)) ?? new Uint8Array()).slice(0, sizeBytes),
        pending: [],
        isNamed: true,
      })
    },
    remove(name) {
      change()
      const file = files.get(name)
      if (file?.isNamed) removed.set(name, file.synced)
      files.delete(name)
    },
    close() {},
    calls: () => calls,
    failAfter(changes, error = new PowerCut('the power is cut')) {
      failure = { left: changes, error }
    },
    crash: (unit) => createModelDisk(survivors(files, removed, unit)),
  }
}

/** Synced bytes survive. Of the rest a part of its length survives, its last bytes perhaps wrong: a torn write. */
function survivors(
  files: Map<string, File>,
  removed: Map<string, Uint8Array>,
  unit: () => number,
): Map<string, Uint8Array> {
  const left = new Map<string, Uint8Array>()
  for (const [name, bytes] of removed) if (unit() < 0.3) left.set(name, bytes)
  for (const [name, file] of files) {
    if (!file.isNamed && unit() < 0.5) continue
    const whole = wholeOf(file) ?? new Uint8Array()
    const kept = whole.slice(0, file.synced.length + Math.floor(unit() * (whole.length - file.synced.length + 1)))
    const isTorn = kept.length > file.synced.length && unit() < 0.5
    if (isTorn) kept.fill(0, Math.max(file.synced.length, kept.length - 3))
    left.set(name, kept)
  }
  return left
}

function wholeOf(file: File | undefined): Uint8Array | undefined {
  if (file === undefined) return undefined
  const parts = [file.synced, ...file.pending]
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
