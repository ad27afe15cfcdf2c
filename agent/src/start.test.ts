/** The whole agent, with virtual time, against a fake collector. */
import t from 'tap'
import { gaps, minutesOf, stated } from './start-bench-reading.ts'
import { type Bench, createBench } from './start-bench.ts'

t.test('online: a boot, an inventory, heartbeats each 5 minutes, all receipted', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(60.5)
  const status = agent.status()
  t.match(status, { isMqttConnected: true, connectedCount: 3, clock: { isKnown: true }, alerts: [] })
  t.equal(status.journal.unreceiptedCount, 0)
  const kinds = bench.collector.stored().map(({ statement }) => statement.kind)
  t.same(kinds.slice(0, 4), ['boot', 'inventory', 'heartbeat', 'heartbeat'])
  await agent.stop()
  bench.minutes(1)
  t.equal(minutesOf(bench), '0-59', 'on stop one last heartbeat ends with the last whole minute')
  t.equal(stated(bench), '0-59', 'each minute once')
})

t.test('a month offline arrives whole, and no minute is said twice', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start({ uplink: 'off' })
  bench.minutes(31 * 1440)
  t.equal(agent.status().clock.isKnown, false)
  agent.connectUplink()
  bench.minutes(30.5)
  await agent.stop()
  bench.minutes(1)
  t.match(agent.status().journal, { unreceiptedCount: 0, waitingBytes: 0 })
  t.equal(stated(bench), `0-${31 * 1440 + 29}`)
  t.equal(minutesOf(bench), `0-${31 * 1440 + 29}`)
  const days = bench.collector
    .stored()
    .flatMap(({ statement, hash }) =>
      statement.kind === 'heartbeat' ? [`${Math.floor(statement.m / 1440)} ${statement.inv}`] : [hash],
    )
  t.ok(new Set(days).size > 31, 'each UTC day has an inventory of its own')
})

t.test('15 a wrong clock changes no minute', async (t) => {
  for (const [name, turn] of [
    ['+1 day', (bench: Bench) => bench.machine.setWall(bench.time.wallMs() + 86_400_000)],
    ['-1 year', (bench: Bench) => bench.machine.setWall(bench.time.wallMs() - 365 * 86_400_000)],
    ['1970', (bench: Bench) => bench.machine.setWall(0)],
    ['before 1970', (bench: Bench) => bench.machine.setWall(-5_040_000)],
    ['+10 min for ever', (bench: Bench) => bench.machine.setWall(bench.time.wallMs() + 600_000)],
  ] as const) {
    const bench = await createBench(t.testdir({ [name]: {} }))
    turn(bench)
    const agent = await bench.start({ uplink: 'off' })
    bench.minutes(12)
    agent.connectUplink()
    bench.minutes(20.5)
    await agent.stop()
    bench.minutes(1)
    t.equal(minutesOf(bench), '0-31', name)
    t.equal(stated(bench), '0-31', name)
  }
})

t.test('15 a step of the clock inside a boot changes no minute', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(7.2)
  bench.machine.setWall(bench.time.wallMs() - 3 * 86_400_000)
  bench.minutes(23.3)
  await agent.stop()
  bench.minutes(1)
  t.equal(minutesOf(bench), '0-29')
  t.same(gaps(bench), [])
})

t.test('a receipt from a clock that jumps forward leaves a gap{clock}; back again, time stands still', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(10.2)
  bench.collector.mood.skewMs = 7 * 60_000
  bench.minutes(10)
  bench.collector.mood.skewMs = 0
  bench.minutes(100.3)
  await agent.stop()
  bench.minutes(1)
  // At the next receipt, of the heartbeat cut after minute 10, time leaves out minutes 12 to 17.
  t.match(gaps(bench)[0], /^clock \d+\+6$/)
  t.equal(gaps(bench).length, 1)
  t.match(stated(bench), /^0-1\d\d$/, 'heartbeats and the gap tile, no minute is said twice')
})

t.test('15 a suspend leaves a gap and the minutes after it lie right', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(7.2)
  bench.machine.setAsleep(true)
  bench.minutes(30)
  bench.machine.setAsleep(false)
  bench.minutes(10.3)
  await agent.stop()
  bench.minutes(1)
  t.same(gaps(bench), ['unknown 8+29'])
  t.equal(stated(bench), '0-46')
})

t.test(
  '16 offline over two reboots: a synchronised clock loses nothing, another only the unplaced boots',
  async (t) => {
    for (const isSynchronised of [true, false]) {
      const bench = await createBench(t.testdir({ [String(isSynchronised)]: {} }))
      bench.isSynchronised = isSynchronised
      for (const boot of [1, 2]) {
        const agent = await bench.start({ uplink: 'off' })
        bench.minutes(900.5)
        await agent.stop()
        bench.crash()
        bench.minutes(9.5)
        t.ok(boot)
      }
      const agent = await bench.start()
      bench.minutes(20.5)
      await agent.stop()
      bench.minutes(1)
      t.equal(minutesOf(bench), isSynchronised ? '0-899,910-1809,1820-1839' : '1820-1839')
      t.same(gaps(bench), isSynchronised ? ['off 900+10', 'off 1810+10'] : [])
    }
  },
)
