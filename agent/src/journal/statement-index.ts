/** What the agent remembers of the statements in its journal: not their bytes, but where they lie, what they follow and
 *  whether a receipt names them. */
import type { StatementFacts } from './statement-record.ts'

/** One statement. `ordinal` counts in the order of signing on this disk, and is unique where `seq` is not: after signing
 *  on from a receipt two statements may have one number. */
export type IndexEntry = StatementFacts & {
  readonly ordinal: number
  readonly hash: string
  readonly segment: string
  readonly offset: number
  readonly sizeBytes: number
  /** `t` of the first receipt that named it. */
  firstNamedAt?: number
  isNamed: boolean
  /** Naming down from here through `prev` would find nothing that is not named. */
  isSettled: boolean
}

export interface StatementIndex {
  add(entry: Omit<IndexEntry, 'ordinal' | 'isNamed' | 'isSettled'>): IndexEntry
  find(hash: string): IndexEntry | undefined
  at(ordinal: number): IndexEntry | undefined
  /** Marks as named; answers those that were not before. */
  name(hashes: Iterable<string>, receiptAt: number): IndexEntry[]
  /** A collector came back from a backup: nothing is named until a newer receipt says so. */
  takeBack(): void
  /** Cannot be read any more: never sent again. */
  skip(ordinal: number): void
  dropSegment(segment: string): void
  /** Ordinals that no receipt names, ascending. */
  unreceipted(): ReadonlySet<number>
  newest(): IndexEntry | undefined
  size(): number
  nextOrdinal(): number
  entries(): Iterable<IndexEntry>
}

/** Starts empty. */
export function createStatementIndex(): StatementIndex {
  const byOrdinal = new Map<number, IndexEntry>()
  const byHash = new Map<string, IndexEntry>()
  let unreceipted = new Set<number>()
  let nextOrdinal = 1
  let newest: IndexEntry | undefined

  /** Settled spreads upward: each named statement whose predecessor is settled, or not ours, is settled too. */
  const settleFrom = (start: IndexEntry) => {
    let entry: IndexEntry | undefined = start
    while (entry?.isNamed && !entry.isSettled) {
      const before: IndexEntry | undefined = byHash.get(entry.prev)
      if (before !== undefined && !before.isSettled) return
      entry.isSettled = true
      entry = byOrdinal.get(entry.ordinal + 1)
    }
  }
  return {
    add(facts) {
      // One text for one hash: `prev` of the next is the `hash` of this.
      const prev = facts.prev === newest?.hash ? newest.hash : facts.prev
      const entry = { ...facts, prev, ordinal: nextOrdinal, isNamed: false, isSettled: false }
      nextOrdinal += 1
      byOrdinal.set(entry.ordinal, entry)
      byHash.set(entry.hash, entry)
      unreceipted.add(entry.ordinal)
      newest = entry
      return entry
    },
    find: (hash) => byHash.get(hash),
    at: (ordinal) => byOrdinal.get(ordinal),
    name(hashes, receiptAt) {
      const named: IndexEntry[] = []
      for (const hash of hashes) {
        const entry = byHash.get(hash)
        if (entry === undefined || entry.isNamed) continue
        entry.isNamed = true
        entry.firstNamedAt ??= receiptAt
        unreceipted.delete(entry.ordinal)
        named.push(entry)
      }
      named.sort((a, b) => a.ordinal - b.ordinal)
      for (const entry of named) settleFrom(entry)
      return named
    },
    takeBack() {
      for (const entry of byOrdinal.values()) {
        entry.isNamed = false
        entry.isSettled = false
      }
      unreceipted = new Set(byOrdinal.keys())
    },
    skip: (ordinal) => void unreceipted.delete(ordinal),
    dropSegment(segment) {
      for (const [ordinal, entry] of byOrdinal) {
        if (entry.segment !== segment) continue
        byOrdinal.delete(ordinal)
        byHash.delete(entry.hash)
        unreceipted.delete(ordinal)
      }
    },
    unreceipted: () => unreceipted,
    newest: () => newest,
    size: () => byOrdinal.size,
    nextOrdinal: () => nextOrdinal,
    entries: () => byOrdinal.values(),
  }
}
