/** What one seed is about: a small world and the faults that strike it. Plain data, so that a failure can be read. */
import { createDraw, type Draw } from './draw.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS

/** The wall clock of one run of the kernel. `right`: synchronised and true. `wrong`: off by whole minutes and never
 *  synchronised. `late`: wrong at first, then stepped right and synchronised. */
export type WallClock = 'right' | 'wrong' | 'late'

/** Everything counts from the start of the simulation, ms. `gateway` is an index. */
export type Fault = { readonly atMs: number } & (
  | { readonly kind: 'kill'; readonly gateway: number; readonly downMs: number }
  | { readonly kind: 'stop'; readonly gateway: number; readonly downMs: number }
  | { readonly kind: 'powerCut'; readonly gateway: number; readonly downMs: number; readonly wall: WallClock }
  | {
      /** Dies at the n-th change of its disk from now: before it, or right after. */
      readonly kind: 'dieAtDisk'
      readonly gateway: number
      readonly changes: number
      readonly isAfter: boolean
      readonly isPower: boolean
      readonly downMs: number
      readonly wall: WallClock
    }
  | { readonly kind: 'suspend'; readonly gateway: number; readonly forMs: number }
  /** Does nothing where the clock is synchronised. */
  | { readonly kind: 'stepClock'; readonly gateway: number; readonly byMs: number }
  | { readonly kind: 'outage'; readonly gateway: number; readonly forMs: number }
  | { readonly kind: 'hiccup'; readonly gateway: number }
  | ({ readonly kind: 'rough'; readonly forMs: number } & Roughness)
  | {
      readonly kind: 'damage'
      readonly gateway: number
      readonly file: 'journal' | 'inventories' | 'receipts' | 'waiting'
      readonly where: number
      readonly downMs: number
    }
  | {
      readonly kind: 'snapshotRestored'
      readonly gateway: number
      readonly ageMs: number
      readonly downMs: number
      readonly wall: WallClock
    }
  | {
      readonly kind: 'clone'
      readonly gateway: number
      readonly ageMs: number
      readonly forMs: number
      readonly seesCameras: boolean
      readonly wall: WallClock
    }
  | { readonly kind: 'collectorCrash'; readonly isAfterCommit: boolean; readonly downMs: number }
  | { readonly kind: 'collectorRestored'; readonly ageMs: number; readonly downMs: number }
  | { readonly kind: 'brokerRestart'; readonly losesRetained: boolean; readonly downMs: number }
)

/** How messages travel between broker and collector, and back, for a while. Probabilities, and ms. */
export type Roughness = {
  readonly loss: number
  readonly twice: number
  readonly shuffleMs: number
  readonly lateMs: number
}

export type Plan = {
  readonly seed: number
  readonly startMs: number
  /** Faults strike before this, then everything may heal. */
  readonly faultsEndMs: number
  readonly endMs: number
  readonly heartbeatMinutes: number
  readonly gatewayCount: number
  readonly cameraCount: number
  readonly journalMaxBytes: number
  readonly walls: readonly WallClock[]
  readonly faults: readonly Fault[]
}

/** How long after the last fault everything must be stored. The longest waits: an hour to the next inventory that may
 *  earn the time, 5 minutes to a sending, a minute to a connection; the rest is sending itself. */
export const HEALING_MS = 2.5 * HOUR_MS

/** No machine is up again sooner; what it placed by a clock that was right ended before. */
const BOOTING_MS = 45_000

/** Draws a plan. Most seeds are small, so that many fit into a minute. */
export function drawPlan(seed: number): Plan {
  const draw = createDraw(seed)
  const isLong = draw.chance(0.05)
  const faultsEndMs = (isLong ? draw.whole(20, 34) : draw.whole(3, 7)) * HOUR_MS
  const gatewayCount = isLong ? 1 : draw.pick(1, 1, 1, 1, 2, 3)
  const midnightMs = Date.UTC(2027, draw.whole(0, 11), draw.whole(1, 28))
  const journalMaxBytes = draw.chance(0.05) ? 300_000 : 64 * 1024 * 1024
  const faults = drawFaults(draw, { faultsEndMs, gatewayCount })
  return {
    seed,
    startMs: midnightMs - draw.whole(1, 240) * MINUTE_MS - draw.whole(0, 59_999),
    faultsEndMs,
    endMs: faultsEndMs + HEALING_MS,
    heartbeatMinutes: draw.pick(5, 5, 5, 10, 10, 15, 30, 2, 1),
    gatewayCount,
    cameraCount: draw.whole(1, 3),
    journalMaxBytes,
    walls: Array.from({ length: gatewayCount }, () => drawWall(draw)),
    // A full journal drops what is named, so it cannot give a restored collector what that forgot.
    faults: faults.filter(({ kind }) => kind !== 'collectorRestored' || journalMaxBytes > 1_000_000),
  }
}

