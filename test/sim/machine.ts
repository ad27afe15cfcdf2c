/** A machine at a site: its clocks, its disk, the agent that runs on it and the cameras it looks at. What strikes it is
 *  told from outside; it tells the truth what it saw and what it may have lost. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../agent/src/clock.ts'
import type { CameraSource } from '../../agent/src/core/source.ts'
import { createMachineClock, type MachineClock, type VirtualClock } from '../../agent/src/core/virtual-clock.ts'
import { BOOT } from '../../agent/src/identity/files.ts'
import { createModelDisk, type ModelDisk } from '../../agent/src/journal/model-disk.ts'
import { type RunningAgent, start } from '../../agent/src/start.ts'
import type { BrokerModel, Station } from './broker-model.ts'
import { createCameraSource } from './camera-source.ts'
import type { Draw } from './draw.ts'
import type { SimGateway } from './identity-maker.ts'
import { MINUTE_MS, type WallClock } from './plan.ts'
import { type Life, livingClock, switchedDisk } from './power-switch.ts'
import type { Truth } from './truth.ts'

/** What lies on a machine's disks at an instant, and what of it was not safe yet. */
export type Snapshot = { readonly disk: ModelDisk; readonly boot: string | undefined; readonly safeTo: number }

export type MachineSettings = {
  readonly name: string
  readonly dataDir: string
  readonly gateway: SimGateway
  readonly time: VirtualClock
  readonly draw: Draw
  readonly broker: BrokerModel
  readonly truth: Truth
  readonly heartbeatMinutes: number
  readonly journalMaxBytes: number
  readonly wall: WallClock
  /** Cameras of this site that answer at a true instant; a machine elsewhere sees none. */
  readonly cameras: readonly SimCamera[]
  readonly from?: Snapshot
  readonly trace: (text: string) => void
  readonly onBroken: (text: string) => void
}

export type SimCamera = { readonly name: string; readonly isOn: (minute: number) => boolean }

/** A machine's state. Its verbs are in machine-life.ts. */
export type Machine = MachineSettings & {
  readonly clock: MachineClock
  readonly station: Station
  readonly source: CameraSource
  disk: ModelDisk
  life: Life
  processClock: Clock
  agent: RunningAgent | undefined
  /** The kernel calls its wall clock synchronised, and it is right. */
  isSynchronised: boolean
  /** It was so from the start of this kernel run: its raw clock proves where minutes lie. */
  isProof: boolean
  /** The power is off; the kernel comes up with this clock. */
  nextWall: WallClock | undefined
  kernelRun: number
  /** True UTC ms minus monotonic ms of each kernel run: where its minutes really lay. */
  readonly monoStarts: Map<string, number>
  /** First minute that is not on disk for good unless this kernel run's time gets known. */
  safeTo: number
  /** The minute in which it fell asleep, while it sleeps: nothing was signed since. */
  asleepSince: number | undefined
  /** Its last sleep: what was not signed before it is signed only some minutes after it. */
  slept: { readonly from: number; readonly to: number } | undefined
  /** Dies at the n-th change of the disk. */
  death: { changes: number; readonly isAfter: boolean; readonly die: () => void } | undefined
  /** Grows with each death: what was planned for an earlier life is off. */
  lives: number
  /** The most by which the time that receipts told was off. A receipt tells it if its statement was first published up
   *  to 120 s before, so it may be that late. */
  timeErrorMs: number
}

export function createMachine(settings: MachineSettings): Machine {
  const { time, dataDir, gateway, from } = settings
  mkdirSync(dataDir, { recursive: true })
  gateway.place(dataDir)
  if (from?.boot !== undefined) writeFileSync(join(dataDir, BOOT), from.boot)
  const clock = createMachineClock(time)
  const life = { isOver: true }
  const machine: Machine = {
    ...settings,
    clock,
    station: { isCutOff: false, clock: () => machine.processClock, onMessage: () => noteTimeError(machine) },
    source: createCameraSource(() => machine),
    disk: from?.disk ?? createModelDisk(),
    life,
    processClock: clock,
    agent: undefined,
    isSynchronised: false,
    isProof: false,
    nextWall: settings.wall,
    kernelRun: 0,
    monoStarts: new Map(),
    safeTo: minuteNow(time),
    asleepSince: undefined,
    slept: undefined,
    death: undefined,
    lives: 0,
    timeErrorMs: 0,
  }
  return machine
}

