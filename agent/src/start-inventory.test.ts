/** Inventories through the whole agent: big ones, full tables, and ones that cannot be read back. */
import t from 'tap'
import { type Bench, createBench } from './start-bench.ts'
import { minutesOf, spell } from './start-bench-reading.ts'

/** Flips one byte inside the newest inventory in a file of the journal. */
function spoilInventory(bench: Bench, file: string, mark: string): void {
  const bytes = (bench.disk.find(file) ?? new Uint8Array()).slice()
  const at = new TextDecoder('latin1').decode(bytes).lastIndexOf(mark) + 300
  bytes[at] = (bytes[at] ?? 0) ^ 0x20
  bench.disk.replace(file, bytes)
}

const inventories = (bench: Bench) => bench.collector.stored().filter(({ statement }) => statement.kind === 'inventory')

t.test('1,000 cameras go in parts whose indexes run through; the one beyond is named and not counted', async (t) => {
  const bench = await createBench(t.testdir(), { cameraCount: 1001 })
  const agent = await bench.start()
  bench.minutes(7.5)
  t.same(
    agent.status().alerts.map(({ code }) => code),
    ['CAMERAS_LIMIT'],
  )
  await agent.stop()
  bench.minutes(1)
  const parts = inventories(bench).map(({ statement }) => (statement.kind === 'inventory' ? statement.part : []))
  t.same(parts, [
    [1, 2],
    [2, 2],
  ])
  const presence = bench.collector.presence()
  t.equal(presence.size, 1000)
  t.equal(spell(presence.get(bench.keyOf(999)) ?? []), '0-6')
  t.equal(presence.has(bench.keyOf(1000)), false)
})

t.test('an inventory that the journal cannot read back is sent from its second place', async (t) => {
  const bench = await createBench(t.testdir())
  const agent = await bench.start({ uplink: 'off' })
  bench.minutes(4)
  spoilInventory(bench, 'journal-00000001.log', ' inventory ')
  agent.connectUplink()
  bench.minutes(10.5)
  t.same(agent.status().alerts, [])
  await agent.stop()
  bench.minutes(1)
  t.equal(inventories(bench).length, 1)
  t.equal(minutesOf(bench), '0-13')
})

t.test(
  'one that is lost in both places is skipped and named, and a fresh one goes before the next heartbeat',
  async (t) => {
    const bench = await createBench(t.testdir())
    const agent = await bench.start({ uplink: 'off' })
    bench.minutes(4)
    spoilInventory(bench, 'journal-00000001.log', ' inventory ')
    spoilInventory(bench, 'inventories.log', 'eyJ')
    agent.connectUplink()
    bench.minutes(10.5)
    t.same(
      agent.status().alerts.map(({ code, message }) => `${code} ${message.slice(0, 11)}`),
      ['JOURNAL_DAMAGED statement 2'],
    )
    await agent.stop()
    bench.minutes(1)
    t.equal(agent.status().journal.unreceiptedCount, 0)
    t.equal(minutesOf(bench), '0-13', 'no heartbeat names the lost one')
  },
)
