/** What must hold when the faults have stopped and the world had its time to heal. Each broken rule is a sentence. */
import { cameraKey } from '@camtally/protocol'
import { nodeCrypto } from '../../agent/src/identity/node-crypto.ts'
import { openStore } from '../../agent/src/journal/store.ts'
import type { StatementRow } from '../../collector/src/store/statement.ts'
import { createDraw } from './draw.ts'
import { CAMERA_SECRET_SEED } from './identity-maker.ts'
import type { Machine } from './machine.ts'
import { MINUTE_MS } from './plan.ts'
import { presentMinutes, project, spell } from './projection-model.ts'
import type { ChainModel } from './store-model.ts'
import type { World } from './world.ts'

/** A camera is billed on a day in which it was connected for this long (R7). */
const MIN_CONNECTED_MINUTES = 15

/** What is bad stays bad until somebody changes the disk. */
const LASTING = new Set(['JOURNAL_DAMAGED'])

export type Verdict = {
  readonly faults: readonly string[]
  /** Days whose bill differs from that of a world without faults, each with its reason: declared, no fault. */
  readonly exceptions: readonly string[]
}

/** Judges a world that has run to its end. */
export function judge(world: World): Verdict {
  const rows = [...world.collector.store().chains.values()].flatMap((chain) => chain.rows)
  const projection = project(rows)
  const minutes = minuteFaults(world, presentMinutes(projection.sets))
  return {
    faults: [
      ...world.broken,
      ...minutes.faults,
      ...orderFaults(world, rows, spell(projection.sets)),
      ...drainFaults(world),
      ...receiptFaults(world),
      ...[...world.collector.store().chains.values()].flatMap(chainFaults),
      ...floodFaults(world),
      ...branchFaults(world),
      ...(projection.notUnderstood > 0 ? [`${projection.notUnderstood} statements were not understood`] : []),
      ...(world.collector.refusedCount() > 0 ? [`${world.collector.refusedCount()} messages were refused`] : []),
    ],
    exceptions: minutes.exceptions,
  }
}

/** What is owed is counted, what was not seen is not, and each other day says why it differs. */
function minuteFaults(world: World, present: Map<string, Set<number>>): Verdict {
  const { truth, plan } = world
  const faults: string[] = []
  const exceptions: string[] = []
  const slack = slackMinutes(world)
  const judgedTo = Math.floor((plan.startMs + plan.endMs) / MINUTE_MS) - plan.heartbeatMinutes - 2
  for (const camera of truth.cameras()) {
    const identifier = { type: 'serial', scope: 'maker', value: camera } as const
    const counted = present.get(cameraKey(CAMERA_SECRET_SEED, identifier, nodeCrypto)) ?? new Set<number>()
    const owed = [...truth.owed(camera)].filter((minute) => minute <= judgedTo)
    const seen = truth.seen(camera)
    const missing = owed.filter((minute) => !isNear(counted, minute, slack))
    const invented = [...counted].filter((minute) => !isNear(seen, minute, slack))
    if (missing.length > 0)
      faults.push(`${camera}: ${missing.length} minutes are missing: ${spans(missing, plan.startMs)}`)
    if (invented.length > 0)
      faults.push(`${camera}: ${invented.length} minutes are invented: ${spans(invented, plan.startMs)}`)
    exceptions.push(...dayExceptions(world, camera, { counted, seen, judgedTo }))
  }
  return { faults, exceptions }
}

type Compared = { readonly counted: ReadonlySet<number>; readonly seen: ReadonlySet<number>; readonly judgedTo: number }

function dayExceptions(world: World, camera: string, { counted, seen, judgedTo }: Compared): string[] {
  const days = Map.groupBy(seen, (minute) => Math.floor(minute / 1440))
  return [...days].flatMap(([day, minutes]) => {
    const wanted = minutes.filter((minute) => minute <= judgedTo)
    const missing = wanted.filter((minute) => !counted.has(minute))
    const isSame = wanted.length >= MIN_CONNECTED_MINUTES === wanted.length - missing.length >= MIN_CONNECTED_MINUTES
    if (isSame) return []
    const why = new Set(missing.map((minute) => world.truth.excuseOf(camera, minute) ?? 'within the slack'))
    return [`${camera} is not billed on UTC day ${day}: ${missing.length} minutes less, ${[...why].join(', ')}`]
  })
}

/** R5: any order, any repetition. */
function orderFaults(world: World, rows: readonly StatementRow[], spelled: string): string[] {
  const draw = createDraw(world.plan.seed, 3)
  const doubled = [...rows, ...rows.filter(() => draw.chance(0.2))]
  const shuffled = doubled.map((row) => ({ row, at: draw.unit() })).sort((a, b) => a.at - b.at)
  const again = spell(project(shuffled.map(({ row }) => row)).sets)
  return again === spelled ? [] : ['another order of the same statements gives another presence']
}

