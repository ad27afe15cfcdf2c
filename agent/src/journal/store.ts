/** All that an epoch keeps on disk, opened together: journal, inventory copies, receipts, waiting minutes. */
import { type Crypto, decodeBase64url, hashOf, parseReceipt } from '@camtally/protocol'
import type { Disk } from './disk.ts'
import type { Repair } from './frame-file.ts'
import { type InventoryCopies, openInventoryCopies } from './inventory-copies.ts'
import { type Journal, openJournal } from './journal.ts'
import { openReceipts, type Receipts } from './receipts.ts'
import { openReserve, type Reserve } from './reserve.ts'
import { openWaiting, type Waiting } from './waiting.ts'

/** What minutes may take on disk while the journal is full. */
export const RESERVE_BYTES = 1024 * 1024

export type Store = {
  readonly disk: Disk
  readonly journal: Journal
  readonly copies: InventoryCopies
  readonly receipts: Receipts
  readonly waiting: Waiting
  readonly reserve: Reserve
  /** What had to be repaired: after a clean stop nothing. */
  readonly repairs: readonly Repair[]
  /** First minute that no heartbeat or gap here states; undefined if none states any. */
  readonly statedTo: number | undefined
}

/** Opens and repairs. `maxBytes` is the journal's bound. */
export function openStore(disk: Disk, maxBytes: number, crypto: Crypto): Store {
  const repairs: Repair[] = []
  const onRepair = (repair: Repair) => void repairs.push(repair)
  const hash = (compact: string) => hashOf(compact, crypto)
  const journal = openJournal(disk, { maxBytes, hashOf: hash, onRepair })
  const parse = (compact: string) => parseReceipt(decodeBase64url(compact.split('.')[1] ?? ''))
  const receipts = openReceipts(disk, parse, onRepair)
  // With the held receipt lost nobody can tell whether the next one is of a restored collector: nothing is named.
  if (receipts.newest() === undefined) journal.index.takeBack()
  let statedTo = 0
  for (const entry of journal.index.entries()) statedTo = Math.max(statedTo, entry.statedTo)
  return {
    disk,
    journal,
    copies: openInventoryCopies(disk, hash, onRepair),
    receipts,
    waiting: openWaiting(disk, onRepair),
    reserve: openReserve(disk, RESERVE_BYTES),
    repairs,
    statedTo: statedTo === 0 ? undefined : statedTo,
  }
}

/** Once a UTC day: drops what was receipted 14 days ago, and copies of inventories that nothing unreceipted names. */
export function tidyStore(store: Store, receiptAt: number): void {
  const { index } = store.journal
  store.journal.dropOld(receiptAt)
  const [oldest = index.nextOrdinal()] = index.unreceipted()
  let neededFrom = 0
  for (const entry of index.entries()) {
    if (entry.kind === 'inventory' && entry.ordinal <= oldest) neededFrom = entry.ordinal
  }
  // A big inventory has up to 16 parts, signed one after the other; the last one is what heartbeats name.
  store.copies.prune((hash) => (index.find(hash)?.ordinal ?? -1) >= neededFrom - 16)
}
