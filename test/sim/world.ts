/** One seed, run: machines, broker and collector on one virtual clock, struck by the plan's faults, then left alone. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVirtualClock, type VirtualClock } from '../../agent/src/core/virtual-clock.ts'
import { type BrokerModel, createBrokerModel } from './broker-model.ts'
import { type CollectorModel, createCollectorModel } from './collector-model.ts'
import { createDraw, type Draw } from './draw.ts'
import { simGateway } from './identity-maker.ts'
import { createMachine, type Machine, type SimCamera, type Snapshot } from './machine.ts'
import { MINUTE_MS, type Plan } from './plan.ts'
import type { StoreModel } from './store-model.ts'
import { createTruth, type Truth } from './truth.ts'

export type World = {
  readonly plan: Plan
  readonly time: VirtualClock
  readonly draw: Draw
  readonly broker: BrokerModel
  readonly collector: CollectorModel
  readonly truth: Truth
  /** Machine i is the one that was enrolled as gateway i. */
  readonly machines: readonly Machine[]
  readonly clones: Machine[]
  readonly snapshots: Map<number, Snapshot>
  readonly backups: Map<number, StoreModel>
  /** What an agent threw out of its hands. */
  readonly broken: string[]
  readonly log: string[]
  trace(text: string): void
  /** Makes a machine with the identity of gateway `index`. */
  machineOf(index: number, given: Partial<Parameters<typeof createMachine>[0]>): Machine
  at(atMs: number, run: () => void | Promise<void>): void
  run(): Promise<void>
  close(): void
}

/** Where files cost nothing, if there is such a place: what must survive lies on the model disks. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Builds the world of a plan; nothing runs yet. */
export function createWorld(plan: Plan): World {
  const draw = createDraw(plan.seed, 1)
  const time = createVirtualClock({ wallMs: plan.startMs, monoMs: 3_600_000 })
  const folder = mkdtempSync(join(MEMORY, 'camtally-sim-'))
  const truth = createTruth()
  const log: string[] = []
  const broken: string[] = []
  const trace = (text: string) => void log.push(`${clockText(time, plan)} ${text}`)
  const broker = createBrokerModel(time, draw, (gatewayId, jws) => collector.take(gatewayId, jws))
  const gateways = Array.from({ length: plan.gatewayCount }, (_, index) => simGateway(index))
  const collector = createCollectorModel(time, gateways, (topic, payload) => broker.publish(topic, payload))
  const camerasOf = drawCameras(plan)
  const actions = createActions(time, plan)
  const { heartbeatMinutes, journalMaxBytes } = plan
  const machineOf: World['machineOf'] = (index, given) =>
    createMachine({
      ...{ time, draw, broker, truth, trace, heartbeatMinutes, journalMaxBytes },
      name: `gateway ${index}`,
      dataDir: join(folder, given.name ?? `gateway-${index}`),
      gateway: simGateway(index),
      wall: plan.walls[index] ?? 'right',
      cameras: camerasOf[index] ?? [],
      onBroken: (text) => void broken.push(text),
      ...given,
    })
  return {
    ...{ plan, time, draw, broker, collector, truth, broken, log, trace, machineOf },
    machines: gateways.map((_, index) => machineOf(index, {})),
    clones: [],
    snapshots: new Map(),
    backups: new Map(),
    at: actions.at,
    run: actions.run,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Deeds at their instants, between which time passes in steps of a minute at most, so that promises get their turn. */
function createActions(time: VirtualClock, plan: Plan): Pick<World, 'at' | 'run'> {
  const deeds: { readonly atMs: number; readonly run: () => void | Promise<void> }[] = []
  const nowMs = () => time.wallMs() - plan.startMs
  const takeNext = (untilMs: number) => {
    const first = deeds.reduce<(typeof deeds)[number] | undefined>(
      (a, b) => (a === undefined || b.atMs < a.atMs ? b : a),
      undefined,
    )
    if (first === undefined || first.atMs > untilMs) return undefined
    return deeds.splice(deeds.indexOf(first), 1)[0]
  }
  return {
    at: (atMs, run) => void deeds.push({ atMs, run }),
    async run() {
      while (nowMs() < plan.endMs) {
        const stepEndMs = Math.min(nowMs() + MINUTE_MS, plan.endMs)
        const deed = takeNext(stepEndMs)
        time.advance(Math.max(0, (deed?.atMs ?? stepEndMs) - nowMs()))
        await deed?.run()
        await Promise.resolve()
      }
    },
  }
}

/** Cameras are on and off for hours; the first camera of a site is seen from the next one too. */
function drawCameras(plan: Plan): SimCamera[][] {
  const draw = createDraw(plan.seed, 2)
  const lives = Array.from({ length: plan.gatewayCount }, (_, site) =>
    Array.from({ length: plan.cameraCount }, (_, index) => camera(`camera ${site}.${index}`, draw, plan)),
  )
  return lives.map((own, site) => [...own, ...(lives[site - 1]?.slice(0, 1) ?? [])])
}

function camera(name: string, draw: Draw, plan: Plan): SimCamera {
  const startMinute = Math.floor(plan.startMs / MINUTE_MS)
  const minutes = Math.ceil(plan.endMs / MINUTE_MS) + 1
  const edges: number[] = []
  const isSteady = draw.chance(0.3)
  for (let at = 0; at < minutes && !isSteady; ) {
    at += draw.pick(draw.whole(1, 30), draw.whole(30, 400), draw.whole(30, 400))
    edges.push(startMinute + at)
  }
  const isOnAtFirst = isSteady || draw.chance(0.7)
  return { name, isOn: (minute) => isOnAtFirst === (edges.filter((edge) => edge <= minute).length % 2 === 0) }
}

function clockText(time: VirtualClock, plan: Plan): string {
  const ms = Math.round(time.wallMs() - plan.startMs)
  return `${new Date(time.wallMs()).toISOString().slice(8, 23)} (+${(ms / 60_000).toFixed(1)} min)`
}
