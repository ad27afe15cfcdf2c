/** What a receipt does to an agent: names, tells the time, makes it sign on; and what it does not do (protocol 3). */
import { hashOf, signJws } from '@camtally/protocol'
import t from 'tap'
import { createBench } from '../start-bench.ts'
import { nodeCrypto } from '../identity/node-crypto.ts'

t.test('a receipt by another key, of another gateway or cut short is refused and changes nothing', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(10.5)
  const before = agent.status()
  const receipt = bench.collector.retained() ?? ''
  const forged = signJws(
    { typ: 'camtally-receipt+jws', kid: bench.identity.kid, payload: '{}' },
    bench.identity.key.sign,
  )
  for (const [compact, alerts] of [
    [forged, ['RECEIPT_REFUSED']],
    [receipt.slice(0, -3), ['RECEIPT_REFUSED']],
    ['', ['RECEIPT_REFUSED']],
    [receipt, ['RECEIPT_REFUSED']],
  ] as const) {
    bench.collector.say(compact)
    bench.minutes(0.01)
    t.same(
      agent.status().alerts.map(({ code }) => code),
      alerts,
    )
    t.equal(agent.status().lastReceipt?.at, before.lastReceipt?.at)
  }
  await agent.stop()
})

t.test('duplicate and retained receipts do nothing; statements carry the hash of the newest', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(10.5)
  const receipt = bench.collector.retained() ?? ''
  const { lastReceipt } = agent.status()
  for (let times = 0; times < 3; times += 1) bench.collector.say(receipt)
  bench.minutes(0.1)
  t.same(agent.status().lastReceipt, lastReceipt)
  bench.minutes(5)
  t.equal(bench.collector.stored().at(-1)?.statement.rc, hashOf(receipt, nodeCrypto))
  await agent.stop()
})

t.test('the last receipt of each UTC day is kept', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(3 * 1440 + 10)
  await agent.stop()
  const { openReceipts } = await import('../journal/receipts.ts')
  const { openReceipt } = await import('../identity/grant.ts')
  const parse = (compact: string) => openReceipt(compact, bench.identity.grant, nodeCrypto)
  const days = openReceipts(bench.disk, parse, () => {}).ofDays()
  t.same(
    days.map((compact) => new Date(parse(compact).t).toISOString().slice(0, 13)),
    ['2027-03-10T23', '2027-03-11T23', '2027-03-12T23'],
  )
})

t.test('a restart remembers what was named, and sends nothing again', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start()
  bench.minutes(60.5)
  await agent.stop()
  bench.minutes(1)
  const again = await bench.start()
  t.match(again.status(), { boot: 2, bootWhy: 'clean' })
  bench.minutes(10.5)
  const count = bench.collector.stored().length
  t.equal(bench.collector.publishCount(), count + 1, 'but the one whose receipt came after the stop')
  await again.stop()
})
