/** The journal: every statement this gateway signed and may still have to send, durable before it is published
 *  (architecture, the two durable orders). Segments are append-only; a statement that no receipt names is never
 *  dropped. */
import { encodeUtf8, NAMED_KEPT_MS } from '@camtally/protocol'
import type { Disk } from './disk.ts'
import { type FrameFile, type NewFrame, openFrameFile, type Repair } from './frame-file.ts'
import type { Frame } from './frames.ts'
import { createStatementIndex, type IndexEntry, type StatementIndex } from './statement-index.ts'
import { encodeStatementRecord, parseStatementRecord, type SignedStatement } from './statement-record.ts'

/** `maxBytes`: what segments may take together. `segmentBytes`: when the next one is begun. `hashOf`: the
 *  protocol's. */
export type JournalSettings = {
  readonly maxBytes: number
  readonly segmentBytes?: number
  readonly hashOf: (compact: string) => string
  readonly onRepair: (repair: Repair) => void
}

export interface Journal {
  readonly index: StatementIndex
  /** Appends and syncs, all or nothing. @throws the system's error; then nothing of it is there */
  append(statements: readonly SignedStatement[]): IndexEntry[]
  /** The bytes to send, or undefined if they cannot be read back. */
  find(entry: IndexEntry): string | undefined
  /** Marks as named and remembers it (without a sync: forgotten marks cost a sending). */
  name(hashes: Iterable<string>, receiptAt: number): IndexEntry[]
  /** Durable on return: a receipt of a restored collector is held only once what it took back is forgotten for good. */
  takeBack(): void
  /** Drops segments whose statements were all named 14 days before `receiptAt`, the newest receipt's `t`. */
  dropOld(receiptAt: number): void
  /** Whether these bytes fit, after dropping what is receipted, oldest first, if they must. */
  makeRoom(sizeBytes: number): boolean
  sizeBytes(): number
}

const STATEMENT = 1
const NAMED = 2
const TAKEN_BACK = 3
const NAMED_IN_FRAME = 1000
const SEGMENT_BYTES = 128 * 1024
const SEGMENT_NAME = /^journal-(\d{8})\.log$/

/** Opens the journal and repairs it; `onRepair` hears of each repair. */
export function openJournal(disk: Disk, settings: JournalSettings): Journal {
  const index = createStatementIndex()
  const segments = new Map<string, FrameFile>()
  for (const name of disk
    .list()
    .filter((name) => SEGMENT_NAME.test(name))
    .sort()) {
    const { file, frames } = openFrameFile(disk, name, settings.onRepair)
    segments.set(name, file)
    for (const frame of frames) replay(index, { name, frame, hashOf: settings.hashOf })
  }
  let active = [...segments.values()].at(-1) ?? begin(disk, segments, 1)

  const sizeBytes = () => [...segments.values()].reduce((sum, file) => sum + file.sizeBytes(), 0)
  /** Oldest first, while `isWanted`. The newest segment stays: the chain's head is read from it at the next start. */
  const drop = (isDroppable: (name: string) => boolean, isWanted: () => boolean) => {
    for (const name of [...segments.keys()]) {
      if (name === active.name || !isWanted() || !isDroppable(name)) continue
      index.dropSegment(name)
      disk.remove(name)
      segments.delete(name)
    }
  }
  const isReceipted = (name: string) => index.segment(name).unnamedCount === 0
  const activeFile = (): FrameFile => {
    if (active.sizeBytes() >= (settings.segmentBytes ?? SEGMENT_BYTES)) {
      active = begin(disk, segments, Number(SEGMENT_NAME.exec(active.name)?.[1]) + 1)
    }
    return active
  }
  return {
    index,
    append(statements) {
      const file = activeFile()
      const payloads = statements.map(encodeStatementRecord)
      const offsets = file.appendSynced(payloads.map((payload): NewFrame => [STATEMENT, payload]))
      // Crash here: on disk, not sent. Start-up sends these very bytes; no number is signed twice.
      return statements.map(({ compact: _, ...facts }, at) =>
        index.add({ ...facts, segment: file.name, offset: offsets[at] ?? 0, sizeBytes: payloads[at]?.length ?? 0 }),
      )
    },
    find: (entry) => findCompact(disk, entry, settings.hashOf),
    name(hashes, receiptAt) {
      const named = index.name(hashes, receiptAt)
      try {
        if (named.length > 0) activeFile().append(namedFrames(named, receiptAt))
      } catch {
        // A full disk forgets the mark: it costs a sending. The next statement will tell of the disk.
      }
      return named
    },
    takeBack() {
      index.takeBack()
      // Crash before this is on disk, with the new receipt kept: what the collector lost would stay named for ever.
      activeFile().appendSynced([[TAKEN_BACK, new Uint8Array()]])
    },
    dropOld(receiptAt) {
      const isOld = (name: string) => receiptAt - index.segment(name).lastNamedAt > NAMED_KEPT_MS
      drop(
        (name) => isReceipted(name) && isOld(name),
        () => true,
      )
    },
    makeRoom(neededBytes) {
      const isShort = () => sizeBytes() + neededBytes > settings.maxBytes
      if (isShort()) drop(isReceipted, isShort)
      return !isShort()
    },
    sizeBytes,
  }
}

function begin(disk: Disk, segments: Map<string, FrameFile>, number: number): FrameFile {
  const name = `journal-${String(number).padStart(8, '0')}.log`
  const { file } = openFrameFile(disk, name, () => {})
  segments.set(name, file)
  return file
}

function replay(index: StatementIndex, at: { name: string; frame: Frame; hashOf: (compact: string) => string }): void {
  const { name, frame, hashOf } = at
  if (frame.type === STATEMENT) {
    const { compact, ...facts } = parseStatementRecord(frame.payload)
    index.add({ ...facts, hash: hashOf(compact), segment: name, offset: frame.offset, sizeBytes: frame.sizeBytes })
  } else if (frame.type === NAMED) {
    const [receiptAt, ...hashes] = new TextDecoder().decode(frame.payload).split(' ')
    index.name(hashes, Number(receiptAt))
  } else if (frame.type === TAKEN_BACK) {
    index.takeBack()
  }
}

/** "t hash hash …": by hash, because ordinals begin anew at each start. */
function namedFrames(named: readonly IndexEntry[], receiptAt: number): NewFrame[] {
  const frames: NewFrame[] = []
  for (let at = 0; at < named.length; at += NAMED_IN_FRAME) {
    const hashes = named.slice(at, at + NAMED_IN_FRAME).map(({ hash }) => hash)
    frames.push([NAMED, encodeUtf8([receiptAt, ...hashes].join(' '))])
  }
  return frames
}

function findCompact(disk: Disk, entry: IndexEntry, hashOf: (compact: string) => string): string | undefined {
  try {
    const { compact } = parseStatementRecord(disk.readAt(entry.segment, entry.offset, entry.sizeBytes))
    return hashOf(compact) === entry.hash ? compact : undefined
  } catch {
    return undefined // the caller names it: a bad sector must not stop the sending of the rest
  }
}
