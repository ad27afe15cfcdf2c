/** A gateway on the bench, for tests: enrolled, with virtual time, cameras that do as told, a fake collector, and a
 *  power switch. */
import { cameraKey, thumbprint } from '@camtally/protocol'
import type { Random } from './clock.ts'
import { seededUnit } from './core/seed.ts'
import type { CameraSource, EvidenceRank, Identifier, Look } from './core/source.ts'
import { createMachineClock, createVirtualClock, type MachineClock, type VirtualClock } from './core/virtual-clock.ts'
import { enroll } from './identity/enroll.ts'
import { createFakeEnrollment, type FakeEnrollment, TEST_CLAIM } from './identity/fake-enrollment.ts'
import type { Identity } from './identity/identity.ts'
import { nodeCrypto } from './identity/node-crypto.ts'
import { createModelDisk, type ModelDisk } from './journal/model-disk.ts'
import { type RunningAgent, type StartConfig, start } from './start.ts'
import { createFakeCollector, type FakeCollector, type FakeGateway } from './uplink/fake-collector.ts'

/** 2027-03-10T00:00:00Z, a Wednesday. */
export const BENCH_START_MS = Date.UTC(2027, 2, 10)

export type BenchSettings = Partial<Omit<StartConfig, 'dataDir'>> & {
  readonly cameraCount?: number
  readonly seed?: number
}

export interface Bench {
  /** True time, which tests advance; the collector lives in it. */
  readonly time: VirtualClock
  /** The gateway's own clocks, which may be wrong. */
  readonly machine: MachineClock
  readonly collector: FakeCollector
  readonly identity: Identity
  /** What camera `index` answers at a true instant (UTC ms); changed by tests. */
  ranks: (index: number, atMs: number) => EvidenceRank
  disk: ModelDisk
  kernelRun: number
  isSynchronised: boolean
  start(changes?: Partial<StartConfig>, agentVersion?: string): Promise<RunningAgent>
  /** The power is cut: the disk keeps what was synced and a part of the rest, the kernel's run ends. */
  crash(): void
  minutes(count: number): void
  /** The camera key of camera `index`. */
  keyOf(index: number): string
  readonly events: string[]
}

/** Chance from a seed: tests replay. */
export function seededRandom(seed: number): Random {
  const unit = seededUnit(seed)
  return { unit, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(unit() * 256)) }
}

/** Builds a bench whose machine was started an hour before BENCH_START_MS. Cameras look each 30 s. */
export async function createBench(dataDir: string, settings: BenchSettings = {}): Promise<Bench> {
  const { cameraCount = 3, seed = 1, ...config } = settings
  const random = seededRandom(seed)
  const time = createVirtualClock({ wallMs: BENCH_START_MS, monoMs: 3_600_000 })
  const machine = createMachineClock(time)
  const enrollment = createFakeEnrollment(nodeCrypto, time.wallMs)
  const request = { dataDir, collectorUrl: 'http://127.0.0.1:1', claim: TEST_CLAIM }
  const identity = await enroll(request, { random, fetch: enrollment.fetch })
  const collector = createFakeCollector(gatewayOf(identity, enrollment), time)
  const log = (fields: object) => void bench.events.push('event' in fields ? String(fields.event) : '')
  const bench: Bench = {
    time,
    machine,
    collector,
    identity,
    ranks: () => 3,
    disk: createModelDisk(),
    kernelRun: 1,
    isSynchronised: true,
    events: [],
    crash() {
      machine.kill()
      machine.reboot()
      collector.cut()
      bench.kernelRun += 1
      bench.disk = bench.disk.crash(random.unit)
    },
    minutes: (count) => time.advance(count * 60_000),
    keyOf: (index) => cameraKey(identity.cameraSecret, identifierOf(index), nodeCrypto),
    start: (changes = {}, agentVersion = '0.1.0') =>
      start(
        { dataDir, heartbeatMinutes: 5, lookSeconds: 30, ...config, ...changes },
        {
          clock: machine,
          random,
          sources: [benchSource(bench, cameraCount)],
          log: { info: log, warn: log, error: log },
          machine: {
            kernelRun: () => `run-${bench.kernelRun}`,
            clockSynchronised: () => bench.isSynchronised,
          },
          agentVersion,
          connect: collector.connect,
          disk: bench.disk,
        },
      ),
  }
  return bench
}

function gatewayOf(identity: Identity, enrollment: FakeEnrollment): FakeGateway {
  return {
    gatewayId: identity.grant.gatewayId,
    epoch: 1,
    kid: thumbprint(identity.key.publicKey, nodeCrypto),
    publicKey: identity.key.publicKey,
    receiptKey: enrollment.receiptKey,
    receiptKid: enrollment.receiptKid,
  }
}

/** One source of kind `static` that looks at every camera each 30 s, 5 s after the half minute. */
function benchSource(bench: Bench, cameraCount: number): CameraSource {
  const lookAt = (index: number): Look => ({
    source: 'bench',
    camera: `camera ${index}`,
    identifiers: [identifierOf(index)],
    rank: bench.ranks(index, bench.time.wallMs()),
    endedAtMonoMs: bench.machine.monoMs(),
  })
  let cancel = () => {}
  return {
    name: 'bench',
    kind: 'static',
    owns: 'direct',
    start(sink) {
      const round = () => {
        cancel = bench.machine.after(30_000, round)
        for (let index = 0; index < cameraCount; index += 1) sink(lookAt(index))
      }
      cancel = bench.machine.after(5_000, round)
    },
    lookOnce: async () => [],
    async stop() {
      cancel()
    },
  }
}

function identifierOf(index: number): Identifier {
  return { type: 'static', scope: '', value: `camera ${index}` }
}
