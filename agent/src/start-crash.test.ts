/** Whatever happens to a gateway, what it stated is true, tiles its epoch and stands in one chain. Seeded. */
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { seedOf } from './core/seed.ts'
import { type Bench, createBench } from './start-bench.ts'
import { stated } from './start-bench-reading.ts'
import type { RunningAgent } from './start-ports.ts'

const seed = seedOf(t, 'start-crash.test.ts')

/** What may happen between two spans of time. */
const step = fc.oneof(
  fc.record({ do: fc.constant('crash' as const), downMinutes: fc.integer({ min: 0, max: 90 }) }),
  fc.record({ do: fc.constant('cutDuring' as const), calls: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ do: fc.constant('stop' as const), downMinutes: fc.integer({ min: 0, max: 90 }) }),
  fc.record({ do: fc.constant('uplink' as const), isOn: fc.boolean() }),
  fc.record({ do: fc.constant('silence' as const), isSilent: fc.boolean() }),
  fc.record({ do: fc.constant('wall' as const), byMinutes: fc.integer({ min: -10_000, max: 10_000 }) }),
  fc.record({ do: fc.constant('sleep' as const), minutes: fc.integer({ min: 1, max: 60 }) }),
)
const story = fc.array(fc.tuple(fc.integer({ min: 0, max: 130 }), step), { minLength: 1, maxLength: 12 })

t.test('after any story: no false minute, heartbeats and gaps tile, one chain', async (t) => {
  const dir = t.testdir()
  let run = 0
  await fc.assert(
    fc.asyncProperty(story, fc.boolean(), async (steps, isSynchronised) => {
      run += 1
      const bench = await createBench(join(dir, String(run)), { cameraCount: 2, seed: run })
      bench.isSynchronised = isSynchronised
      const looked = watch(bench)
      let agent = await bench.start()
      for (const [minutes, what] of steps) {
        bench.time.advance(minutes * 60_000 + 17_000)
        agent = await play(bench, agent, what)
      }
      await settle(bench, agent)
      judge(bench, looked)
    }),
    { seed, numRuns: 40, endOnFailure: true },
  )
  t.pass(`${run} stories`)
})

/** Receipts come this late at most: corrected time is behind by as much. */
const LATE_MS = 100

/** True minutes in which a look of camera 0 succeeded; it is off each third ten minutes. */
function watch(bench: Bench): Set<number> {
  const looked = new Set<number>()
  bench.ranks = (index, atMs) => {
    const minute = Math.floor(atMs / 60_000)
    const isOn = index === 1 || Math.floor(minute / 10) % 3 !== 0
    if (isOn && index === 0) looked.add(minute).add(Math.floor((atMs - LATE_MS) / 60_000))
    return isOn ? 3 : 1
  }
  return looked
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function play(bench: Bench, agent: RunningAgent, what: Step): Promise<RunningAgent> {
  switch (what.do) {
    case 'crash':
      bench.crash()
      bench.minutes(what.downMinutes)
      return bench.start()
    case 'cutDuring':
      bench.disk.failAfter(what.calls)
      bench.minutes(20)
      bench.crash()
      return bench.start()
    case 'stop':
      await agent.stop()
      bench.minutes(what.downMinutes)
      return bench.start()
    case 'uplink':
      if (what.isOn) agent.connectUplink()
      else await agent.disconnectUplink()
      return agent
    case 'silence':
      bench.collector.mood.isSilent = what.isSilent
      return agent
    case 'wall':
      bench.machine.setWall(bench.machine.wallMs() + what.byMinutes * 60_000)
      return agent
    case 'sleep':
      bench.machine.setAsleep(true)
      bench.minutes(what.minutes)
      bench.machine.setAsleep(false)
      return agent
  }
}

async function settle(bench: Bench, agent: RunningAgent): Promise<void> {
  bench.collector.mood.isSilent = false
  agent.connectUplink()
  bench.minutes(90)
  const { journal, clock } = agent.status()
  if (journal.unreceiptedCount > 0 || journal.waitingBytes > 0 || !clock.isKnown) {
    throw new Error(`not settled: ${JSON.stringify({ journal, clock })}`)
  }
  await agent.stop()
}

function judge(bench: Bench, looked: ReadonlySet<number>): void {
  const sides = bench.collector.stored().filter(({ place }) => place === 1)
  if (sides.length > 0) throw new Error(`stored beside the chain: ${sides.map(({ statement }) => statement.seq)}`)
  const numbers = bench.collector.stored().map(({ statement }) => statement.seq)
  if (new Set(numbers).size !== Math.max(...numbers)) throw new Error('a number is missing or there twice')
  const spelled = stated(bench)
  if (!/^\d+-\d+$/.test(spelled)) throw new Error(`heartbeats and gaps do not tile: ${spelled}`)
  const minutes = bench.collector.presence().get(bench.keyOf(0)) ?? new Set()
  const falseMinutes = [...minutes].filter((minute) => !looked.has(minute))
  if (falseMinutes.length > 0) throw new Error(`minutes nobody saw: ${falseMinutes}`)
}
