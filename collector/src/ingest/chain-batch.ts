/** What one batch does to one chain: pure, from the locked row and what is stored under the numbers that may be taken,
 *  to the rows to insert and what the receipt has to name. */
import { type ChainState, mayHold, placeLink, type StoredLink } from './place.ts'
import type { Authentic } from './verify.ts'

export interface ArrivedStatement extends Authentic {
  readonly jws: string
}

export interface ChainBatch {
  readonly state: ChainState
  readonly hasNewSides: boolean
  /** New, in order of arrival, each with its place. */
  readonly stored: readonly { readonly statement: ArrivedStatement; readonly isSide: boolean }[]
  /** Each hash that arrived and is stored, once: [seq, hash, place] as in `got`. */
  readonly got: readonly (readonly [seq: number, hash: string, place: 0 | 1])[]
  readonly duplicates: number
  readonly dropped: number
  /** First statements of branches that opened. */
  readonly forks: readonly { readonly seq: number; readonly hash: string }[]
}

/** The numbers to look up before `applyBatch`. */
export function numbersToFind(state: ChainState, arrived: readonly ArrivedStatement[]): readonly number[] {
  const wanted = new Set<number>()
  for (const { seq } of arrived) {
    if (mayHold(state, seq)) wanted.add(seq)
    if (seq > 1 && state.sides.length > 0 && mayHold(state, seq - 1)) wanted.add(seq - 1)
  }
  return [...wanted]
}

export interface BatchInput {
  readonly state: ChainState
  readonly arrived: readonly ArrivedStatement[]
  /** What is stored under each of `numbersToFind`. */
  readonly found: ReadonlyMap<number, readonly StoredLink[]>
  readonly nowMs: number
}

export function applyBatch({ state: before, arrived, found, nowMs }: BatchInput): ChainBatch {
  let state = before
  const known = new Map(found)
  const stored: ChainBatch['stored'][number][] = []
  const got = new Map<string, ChainBatch['got'][number]>()
  const forks: ChainBatch['forks'][number][] = []
  const counts = { duplicates: 0, dropped: 0 }
  for (const statement of arrived) {
    const { seq, hash } = statement
    const here = known.get(seq) ?? []
    const placed = placeLink(state, { link: statement, here, before: known.get(seq - 1) ?? [], nowMs })
    if (placed.place === 'dropped') {
      counts.dropped += 1
      continue
    }
    const isSide = placed.place === 'duplicate' ? placed.isSide : placed.place === 'side'
    got.set(hash, [seq, hash, isSide ? 1 : 0])
    if (placed.place === 'duplicate') {
      counts.duplicates += 1
      continue
    }
    if (placed.place === 'side' && placed.opensSide) forks.push({ seq, hash })
    state = placed.state
    known.set(seq, [...here, { hash, isSide }])
    stored.push({ statement, isSide })
  }
  return { state, hasNewSides: state.sides !== before.sides, stored, got: [...got.values()], forks, ...counts }
}
