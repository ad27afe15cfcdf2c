/** The whole agent under faults: lost tails, restored snapshots, a restored collector, refusals, full disks. */
import t from 'tap'
import type { Statement } from '@camtally/protocol'
import { gaps, minutesOf, stated } from './start-bench-reading.ts'
import { type Bench, createBench } from './start-bench.ts'

const sideCount = (bench: Bench) => bench.collector.stored().filter(({ place }) => place === 1).length
const kindsFrom = (bench: Bench, at: number) =>
  bench.collector
    .stored()
    .slice(at)
    .map(({ statement, place }) => `${statement.kind} ${statement.seq}${place === 1 ? ' side' : ''}`)

t.test('20 a collector that says nothing for three hours gets every statement once it speaks', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(10.5)
  bench.collector.mood.isSilent = true
  bench.minutes(180)
  const before = bench.collector.publishCount()
  bench.minutes(60)
  t.ok(bench.collector.publishCount() - before < 500, 'and is not flooded meanwhile')
  bench.collector.mood.isSilent = false
  bench.minutes(10)
  t.equal(agent.status().journal.unreceiptedCount, 0)
  await agent.stop()
  bench.minutes(1)
  t.equal(stated(bench), '0-259')
  t.equal(sideCount(bench), 0)
})

t.test('a statement that is refused for ever holds up the others for an hour, not for ever', async (t) => {
  const bench = await createBench(t.testdir())
  bench.collector.mood.refuses = (statement: Statement) => statement.kind === 'heartbeat' && statement.seq === 4
  const agent = await bench.start()
  bench.minutes(180.5)
  const { alerts, journal } = agent.status()
  t.ok(alerts.some(({ code }) => code === 'STATEMENT_REFUSED'))
  t.ok(journal.unreceiptedCount < 10)
  t.equal(stated(bench).split(',').length, 2, 'only its own minutes are missing')
  await agent.stop()
})

t.test('27 a journal tail lost after publish heals: signed on from the head, an inventory first', async (t) => {
  const bench = await createBench(t.testdir())
  await bench.start()
  bench.minutes(20.5)
  const old = bench.disk.crash(() => 0.99)
  bench.minutes(30)
  bench.crash()
  bench.disk = old
  const storedCount = bench.collector.stored().length
  const agent = await bench.start()
  bench.minutes(10.5)
  await agent.stop()
  bench.minutes(1)
  t.equal(sideCount(bench), 0, 'after an unclean stop it waits for the retained receipt')
  t.match(kindsFrom(bench, storedCount)[0], /^boot \d+$/)
  t.match(kindsFrom(bench, storedCount)[1], /^inventory \d+$/)
  t.ok(bench.events.includes('chain.signedOn'))
  t.equal(minutesOf(bench), '0-45,50-59', 'no minute is lost but those never signed')
})

t.test(
  '10 a snapshot restored while offline: stored beside the chain, counted, then signed on from the head',
  async (t) => {
    const bench = await createBench(t.testdir())
    await bench.start()
    bench.minutes(20.5)
    const old = bench.disk.crash(() => 0.99)
    bench.minutes(30)
    bench.crash()
    bench.disk = old
    const agent = await bench.start({ uplink: 'off' })
    bench.minutes(10)
    agent.connectUplink()
    bench.minutes(20.5)
    await agent.stop()
    bench.minutes(1)
    t.ok(sideCount(bench) > 0)
    t.ok(bench.events.includes('chain.signedOn'))
    t.equal(agent.status().journal.unreceiptedCount, 0)
    const last = bench.collector.stored().at(-1)
    t.match(last, { place: 0, statement: { kind: 'heartbeat' } })
    t.equal(minutesOf(bench), '0-45,50-79')
  },
)

t.test('30 a collector restored from a backup gets again what its receipts no longer name', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(1440)
  const count = bench.collector.stored().length
  bench.collector.restore(100)
  bench.minutes(30.5)
  t.ok(bench.collector.stored().length >= count)
  t.equal(agent.status().journal.unreceiptedCount, 0)
  await agent.stop()
  bench.minutes(1)
  t.equal(stated(bench), `0-${1440 + 29}`)
})

t.test('statements are kept 14 days from the receipt that named them, then dropped', async (t) => {
  const bench = await createBench(t.testdir(), { cameraCount: 1, heartbeatMinutes: 30 })
  const agent = await bench.start()
  bench.minutes(13 * 1440)
  t.ok(agent.status().journal.statementCount > 13 * 48, 'all of 13 days')
  bench.minutes(10 * 1440)
  const { statementCount } = agent.status().journal
  t.ok(statementCount > 14 * 48 && statementCount < 20 * 48, `${statementCount} of 23 days, by whole segments`)
  await agent.stop()
})

t.test('a full journal: receipted goes first, unreceipted never; minutes wait, then one gap{overload}', async (t) => {
  const bench = await createBench(t.testdir(), { heartbeatMinutes: 1, cameraCount: 1, journal: { maxBytes: 400_000 } })
  const agent = await bench.start()
  bench.minutes(1440 + 0.5)
  t.equal(agent.status().journal.unreceiptedCount, 0)
  t.ok(agent.status().journal.sizeBytes <= 400_000, 'receipted statements made room')
  bench.collector.mood.isDown = true
  bench.collector.cut()
  await agent.disconnectUplink()
  agent.connectUplink()
  bench.minutes(6 * 1440)
  const full = agent.status()
  t.ok(full.alerts.some(({ code }) => code === 'JOURNAL_FULL'))
  t.ok(full.journal.sizeBytes <= 400_000)
  t.ok(full.journal.waitingBytes > 900_000)
  bench.collector.mood.isDown = false
  bench.minutes(120)
  await agent.stop()
  bench.minutes(1)
  t.same(agent.status().alerts, [])
  t.equal(gaps(bench).length, 1)
  t.match(gaps(bench)[0], /^overload /)
  t.equal(stated(bench), `0-${7 * 1440 + 119}`, 'heartbeats and the gap tile')
})

t.test('a full disk: minutes wait in the room that the reserve gives up, and nothing is lost', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(10.5)
  const used = bench.disk.list().reduce((sum, name) => sum + (bench.disk.find(name)?.length ?? 0), 0)
  bench.disk.setCapacity(used + 500)
  bench.minutes(600)
  t.ok(agent.status().alerts.some(({ code }) => code === 'JOURNAL_FAILED'))
  t.ok(agent.status().journal.waitingBytes > 10_000)
  t.notOk(bench.disk.list().includes('reserve.bin'))
  bench.disk.setCapacity(10_000_000)
  bench.minutes(20)
  t.same(agent.status().alerts, [])
  t.ok(bench.disk.list().includes('reserve.bin'), 'the reserve is taken again')
  await agent.stop()
  bench.minutes(1)
  t.equal(stated(bench), '0-629')
  t.same(gaps(bench), [])
})

t.test('24 a receipt that holds another key raises KEY_LOST, and the agent goes on signing', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(5.5)
  bench.collector.mood.kid = `${'C'.repeat(42)}A`
  bench.minutes(10)
  t.same(
    agent.status().alerts.map(({ code }) => code),
    ['KEY_LOST'],
  )
  t.equal(agent.status().journal.unreceiptedCount, 0)
  await agent.stop()
})
