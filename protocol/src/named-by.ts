/** Which of an agent's own statements a receipt names: never by number alone, or a fork would pass as stored. */

import type { Receipt } from './receipt.ts'
import type { RunRow } from './run-row.ts'

/** What the agent's journal knows of a statement it signed. */
export interface JournalStatement {
  readonly seq: number
  readonly prev: string
}
/** The agent's own statement with this hash, if it still keeps it. */
export type JournalLookup = (hash: string) => JournalStatement | undefined

export type NamedPlace = 'chain' | 'side'

/**
 * The agent's statements that a receipt names, by hash, each with the place it was stored in. Named is: what stands
 * in `got`; the last of a row; and what is reached through `prev`, inside the row, from the last of it or from a
 * `got` entry of the chain. A `got` entry of the side names only itself.
 */
export function namedBy(receipt: Receipt, findOwn: JournalLookup): ReadonlyMap<string, NamedPlace> {
  const named = new Map<string, NamedPlace>()
  for (const row of receipt.side ?? []) nameDown({ hash: row[2], seq: row[1], row, place: 'side' }, findOwn, named)
  for (const [seq, hash, place] of receipt.got) {
    if (place === 1 && isOwn(findOwn(hash), seq)) named.set(hash, 'side')
  }
  for (const row of receipt.have) nameDown({ hash: row[2], seq: row[1], row, place: 'chain' }, findOwn, named)
  for (const [seq, hash, place] of receipt.got) {
    if (place === 1) continue
    const row = receipt.have.find(([first, last]) => first <= seq && seq <= last) ?? [seq, seq, hash]
    nameDown({ hash, seq, row, place: 'chain' }, findOwn, named)
  }
  return named
}

/** What a receipt does to what was named before. */
export type ReceiptEffect =
  /** Not newer than the newest held, or of fewer restores: names nothing. */
  | 'ignore'
  /** Named stays named, and this is named too. */
  | 'add'
  /** The collector was restored from a backup: only this is named. */
  | 'replace'

/**
 * What to do with a receipt whose signature, gateway and epoch are right. One with fewer restores than the newest
 * held comes from a collector that forgot: what it lacks it must get again, so nothing is dropped by its word.
 */
export function receiptEffect(
  held: { t: number; rs: number } | undefined,
  receipt: { t: number; rs: number },
): ReceiptEffect {
  if (held === undefined) return 'add'
  if (receipt.t <= held.t || receipt.rs < held.rs) return 'ignore'
  return receipt.rs > held.rs ? 'replace' : 'add'
}

/** Names a statement and, through `prev`, those before it down to the first of the row. */
function nameDown(
  start: { hash: string; seq: number; row: RunRow; place: NamedPlace },
  findOwn: JournalLookup,
  named: Map<string, NamedPlace>,
): void {
  const { row, place } = start
  let hash = start.hash
  for (let seq = start.seq; seq >= row[0] && seq > 0; seq -= 1) {
    const own = findOwn(hash)
    if (!isOwn(own, seq)) return
    named.set(hash, place)
    hash = own.prev
  }
}

function isOwn(own: JournalStatement | undefined, seq: number): own is JournalStatement {
  return own !== undefined && own.seq === seq
}
