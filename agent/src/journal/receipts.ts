/** Receipts the gateway holds: the newest, and the last of each UTC day for 26 months, so that the tail of its chain is
 *  proven by receipts outside the operator's hands (protocol 3, Agent). */
import { decodeUtf8, encodeUtf8, type Receipt } from '@camtally/protocol'
import type { Disk } from './disk.ts'
import { openFrameFile, type Repair } from './frame-file.ts'
import type { Frame } from './frames.ts'

/** A receipt whose signature was checked when it came. */
export type HeldReceipt = { readonly compact: string; readonly receipt: Receipt }

export interface Receipts {
  newest(): HeldReceipt | undefined
  /** A newer one. Not synced: one that is lost comes again, retained by the broker. @throws the system's error; it is
   *  held all the same */
  keep(held: HeldReceipt): void
  /** The last ones of the UTC days before the newest one's day, oldest first. */
  ofDays(): readonly string[]
}

const RECEIPT = 1
const REWRITE_FROM_BYTES = 256 * 1024
/** 26 months, of 31 days each. */
const DAYS_KEPT = 26 * 31
const DAY_MS = 86_400_000

/** Opens both files. `parse` reads a receipt kept here before; it was verified then. */
export function openReceipts(
  disk: Disk,
  parse: (compact: string) => Receipt,
  onRepair: (repair: Repair) => void,
): Receipts {
  const recent = openFrameFile(disk, 'receipts.log', onRepair)
  const days = openFrameFile(disk, 'receipt-days.log', onRepair)
  const last = recent.frames.at(-1)
  let newest = last === undefined ? undefined : heldFrom(last, parse)
  if (newest !== undefined) forgetOldDays(days, newest.receipt.t, parse)
  return {
    newest: () => newest,
    keep(held) {
      const before = newest
      newest = held
      if (before !== undefined && dayOf(before.receipt.t) !== dayOf(held.receipt.t)) {
        days.file.appendSynced([[RECEIPT, encodeUtf8(before.compact)]])
      }
      const frame = [RECEIPT, encodeUtf8(held.compact)] as const
      if (recent.file.sizeBytes() > REWRITE_FROM_BYTES) recent.file.rewrite([frame])
      else recent.file.append([frame])
    },
    ofDays: () => openFrameFile(disk, days.file.name, onRepair).frames.map(({ payload }) => decodeUtf8(payload)),
  }
}

function heldFrom(frame: Frame, parse: (compact: string) => Receipt): HeldReceipt {
  const compact = decodeUtf8(frame.payload)
  return { compact, receipt: parse(compact) }
}

function forgetOldDays(
  days: ReturnType<typeof openFrameFile>,
  newestAt: number,
  parse: (compact: string) => Receipt,
): void {
  const kept = days.frames.filter((frame) => newestAt - heldFrom(frame, parse).receipt.t <= DAYS_KEPT * DAY_MS)
  if (kept.length < days.frames.length) days.file.rewrite(kept.map(({ payload }) => [RECEIPT, payload] as const))
}

function dayOf(instantMs: number): number {
  return Math.floor(instantMs / DAY_MS)
}
