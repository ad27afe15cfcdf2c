/** Records in append-only files. A file is a line with its format and version, then frames:
 *
 *    length (u32, little-endian: type and payload) | CRC-32 of type and payload (u32) | type (u8) | payload
 *
 *  A frame that is cut short or whose CRC is wrong is not read. At the end of a file that is a torn write; in the
 *  middle it is damage, and reading goes on at the next place where a whole frame begins. */
import { crc32 } from 'node:zlib'

/** A frame as it lies in its file. `offset` and `sizeBytes` are of the payload. */
export type Frame = {
  readonly type: number
  readonly offset: number
  readonly sizeBytes: number
  readonly payload: Uint8Array
}
/** Bytes that no frame explains: [from, to). */
export type Damage = { readonly from: number; readonly to: number }
/** What a file holds. `goodBytes`: where the next frame may be appended; less than the size if the end is torn. */
export type Scan = { readonly frames: Frame[]; readonly damage: Damage[]; readonly goodBytes: number }

const HEAD_BYTES = 9
/** The first line of each file: format and version. Version N reads N and N - 1. */
const FIRST_LINE = new TextEncoder().encode('camtally journal 1\n')
const OTHER_VERSION = /^camtally journal \d+\n/
/** No record of ours is longer. */
const PAYLOAD_MAX_BYTES = 256 * 1024

/** The first bytes of a new file. */
export function fileHead(): Uint8Array {
  return FIRST_LINE
}

/** The bytes of one frame. `type` 0..255. */
export function encodeFrame(type: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEAD_BYTES + payload.length)
  const view = new DataView(frame.buffer)
  frame[8] = type
  frame.set(payload, HEAD_BYTES)
  view.setUint32(0, payload.length + 1, true)
  view.setUint32(4, crc32(frame.subarray(8)), true)
  return frame
}

/** Reads a whole file. @throws if its first line names a format this version does not read */
export function scanFrames(name: string, bytes: Uint8Array): Scan {
  const isOurs = startsWith(bytes, FIRST_LINE)
  if (!isOurs && OTHER_VERSION.test(decodeLatin(bytes.subarray(0, 32)))) {
    throw new Error(`${name}: written by another version; this one reads "camtally journal 1"`)
  }
  const frames: Frame[] = []
  const damage: Damage[] = []
  let at = isOurs ? FIRST_LINE.length : 0 // a torn first write may have left zeros for the first line
  while (at < bytes.length) {
    const frame = frameAt(bytes, at) ?? nextFrame(bytes, at)
    if (frame === undefined) break
    const from = frame.offset - HEAD_BYTES
    if (from > at) damage.push({ from: at, to: from })
    frames.push(frame)
    at = frame.offset + frame.sizeBytes
  }
  return { frames, damage, goodBytes: at }
}

function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  if (at + HEAD_BYTES > bytes.length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEAD_BYTES)
  const sizeBytes = view.getUint32(0, true) - 1
  const end = at + HEAD_BYTES + sizeBytes
  if (sizeBytes < 0 || sizeBytes > PAYLOAD_MAX_BYTES || end > bytes.length) return undefined
  if (crc32(bytes.subarray(at + 8, end)) !== view.getUint32(4, true)) return undefined
  const offset = at + HEAD_BYTES
  return { type: bytes[at + 8] ?? 0, offset, sizeBytes, payload: bytes.subarray(offset, end) }
}

function nextFrame(bytes: Uint8Array, from: number): Frame | undefined {
  for (let at = from + 1; at + HEAD_BYTES <= bytes.length; at += 1) {
    const frame = frameAt(bytes, at)
    if (frame !== undefined) return frame
  }
  return undefined
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte)
}

function decodeLatin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
