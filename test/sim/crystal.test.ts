/** A crystal that runs fast or slow over weeks (protocol 1, Time; case 15). The other wrong clocks are in
 *  test/conformance/healing.test.ts and agent/src/start.test.ts. */
import { join } from 'node:path'
import { type HeartbeatStatement, type GapStatement, parseStatement } from '@camtally/protocol'
import t, { type Test } from 'tap'
import type { Clock } from '../../agent/src/clock.ts'
import type { CameraSource } from '../../agent/src/core/source.ts'
import { createVirtualClock, type VirtualClock } from '../../agent/src/core/virtual-clock.ts'
import { start } from '../../agent/src/start.ts'
import { createBrokerModel } from './broker-model.ts'
import { createCollectorModel } from './collector-model.ts'
import { createDraw } from './draw.ts'
import { simGateway } from './identity-maker.ts'
import { presentMinutes, project } from './projection-model.ts'

const START_MS = Date.UTC(2027, 6, 5, 0, 0, 20)
const HOUR_MS = 3_600_000

/** The clock of a machine whose crystal is off by `ppm`: all its times are, and its timers too. */
function crystalClock(time: VirtualClock, ppm: number): Clock {
  const rate = 1 + ppm / 1e6
  const fromMs = time.monoMs()
  const grown = () => (time.monoMs() - fromMs) * rate
  return {
    wallMs: () => START_MS + grown(),
    monoMs: () => fromMs + grown(),
    after: (delayMs, run) => time.after(delayMs / rate, run),
  }
}

/** On in every other hour. Answers the true minutes in which a look saw it. */
function hourlyCamera(clock: Clock, time: VirtualClock): { source: CameraSource; seen: Set<number> } {
  const identifiers = [{ type: 'serial', scope: 'maker', value: 'hourly' }] as const
  const seen = new Set<number>()
  const source: CameraSource = {
    name: 'site',
    kind: 'static',
    owns: 'direct',
    start(sink) {
      const look = () => {
        const minute = Math.floor(time.wallMs() / 60_000)
        const isOn = Math.floor(minute / 60) % 2 === 0
        if (isOn) seen.add(minute)
        sink({ source: 'site', camera: 'hourly', identifiers, rank: isOn ? 3 : 1, endedAtMonoMs: clock.monoMs() })
        time.after(60_000, look)
      }
      time.after(20_000, look) // in the middle of each true minute
    },
    lookOnce: async () => [],
    async stop() {},
  }
  return { source, seen }
}

/** `offline`: [from, to) in hours without a network. */
async function live(t: Test, ppm: number, hours: number, offline?: readonly [number, number]) {
  const time = createVirtualClock({ wallMs: START_MS, monoMs: HOUR_MS })
  const clock = crystalClock(time, ppm)
  const broker = createBrokerModel(time, createDraw(1), (gatewayId, jws) => collector.take(gatewayId, jws))
  const collector = createCollectorModel(time, [simGateway(0)], (topic, payload) => broker.publish(topic, payload))
  const station = { isCutOff: false, clock: () => clock, onMessage: () => {} }
  const dataDir = join(t.testdir({ [`${ppm} ${hours}`]: {} }), 'gateway')
  simGateway(0).place(dataDir)
  const { source, seen } = hourlyCamera(clock, time)
  const quiet = { info() {}, warn() {}, error() {} }
  const machine = { kernelRun: () => 'one', clockSynchronised: () => false }
  const ports = { clock, random: createDraw(2), sources: [source], log: quiet, machine, agentVersion: '0.1.0' }
  await start({ dataDir, heartbeatMinutes: 30, lookSeconds: 60 }, { ...ports, connect: broker.connectFrom(station) })
  for (let hour = 0; hour < hours; hour += 1) {
    station.isCutOff = offline !== undefined && hour >= offline[0] && hour < offline[1]
    if (station.isCutOff) broker.drop(station, true)
    time.advance(HOUR_MS)
  }
  const rows = [...collector.store().chains.values()].flatMap((chain) => chain.rows)
  const [counted = new Set<number>()] = presentMinutes(project(rows).sets).values()
  const lastMinute = Math.floor(time.wallMs() / 60_000) - 40
  return { counted, rows, seen: [...seen].filter((minute) => minute < lastMinute) }
}

t.test('15 a crystal off by 100 ppm for two weeks changes no minute while receipts come', async (t) => {
  for (const ppm of [100, -100]) {
    const { counted, seen } = await live(t, ppm, 14 * 24)
    t.same(
      seen.filter((minute) => !counted.has(minute)),
      [],
      `${ppm} ppm: no minute is missing`,
    )
    const wanted = new Set(seen)
    const last = Math.max(...seen)
    t.same(
      [...counted].filter((minute) => minute <= last && !wanted.has(minute)),
      [],
      `${ppm} ppm: none is invented`,
    )
  }
})

t.test(
  '15 a fast crystal offline for a week: time stands still until it is right, each minute is stated once',
  async (t) => {
    const { counted, rows, seen } = await live(t, 150, 10 * 24, [24, 8 * 24])
    const stated = rows
      .map(({ jws }) => parseStatement(new Uint8Array(Buffer.from(jws.split('.')[1] ?? '', 'base64url'))))
      .flatMap((parsed): (HeartbeatStatement | GapStatement)[] =>
        'ok' in parsed && (parsed.ok.kind === 'heartbeat' || parsed.ok.kind === 'gap') ? [parsed.ok] : [],
      )
      .sort((a, b) => a.m - b.m)
    t.same(
      stated.filter(({ m }, at) => at > 0 && m !== (stated[at - 1]?.m ?? 0) + (stated[at - 1]?.n ?? 0)),
      [],
      'heartbeats and gaps tile',
    )
    // 150 ppm of a week are 91 s: the camera's edges lie up to two minutes beside the truth, and no more.
    const isNear = (set: ReadonlySet<number>, minute: number) => [-2, -1, 0, 1, 2].some((off) => set.has(minute + off))
    t.same(
      seen.filter((minute) => !isNear(counted, minute)),
      [],
    )
    t.ok(Math.abs(counted.size - seen.length) < 45, `${counted.size} counted of ${seen.length}`)
  },
)