/** Comes up again if it is down: the kernel first if the power was off. Answers whether a kernel run began. */
export function comeUp(machine: Machine): boolean {
  if (!machine.life.isOver) return false
  const wall = machine.nextWall
  if (wall !== undefined) startKernel(machine, wall)
  startAgent(machine)
  return wall !== undefined
}

/** The kernel begins a run, with a wall clock of this kind. */
function startKernel(machine: Machine, wall: WallClock): void {
  const { clock, time, draw } = machine
  machine.kernelRun += 1
  machine.nextWall = undefined
  machine.isSynchronised = wall === 'right'
  machine.isProof = wall === 'right'
  machine.safeTo = minuteNow(time)
  clock.reboot()
  machine.monoStarts.set(kernelName(machine), time.wallMs() - clock.monoMs())
  const offMinutes =
    wall === 'right' ? 0 : draw.pick(1440, -525_600, 10, -29_000_000, -draw.whole(4, 5000), draw.whole(4, 5000))
  clock.setWall(Math.max(0, time.wallMs() + offMinutes * MINUTE_MS) + (wall === 'right' ? 0 : draw.whole(-2000, 2000)))
}

/** Starts the agent on what the disk holds. */
function startAgent(machine: Machine): void {
  const { dataDir, heartbeatMinutes, journalMaxBytes, draw, broker, station, source, onBroken } = machine
  const life: Life = { isOver: false }
  machine.life = life
  machine.lives += 1
  const broken = (error: unknown) => onBroken(`${machine.name}: ${error instanceof Error ? error.stack : error}`)
  machine.processClock = livingClock(machine.clock, life, broken)
  const say = (fields: object, message: string) =>
    machine.trace(`${machine.name}: ${message} ${JSON.stringify(fields)}`)
  machine.trace(`${machine.name}: process starts`)
  start(
    { dataDir, heartbeatMinutes, lookSeconds: 60, journal: { maxBytes: journalMaxBytes } },
    {
      clock: machine.processClock,
      random: draw,
      sources: [source],
      log: { info: () => {}, warn: say, error: say },
      machine: { kernelRun: () => kernelName(machine), clockSynchronised: () => machine.isSynchronised },
      agentVersion: '0.1.0',
      connect: broker.connectFrom(station),
      disk: switchedDisk(machine.disk, life, () => diesNow(machine)),
    },
  ).then(
    (agent) => {
      if (machine.life === life) machine.agent = agent
    },
    (error: unknown) => {
      if (!life.isOver) broken(error)
    },
  )
}

export function kernelName(machine: Machine): string {
  return `${machine.name} ${machine.kernelRun}`
}

export function minuteNow(time: { wallMs(): number }): number {
  return Math.floor(time.wallMs() / MINUTE_MS)
}

/** What a copy of the disks would hold now. */
export function snapshotOf(machine: Machine): Snapshot {
  noteSafety(machine)
  const boot = readIfThere(join(machine.dataDir, BOOT))
  return { disk: machine.disk.crash(() => 0.999_999_9), boot, safeTo: machine.safeTo }
}

/** With the time known and nothing waiting, all but the window in progress is signed. A right clock will place the
 *  rest. */
export function noteSafety(machine: Machine): void {
  const { agent, life, isProof, heartbeatMinutes, time, asleepSince } = machine
  const status = life.isOver ? undefined : agent?.status()
  const isPlaced = status?.clock.isKnown === true && status.journal.waitingBytes === 0
  if (isPlaced || isProof) machine.safeTo = (asleepSince ?? minuteNow(time)) - heartbeatMinutes
}

/** How wrong the told time is now. */
export function noteTimeError(machine: Machine): void {
  const { agent, life, clock, time } = machine
  const offsetMs = life.isOver ? undefined : agent?.status().clock.offsetMs
  if (offsetMs === undefined) return
  machine.timeErrorMs = Math.max(machine.timeErrorMs, Math.abs(clock.wallMs() + offsetMs - time.wallMs()))
}

function diesNow(machine: Machine): 'before' | 'after' | undefined {
  const { death } = machine
  if (death === undefined || death.changes-- > 0) return undefined
  machine.death = undefined
  death.die()
  return death.isAfter ? 'after' : 'before'
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
