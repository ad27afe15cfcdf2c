/** What the agent remembers of the statements in its journal: not their bytes, but where they lie, what they follow and
 *  whether a receipt names them. */
import type { StatementFacts } from './statement-record.ts'

/** One statement. `ordinal` counts in the order of signing on this disk, and is unique where `seq` is not: after
 *  signing on from a receipt two statements may have one number. */
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

/** What a segment holds: how many statements, how many that no receipt names, and `t` of the receipt that named the
 *  last of them first. */
export type SegmentFacts = { count: number; unnamedCount: number; lastNamedAt: number }

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
  segment(name: string): Readonly<SegmentFacts>
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
  const segments = new Map<string, SegmentFacts>()
  let unreceipted = new Set<number>()
  let nextOrdinal = 1
  let newest: IndexEntry | undefined

  const factsOf = (name: string): SegmentFacts => {
    const facts = segments.get(name) ?? { count: 0, unnamedCount: 0, lastNamedAt: 0 }
    segments.set(name, facts)
    return facts
  }
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
      factsOf(entry.segment).count += 1
      factsOf(entry.segment).unnamedCount += 1
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
        noteNamed(factsOf(entry.segment), entry.firstNamedAt)
        named.push(entry)
      }
      named.sort((a, b) => a.ordinal - b.ordinal)
      for (const entry of named) settleFrom(entry)
      return named
    },
    takeBack() {
      for (const entry of byOrdinal.values()) {
        if (entry.isNamed) factsOf(entry.segment).unnamedCount += 1
        entry.isNamed = false
        entry.isSettled = false
      }
      unreceipted = new Set(byOrdinal.keys())
    },
    skip(ordinal) {
      const entry = byOrdinal.get(ordinal)
      if (entry === undefined || entry.isNamed) return
      entry.isNamed = true // nothing keeps its segment any more
      noteNamed(factsOf(entry.segment), 0)
      unreceipted.delete(ordinal)
    },
    segment: (name) => factsOf(name),
    dropSegment(segment) {
      segments.delete(segment)
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

function noteNamed(facts: SegmentFacts, firstNamedAt: number): void {
  facts.unnamedCount -= 1
  facts.lastNamedAt = Math.max(facts.lastNamedAt, firstNamedAt)
}
