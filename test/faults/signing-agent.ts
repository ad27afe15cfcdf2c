/** A process for agent-killed.test.ts: an agent on a real disk, hurrying through virtual time with a model of broker
 *  and collector, until somebody kills it. `node signing-agent.ts FOLDER RUN` writes its newest number after each
 *  quarter of an hour. Each run's collector knows nothing and says so: it has one restore more than the one before. */
import { createVirtualClock } from '../../agent/src/core/virtual-clock.ts'
import type { CameraSource } from '../../agent/src/core/source.ts'
import { start } from '../../agent/src/start.ts'
import { createBrokerModel } from '../sim/broker-model.ts'
import { type CollectorModel, createCollectorModel } from '../sim/collector-model.ts'
import { createDraw } from '../sim/draw.ts'
import { simGateway } from '../sim/identity-maker.ts'

const FIRST_MS = Date.UTC(2027, 4, 4, 20)
const HOUR_MS = 3_600_000
/** Virtual time from the start of one run to that of the next. */
const RUN_MS = 40 * HOUR_MS

/** Lives `hours` of a run's time, or until the process ends. */
export async function liveOn(
  dataDir: string,
  run: number,
  { hours, onQuarter }: { readonly hours: number; readonly onQuarter: (seq: number) => void },
): Promise<CollectorModel> {
  const time = createVirtualClock({ wallMs: FIRST_MS + run * RUN_MS, monoMs: HOUR_MS + run * RUN_MS })
  const random = createDraw(run + 1)
  const broker = createBrokerModel(time, random, (gatewayId, jws) => collector.take(gatewayId, jws))
  const collector = createCollectorModel(time, [simGateway(0)], (topic, payload) => broker.publish(topic, payload))
  for (let restores = 0; restores < run; restores += 1) collector.startFrom(collector.backup())
  const station = { isCutOff: false, clock: () => time, onMessage: () => {} }
  const quiet = { info() {}, warn() {}, error() {} }
  const agent = await start(
    { dataDir, heartbeatMinutes: 2, lookSeconds: 60 },
    {
      clock: time,
      random,
      sources: [steadyCamera(time)],
      log: quiet,
      machine: { kernelRun: () => 'one', clockSynchronised: () => false },
      agentVersion: '0.1.0',
      connect: broker.connectFrom(station),
    },
  )
  for (let quarter = 0; quarter < hours * 4; quarter += 1) {
    time.advance(HOUR_MS / 4)
    await Promise.resolve()
    onQuarter(agent.status().journal.newestSeq)
  }
  return collector
}

function steadyCamera(clock: ReturnType<typeof createVirtualClock>): CameraSource {
  const identifiers = [{ type: 'serial', scope: 'maker', value: 'steady' }] as const
  return {
    name: 'site',
    kind: 'static',
    owns: 'direct',
    start(sink) {
      const look = () => {
        sink({ source: 'site', camera: 'steady', identifiers, rank: 3, endedAtMonoMs: clock.monoMs() })
        clock.after(60_000, look)
      }
      clock.after(30_000, look)
    },
    lookOnce: async () => [],
    async stop() {},
  }
}

const [, script, dataDir, run] = process.argv
if (script === import.meta.filename && dataDir !== undefined) {
  await liveOn(dataDir, Number(run), {
    hours: RUN_MS / HOUR_MS - 1,
    onQuarter: (seq) => process.stdout.write(`${seq}\n`),
  })
}
