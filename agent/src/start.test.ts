/** The whole agent, with virtual time, against a fake collector. */
import t from 'tap'
import { createBench, BENCH_START_MS } from './start-bench.ts'

const MINUTE_MS = 60_000

t.test('online: a boot, an inventory, heartbeats each 5 minutes, all receipted', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.clock.advance(60 * MINUTE_MS)
  const status = agent.status()
  t.equal(status.isMqttConnected, true)
  t.equal(status.connectedCount, 3)
  t.equal(status.clock.isKnown, true)
  t.equal(status.journal.unreceiptedCount, 0)
  t.same(
    bench.collector
      .stored()
      .slice(0, 3)
      .map(({ statement }) => statement.kind),
    ['boot', 'inventory', 'heartbeat'],
  )
  const minutes = [...bench.collector.presence().values()][0] ?? new Set()
  const first = BENCH_START_MS / MINUTE_MS
  t.same([Math.min(...minutes), Math.max(...minutes) >= first + 55], [first, true])
  await agent.stop()
})

t.test('a month offline arrives whole, and no minute is said twice', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start({ uplink: 'off' })
  const days = 31
  for (let day = 0; day < days; day += 1) bench.clock.advance(1440 * MINUTE_MS)
  t.equal(agent.status().clock.isKnown, false)
  agent.connectUplink()
  bench.clock.advance(30 * MINUTE_MS)
  const status = agent.status()
  t.equal(status.journal.unreceiptedCount, 0)
  t.equal(status.journal.waitingBytes, 0)
  const first = BENCH_START_MS / MINUTE_MS
  for (const minutes of bench.collector.presence().values()) {
    t.equal(Math.min(...minutes), first)
    t.ok(minutes.size >= days * 1440)
    t.equal(Math.max(...minutes) - first + 1, minutes.size)
  }
  await agent.stop()
})