type Span = { readonly faultsEndMs: number; readonly gatewayCount: number }

function drawFaults(draw: Draw, span: Span): Fault[] {
  const count = draw.whole(0, 8)
  const faults = Array.from({ length: count }, () => drawFault(draw, span))
  return faults.sort((a, b) => a.atMs - b.atMs)
}

function drawFault(draw: Draw, span: Span): Fault {
  const atMs = draw.whole(0, span.faultsEndMs - MINUTE_MS)
  const gateway = draw.whole(0, span.gatewayCount - 1)
  const leftMs = span.faultsEndMs - atMs
  const shortly = () => draw.whole(200, 10 * MINUTE_MS)
  const lastsMs = () => Math.min(leftMs, draw.pick(shortly, () => draw.whole(0, leftMs))())
  const base = { atMs, gateway }
  return draw.pick<() => Fault>(
    () => ({ ...base, kind: 'kill', downMs: shortly() }),
    () => ({ ...base, kind: 'stop', downMs: lastsMs() }),
    () => ({ ...base, kind: 'powerCut', downMs: BOOTING_MS + lastsMs(), wall: drawWall(draw) }),
    () => ({ ...base, ...drawDeath(draw), downMs: BOOTING_MS + shortly(), wall: drawWall(draw) }),
    () => ({ ...base, ...drawDeath(draw), downMs: BOOTING_MS + shortly(), wall: drawWall(draw) }),
    () => ({ ...base, kind: 'suspend', forMs: Math.max(5 * MINUTE_MS, lastsMs()) }),
    () => ({ ...base, kind: 'stepClock', byMs: draw.whole(-3000, 3000) * MINUTE_MS }),
    () => ({ ...base, kind: 'outage', forMs: lastsMs() }),
    () => ({ ...base, kind: 'outage', forMs: lastsMs() }),
    () => ({ ...base, kind: 'hiccup' }),
    () => ({ atMs, kind: 'rough', forMs: lastsMs(), ...drawRoughness(draw) }),
    () => ({ atMs, kind: 'rough', forMs: lastsMs(), ...drawRoughness(draw) }),
    () => ({ ...base, kind: 'damage', file: drawFile(draw), where: draw.unit(), downMs: shortly() }),
    () => ({
      ...base,
      kind: 'snapshotRestored',
      ageMs: draw.whole(0, atMs),
      downMs: BOOTING_MS + shortly(),
      wall: drawWall(draw),
    }),
    () => ({ ...base, ...drawClone(draw, atMs), forMs: lastsMs(), wall: drawWall(draw) }),
    () => ({ atMs, kind: 'collectorCrash', isAfterCommit: draw.chance(0.5), downMs: lastsMs() }),
    () => ({ atMs, kind: 'collectorRestored', ageMs: draw.whole(0, atMs), downMs: shortly() }),
    () => ({ atMs, kind: 'brokerRestart', losesRetained: draw.chance(0.7), downMs: shortly() }),
  )()
}

function drawWall(draw: Draw): WallClock {
  return draw.pick<WallClock>('right', 'right', 'wrong', 'late')
}

function drawDeath(draw: Draw) {
  return {
    kind: 'dieAtDisk' as const,
    changes: draw.whole(1, 25),
    isAfter: draw.chance(0.5),
    isPower: draw.chance(0.7),
  }
}

function drawClone(draw: Draw, atMs: number) {
  return { kind: 'clone' as const, ageMs: draw.pick(0, draw.whole(0, atMs)), seesCameras: draw.chance(0.6) }
}

function drawFile(draw: Draw) {
  return draw.pick<'journal' | 'inventories' | 'receipts' | 'waiting'>(
    'journal',
    'journal',
    'inventories',
    'receipts',
    'waiting',
  )
}

function drawRoughness(draw: Draw): Roughness {
  return {
    loss: draw.pick(0, draw.unit() * 0.5, draw.unit() * 0.95),
    twice: draw.pick(0, draw.unit() * 0.6),
    shuffleMs: draw.pick(0, draw.whole(0, 9_000)),
    lateMs: draw.pick(0, draw.whole(0, draw.pick(3_000, 9_000, 9_000, 100_000))),
  }
}
