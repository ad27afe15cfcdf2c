/** Where a statement stands: in its gateway's chain or beside it (protocol 3). Pure: the chain's row and what is stored
 *  under the number go in, the place and the new row come out. */

/** Stored statements of one chain whose links were checked, or of one branch beside it. */
export interface Run {
  readonly first: number
  readonly last: number
  readonly lastHash: string
  /** prev of the first: what would join this run to one that ends before it. */
  readonly firstPrev: string
  /** When its first part was stored, ms. */
  readonly openedAt: number
  /** When a statement was added last, ms. */
  readonly grewAt: number
}

export interface ChainState {
  /** Hash of the enrollment receipt, which is prev of seq 1; undefined where a restore lost it. */
  readonly enrolled: string | undefined
  /** Ascending, never overlapping. */
  readonly runs: readonly Run[]
  /** In the order in which they opened; they may overlap. */
  readonly sides: readonly Run[]
}

/** A statement as far as its place depends on it. */
export interface Link {
  readonly seq: number
  readonly hash: string
  readonly prev: string
}

export interface StoredLink {
  readonly hash: string
  readonly isSide: boolean
}

export interface Placing {
  readonly link: Link
  /** What is stored under this number, and under the one before it: needed where `mayHold` says so. */
  readonly here: readonly StoredLink[]
  readonly before: readonly StoredLink[]
  readonly nowMs: number
}

export type Placed =
  | { readonly place: 'chain'; readonly state: ChainState }
  | { readonly place: 'side'; readonly state: ChainState; readonly opensSide: boolean }
  /** Stored before, and where. */
  | { readonly place: 'duplicate'; readonly isSide: boolean }
  /** One run too many behind a fresh hole: not stored, it comes again. */
  | { readonly place: 'dropped' }

/** Whether statements with this number may be stored, so that they must be looked up. */
export function mayHold(state: ChainState, seq: number): boolean {
  return state.runs.some((run) => holds(run, seq)) || state.sides.some((run) => holds(run, seq))
}

/** Decides once and for ever. Any authentic statement gets a place but for the one run too many. */
export function placeLink(state: ChainState, { link, here, before, nowMs }: Placing): Placed {
  const stored = here.find(({ hash }) => hash === link.hash)
  if (stored) return { place: 'duplicate', isSide: stored.isSide }
  const isTaken = state.runs.some((run) => holds(run, link.seq))
  if (isTaken || !fitsBefore(state, link, before) || !fitsAfter(state, link)) return placeBeside(state, link, nowMs)
  const runs = joinRun(state.runs, link, nowMs)
  if (runs.length > state.runs.length && opensTooMany(state, link, nowMs)) return { place: 'dropped' }
  return { place: 'chain', state: { ...state, runs } }
}

/** Runs that open behind a number missing for less than a day; one more is dropped, so that nobody fills the row. */
const openRunsMax = 1000
const dayMs = 86_400_000

function holds(run: Run, seq: number): boolean {
  return run.first <= seq && seq <= run.last
}

/** prev is the chain's statement before; or that one is not stored yet, and prev is no statement of the side. */
function fitsBefore(state: ChainState, link: Link, before: readonly StoredLink[]): boolean {
  if (link.seq === 1) return state.enrolled === undefined || state.enrolled === link.prev
  const run = state.runs.find((each) => each.last === link.seq - 1)
  if (run) return run.lastHash === link.prev
  return !before.some(({ hash, isSide }) => isSide && hash === link.prev)
}

function fitsAfter(state: ChainState, link: Link): boolean {
  const run = state.runs.find((each) => each.first === link.seq + 1)
  return run === undefined || run.firstPrev === link.hash
}

function opensTooMany(state: ChainState, link: Link, nowMs: number): boolean {
  if (link.seq === 1 || state.runs.length < openRunsMax) return false
  const fresh = state.runs.filter((run) => run.first > 1 && run.openedAt > nowMs - dayMs)
  return fresh.length >= openRunsMax
}

function placeBeside(state: ChainState, link: Link, nowMs: number): Placed {
  const end = state.sides.findIndex((run) => run.last === link.seq - 1 && run.lastHash === link.prev)
  const start = state.sides.findIndex((run) => run.first === link.seq + 1 && run.firstPrev === link.hash)
  const joined = join(link, { before: state.sides[end], after: state.sides[start], nowMs })
  const opensSide = end < 0 && start < 0
  const kept = state.sides.filter((_, at) => at !== end && at !== start)
  return { place: 'side', opensSide, state: { ...state, sides: [...kept, joined] } }
}

/** The runs with one more statement: a run grown at its end or its start, two joined, or a new one. */
function joinRun(runs: readonly Run[], link: Link, nowMs: number): readonly Run[] {
  const before = runs.find((run) => run.last === link.seq - 1)
  const after = runs.find((run) => run.first === link.seq + 1)
  const kept = runs.filter((run) => run !== before && run !== after)
  const joined = join(link, { before, after, nowMs })
  const at = kept.findIndex((run) => run.first > link.seq)
  return at < 0 ? [...kept, joined] : kept.toSpliced(at, 0, joined)
}

interface Neighbours {
  readonly before: Run | undefined
  readonly after: Run | undefined
  readonly nowMs: number
}

function join(link: Link, { before, after, nowMs }: Neighbours): Run {
  return {
    first: before?.first ?? link.seq,
    last: after?.last ?? link.seq,
    lastHash: after?.lastHash ?? link.hash,
    firstPrev: before?.firstPrev ?? link.prev,
    openedAt: Math.min(before?.openedAt ?? nowMs, after?.openedAt ?? nowMs),
    grewAt: nowMs,
  }
}
