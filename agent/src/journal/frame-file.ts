/** One append-only file of frames: opened with repair, appended to, rewritten. */
import type { Disk } from './disk.ts'
import { encodeFrame, type Frame, fileHead, scanFrames } from './frames.ts'

/** What was repaired or found on opening, for the log and for people. */
export type Repair = {
  readonly file: string
  readonly kind: 'torn' | 'damaged'
  readonly from: number
  readonly to: number
}

/** Frames are [type, payload]. */
export type NewFrame = readonly [type: number, payload: Uint8Array]

export interface FrameFile {
  readonly name: string
  sizeBytes(): number
  /** Appends and answers where each payload lies; durable with the next sync. On an error the file is as before. */
  append(frames: readonly NewFrame[]): number[]
  /** Appends and syncs. On an error the file is as before. */
  appendSynced(frames: readonly NewFrame[]): number[]
  /** All frames anew, all or nothing. */
  rewrite(frames: readonly NewFrame[]): void
}

/** Opens or creates a file and answers its frames. A torn end is cut off: it was never synced, so nothing in it was
 *  ever published. Damage in the middle stays where it is and is named. */
export function openFrameFile(
  disk: Disk,
  name: string,
  onRepair: (repair: Repair) => void,
): { readonly file: FrameFile; readonly frames: readonly Frame[] } {
  const bytes = disk.find(name) ?? new Uint8Array()
  const { frames, damage, goodBytes } = scanFrames(name, bytes)
  for (const { from, to } of damage) onRepair({ file: name, kind: 'damaged', from, to })
  if (goodBytes < bytes.length) {
    onRepair({ file: name, kind: 'torn', from: goodBytes, to: bytes.length })
    disk.truncate(name, goodBytes)
  }
  return { file: frameFile(disk, name, goodBytes), frames }
}

function frameFile(disk: Disk, name: string, startBytes: number): FrameFile {
  let sizeBytes = startBytes
  /** A write cut short, or one that a failed sync leaves in doubt, must not stand before the next frame: a statement
   *  that comes back after its number was signed again would be a fork. */
  const orElseCut = <T>(work: () => T): T => {
    const before = sizeBytes
    try {
      return work()
    } catch (error) {
      sizeBytes = before
      if (disk.find(name) !== undefined) disk.truncate(name, before)
      throw error
    }
  }
  const append = (frames: readonly NewFrame[]): number[] => {
    const parts = sizeBytes === 0 ? [fileHead()] : []
    let end = sizeBytes === 0 ? fileHead().length : sizeBytes
    const offsets = frames.map(([type, payload]) => {
      const frame = encodeFrame(type, payload)
      parts.push(frame)
      end += frame.length
      return end - payload.length
    })
    disk.append(name, joinBytes(parts))
    sizeBytes = end
    return offsets
  }
  return {
    name,
    sizeBytes: () => sizeBytes,
    append: (frames) => orElseCut(() => append(frames)),
    appendSynced: (frames) =>
      orElseCut(() => {
        const offsets = append(frames)
        disk.sync(name)
        return offsets
      }),
    rewrite(frames) {
      const bytes = joinBytes([fileHead(), ...frames.map(([type, payload]) => encodeFrame(type, payload))])
      disk.replace(name, bytes)
      sizeBytes = bytes.length
    },
  }
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
