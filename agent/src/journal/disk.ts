/** The disk as the journal needs it, and the real one. A port, so that tests lose power between any two calls. */
import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { ftruncateSync, mkdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A flat folder of files. What `append` wrote may be lost or torn by a power cut until `sync`; `replace`,
 *  `truncate` and `create` are durable when they return; a removed file may come back. Every call may throw the
 *  system's error (ENOSPC, EIO). */
export interface Disk {
  list(): string[]
  /** The whole file, or undefined if there is none. */
  find(name: string): Uint8Array | undefined
  /** Exactly these bytes. @throws if the file has fewer */
  readAt(name: string, offset: number, sizeBytes: number): Uint8Array
  append(name: string, bytes: Uint8Array): void
  sync(name: string): void
  /** All or nothing: after a power cut the file is the old or the new one. */
  replace(name: string, bytes: Uint8Array): void
  truncate(name: string, sizeBytes: number): void
  remove(name: string): void
  close(): void
}

/** A disk on a folder, made with mode 0700 if missing. Appended files stay open; the name of a new file is made durable
 *  (fsync of the folder) with its first sync. */
export function openFolder(folder: string): Disk {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const appending = new Map<string, number>()
  const unnamed = new Set<string>()
  const pathOf = (name: string) => join(folder, name)
  const handleOf = (name: string): number => {
    const open = appending.get(name)
    if (open !== undefined) return open
    const handle = openSync(pathOf(name), 'a', 0o600)
    appending.set(name, handle)
    unnamed.add(name) // it may be new; one fsync of the folder too many costs little
    return handle
  }
  const release = (name: string) => {
    const handle = appending.get(name)
    if (handle !== undefined) closeSync(handle)
    appending.delete(name)
  }
  return {
    list: () => readdirSync(folder).filter((name) => !name.endsWith('.new')),
    find: (name) => findFile(pathOf(name)),
    readAt: (name, offset, sizeBytes) => readExactly(pathOf(name), offset, sizeBytes),
    append: (name, bytes) => writeWhole(handleOf(name), bytes),
    sync(name) {
      fdatasyncSync(handleOf(name))
      if (unnamed.delete(name)) syncFolder(folder)
    },
    replace(name, bytes) {
      release(name)
      replaceFile(folder, name, bytes)
    },
    truncate(name, sizeBytes) {
      release(name)
      truncateFile(pathOf(name), sizeBytes)
    },
    remove(name) {
      release(name)
      rmSync(pathOf(name), { force: true })
    },
    close() {
      for (const name of [...appending.keys()]) release(name)
    },
  }
}

/** Writes NAME.new, syncs it, renames it and syncs the folder: the order that no file system may turn round. Mode
 *  0600. */
export function replaceFile(folder: string, name: string, bytes: Uint8Array): void {
  const newPath = join(folder, `${name}.new`)
  const handle = openSync(newPath, 'w', 0o600)
  try {
    writeWhole(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(newPath, join(folder, name))
  syncFolder(folder)
}

/** The bytes of a file, or undefined if there is none. */
export function findFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function writeWhole(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
}

function readExactly(path: string, offset: number, sizeBytes: number): Uint8Array {
  const handle = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(sizeBytes)
    let done = 0
    while (done < sizeBytes) {
      const count = readSync(handle, bytes, done, sizeBytes - done, offset + done)
      if (count === 0) throw new Error(`${path}: ends before byte ${offset + sizeBytes}`)
      done += count
    }
    return bytes
  } finally {
    closeSync(handle)
  }
}

function truncateFile(path: string, sizeBytes: number): void {
  const handle = openSync(path, 'r+')
  try {
    ftruncateSync(handle, sizeBytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
