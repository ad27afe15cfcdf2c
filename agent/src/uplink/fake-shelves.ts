/** Where a fake collector puts statements: chain or side, and the runs whose links hold. The protocol's rules, for one
 *  gateway, in memory. */
import { compareRows, type RunRow, type Statement } from '@camtally/protocol'

type Shelved = { readonly statement: Statement; readonly hash: string; readonly place: 0 | 1 }

export interface Shelves {
  /** The place it has, or would get. */
  placeOf(opened: { readonly statement: Statement; readonly hash: string }): 0 | 1
  /** False if it is there already. */
  add(stored: Shelved): boolean
  /** Ascending. */
  runs(place: 0 | 1): RunRow[]
}

/** Starts empty. */
export function createShelves(): Shelves {
  const byHash = new Map<string, Shelved>()
  const chain = new Map<number, string>()
  const runs: [[number, number, string][], [number, number, string][]] = [[], []]
  return {
    placeOf({ statement, hash }) {
      const known = byHash.get(hash)
      if (known !== undefined) return known.place
      const before = chain.get(statement.seq - 1)
      const isBeside =
        chain.has(statement.seq) ||
        (before !== undefined && before !== statement.prev) ||
        byHash.get(statement.prev)?.place === 1
      return isBeside ? 1 : 0
    },
    add(stored) {
      const { statement, hash, place } = stored
      if (byHash.has(hash)) return false
      byHash.set(hash, stored)
      if (place === 0) chain.set(statement.seq, hash)
      const here = runs[place]
      const run = here.find(([, last, lastHash]) => last === statement.seq - 1 && lastHash === statement.prev)
      const grown: [number, number, string] = [run?.[0] ?? statement.seq, statement.seq, hash]
      if (run !== undefined) here.splice(here.indexOf(run), 1)
      const next = here.find(([first]) => first === statement.seq + 1 && follows(first, hash))
      if (next !== undefined) here.splice(here.indexOf(next), 1)
      here.push(next === undefined ? grown : [grown[0], next[1], next[2]])
      return true
    },
    runs: (place) => [...runs[place]].sort(compareRows),
  }

  /** Whether the chain's statement with this number follows the one with this hash. */
  function follows(seq: number, hash: string): boolean {
    return byHash.get(chain.get(seq) ?? '')?.statement.prev === hash
  }
}
