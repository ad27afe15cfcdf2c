/** The second place of inventories: heartbeats say nothing without theirs, so it is kept twice until it and all
 *  that name it are receipted (protocol 3, Journal). */
import { decodeUtf8, encodeUtf8 } from '@camtally/protocol'
import type { Disk } from './disk.ts'
import { openFrameFile, type Repair } from './frame-file.ts'

export interface InventoryCopies {
  /** Keeps copies, durable on return. */
  keep(compacts: readonly string[]): void
  find(hash: string): string | undefined
  /** Drops those that `isNeeded` no longer wants, once the file has grown. */
  prune(isNeeded: (hash: string) => boolean): void
}

const COPY = 1
const PRUNE_FROM_BYTES = 256 * 1024

/** Opens the file of copies. Only hashes are kept in memory. */
export function openInventoryCopies(
  disk: Disk,
  hashOf: (compact: string) => string,
  onRepair: (repair: Repair) => void,
): InventoryCopies {
  const { file, frames } = openFrameFile(disk, 'inventories.log', onRepair)
  let places = new Map(
    frames.map(({ payload, offset, sizeBytes }) => [hashOf(decodeUtf8(payload)), { offset, sizeBytes }]),
  )
  let prunedBytes = 0
  const find = (hash: string): string | undefined => {
    const place = places.get(hash)
    if (place === undefined) return undefined
    const compact = decodeUtf8(disk.readAt(file.name, place.offset, place.sizeBytes))
    return hashOf(compact) === hash ? compact : undefined
  }
  return {
    keep(compacts) {
      if (compacts.length === 0) return
      const payloads = compacts.map(encodeUtf8)
      const offsets = file.appendSynced(payloads.map((payload) => [COPY, payload] as const))
      compacts.forEach((compact, at) => {
        places.set(hashOf(compact), { offset: offsets[at] ?? 0, sizeBytes: payloads[at]?.length ?? 0 })
      })
    },
    find,
    prune(isNeeded) {
      if (file.sizeBytes() < Math.max(PRUNE_FROM_BYTES, 2 * prunedBytes)) return
      const kept = [...places.keys()].filter(isNeeded).flatMap((hash) => find(hash) ?? [])
      file.rewrite(kept.map((compact) => [COPY, encodeUtf8(compact)] as const))
      prunedBytes = file.sizeBytes()
      const reopened = openFrameFile(disk, file.name, onRepair)
      places = new Map(
        reopened.frames.map(({ payload, offset, sizeBytes }) => [hashOf(decodeUtf8(payload)), { offset, sizeBytes }]),
      )
    },
  }
}