/** Everything signed is named, and no minute waits. */
function drainFaults({ machines }: World): string[] {
  return machines.flatMap((machine) => {
    const status = machine.agent?.status()
    if (status === undefined) return [`${machine.name}: does not run in the end`]
    const { unreceiptedCount, waitingBytes } = status.journal
    return [
      // What was signed at the end of the last minute may still be on its way.
      ...(unreceiptedCount > 3 ? [`${machine.name}: ${unreceiptedCount} statements are not named in the end`] : []),
      ...(waitingBytes > 0 ? [`${machine.name}: ${waitingBytes} bytes of minutes wait in the end`] : []),
      ...(status.clock.isKnown ? [] : [`${machine.name}: does not know the time in the end`]),
      ...status.alerts.flatMap(({ code }) => (LASTING.has(code) ? [] : [`${machine.name}: ${code} in the end`])),
    ]
  })
}

/** What an agent takes for named is stored, with that hash. */
function receiptFaults(world: World): string[] {
  return world.machines.flatMap((machine) => {
    const stored = new Set(
      world.collector
        .store()
        .chains.get(machine.gateway.id)
        ?.rows.map(({ hash }) => hash),
    )
    const named = namedIn(machine)
    const lost = named.filter(({ hash }) => !stored.has(hash))
    return lost.map(({ seq, kind }) => `${machine.name}: ${kind} ${seq} is named and not stored`)
  })
}

function namedIn(machine: Machine) {
  const copy = machine.disk.crash(() => 0.999_999_9)
  const { journal } = openStore(copy, machine.journalMaxBytes, nodeCrypto)
  return [...journal.index.entries()].filter(({ isNamed }) => isNamed)
}

/** Runs and branches hold exactly what is stored, each link of them. */
function chainFaults({ origin, state, rows }: ChainModel): string[] {
  const byHash = new Map(rows.map((row) => [row.hash, row]))
  const faults: string[] = []
  let held = 0
  for (const { first, last, lastHash } of [...state.runs, ...state.sides]) {
    let hash = lastHash
    for (let seq = last; seq >= first; seq -= 1) {
      const row = byHash.get(hash)
      if (row?.seq !== seq) faults.push(`${origin.gatewayId}: number ${seq} of a run is not stored`)
      held += 1
      hash = prevOf(row?.jws)
    }
  }
  if (byHash.size !== rows.length) faults.push(`${origin.gatewayId}: a statement is stored twice`)
  if (held !== rows.length) faults.push(`${origin.gatewayId}: runs hold ${held} statements, ${rows.length} are stored`)
  return faults
}

function prevOf(jws = ''): string {
  const payload: unknown = jws === '' ? {} : JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())
  return String(Object(payload)['prev'])
}

/** No two copies answer each other for ever: a machine states a minute at most once, and little beside that. */
function floodFaults({ plan, collector, machines, clones }: World): string[] {
  const hours = plan.endMs / 3_600_000
  return machines.flatMap(({ gateway }) => {
    const copies = 1 + clones.filter((clone) => clone.gateway.id === gateway.id).length
    const rows = collector.store().chains.get(gateway.id)?.rows.length ?? 0
    const most = copies * hours * (60 + 60)
    return rows > most ? [`${gateway.id}: ${rows} statements in ${hours.toFixed(1)} hours of ${copies} copies`] : []
  })
}

/** Cameras are looked at in the middle of a minute: a time that is off by less moves no look into another one. */
export function slackMinutes({ machines, clones }: World): number {
  const errorMs = Math.max(...[...machines, ...clones].map(({ timeErrorMs }) => timeErrorMs))
  return errorMs <= 20_000 ? 0 : 1 + Math.ceil(errorMs / MINUTE_MS)
}

/** Only what makes two disks of one, or loses what was synced, makes a branch; and few of them. */
function branchFaults({ plan, collector, machines }: World): string[] {
  return machines.flatMap(({ name, gateway }, index) => {
    const struck = plan.faults.filter((fault) => 'gateway' in fault && fault.gateway === index)
    const few = struck.reduce((sum, fault) => {
      if (fault.kind === 'clone') return sum + 4 + (2 * fault.forMs) / MINUTE_MS
      return sum + (fault.kind === 'snapshotRestored' || fault.kind === 'damage' ? 2 : 0)
    }, 0)
    const branches = collector.store().chains.get(gateway.id)?.state.sides.length ?? 0
    return branches > few ? [`${name}: ${branches} branches beside the chain, ${few} may be`] : []
  })
}

function isNear(set: ReadonlySet<number>, minute: number, slack: number): boolean {
  for (let off = -slack; off <= slack; off += 1) if (set.has(minute + off)) return true
  return false
}

/** Minutes since the start of the simulation, "12-15 40". */
function spans(minutes: readonly number[], startMs: number): string {
  const first = Math.floor(startMs / MINUTE_MS)
  const sorted = minutes.map((minute) => minute - first).sort((a, b) => a - b)
  const found: [number, number][] = []
  for (const minute of sorted) {
    const last = found.at(-1)
    if (last?.[1] === minute - 1) last[1] = minute
    else found.push([minute, minute])
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')
}
