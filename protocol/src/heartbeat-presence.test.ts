/** What the chain of the vectors counts, and what happens when an inventory is missing, cut or something else. */
import t from 'tap'
import { findInventory, heartbeatPresence } from './heartbeat-presence.ts'
import { minutesOfMask } from './heartbeat-rows.ts'
import { encodeRanges } from './ranges.ts'
import type { HeartbeatStatement } from './statement.ts'
import { type ParsedStatement, parseStatement } from './statement-parse.ts'
import { readVectors } from './testing/vector-file.ts'
import { encodeUtf8 } from './utf8.ts'
import { minuteOfUtcDay, utcDayOf } from './utc-minute.ts'

const vectors = readVectors<{
  chain: { name: string; payload: string; hash: string }[]
  counts: { utcDay: number; said: [string, string][]; cover: string }
}>('statements')
const stored = new Map(vectors.chain.map(({ hash, payload }) => [hash, parseStatement(encodeUtf8(payload))]))
const hashes = new Map(vectors.chain.map(({ name, hash }) => [name, hash]))
const hashOfName = (name: string) => hashes.get(name) ?? ''
const find = (hash: string) => stored.get(hash)
const heartbeats = [...stored.values()].flatMap((parsed) =>
  'ok' in parsed && parsed.ok.kind === 'heartbeat' ? [parsed.ok] : [],
)

t.test('the chain of the vectors counts what was worked out by hand', async (t) => {
  const said = new Map<string, Set<number>>()
  const covered = new Set<number>()
  for (const heartbeat of heartbeats) {
    const presence = heartbeatPresence(heartbeat, find)
    if (!('ok' in presence)) return t.fail(presence.outcome)
    t.equal(utcDayOf(heartbeat.m), vectors.counts.utcDay)
    for (const minute of minutesOfMask(heartbeat.m, presence.ok.coveredMask)) covered.add(minuteOfUtcDay(minute))
    for (const { key, mask } of presence.ok.cameras) {
      const minutes = said.get(key) ?? new Set()
      for (const minute of minutesOfMask(heartbeat.m, mask)) minutes.add(minuteOfUtcDay(minute))
      said.set(key, minutes)
    }
  }
  t.same(
    Object.fromEntries([...said].map(([key, minutes]) => [key, encodeRanges(minutes)])),
    Object.fromEntries(vectors.counts.said),
  )
  t.equal(encodeRanges(covered), vectors.counts.cover)
})

t.test('an inventory in parts is one list, and every part is needed', async (t) => {
  const last = hashOfName('inventory, part 2 of 2')
  const first = hashOfName('inventory, part 1 of 2')
  const whole = findInventory(hashOfName('inventory'), find)
  t.same(findInventory(last, find), whole, 'the parts joined are the later whole')
  t.same(
    findInventory(last, (hash) => (hash === first ? undefined : find(hash))),
    { outcome: 'INVENTORY_MISSING' },
  )
  t.same(findInventory('unknown', find), { outcome: 'INVENTORY_MISSING' })
  t.same(findInventory(first, find), { outcome: 'NOT_UNDERSTOOD' }, 'a first part is no inventory')
  t.same(findInventory(hashOfName('boot'), find), { outcome: 'NOT_UNDERSTOOD' }, 'a boot is no inventory')
  t.same(findInventory(hashOfName('retire'), find), { outcome: 'NOT_UNDERSTOOD' }, 'nor is what is not understood')
  t.same(
    findInventory(last, (hash) => (hash === first ? find(hashOfName('inventory')) : find(hash))),
    { outcome: 'NOT_UNDERSTOOD' },
    'nor a part after something that is none',
  )
})

t.test('attack 7: an index beyond the inventory is not understood, on or blind', async (t) => {
  const [heartbeat] = heartbeats
  if (heartbeat === undefined) return t.fail('the vectors hold a heartbeat')
  const beyond: HeartbeatStatement = { ...heartbeat, on: [[1, 3, '2']] }
  t.same(heartbeatPresence(beyond, find), { outcome: 'NOT_UNDERSTOOD' })
  t.same(heartbeatPresence({ ...heartbeat, on: [], blind: [[1, '2']] }, find), { outcome: 'NOT_UNDERSTOOD' })
  t.same(heartbeatPresence({ ...heartbeat, inv: 'unknown' }, find), { outcome: 'INVENTORY_MISSING' })
})

t.test('two rows with one first key are one camera, at the lower rank', async (t) => {
  const [heartbeat] = heartbeats
  const inventory = find(hashOfName('inventory'))
  if (heartbeat === undefined || inventory === undefined || !('ok' in inventory)) return t.fail('the vectors hold both')
  if (inventory.ok.kind !== 'inventory') return t.fail('an inventory')
  const [camera] = inventory.ok.cams
  if (camera === undefined) return t.fail('with a camera')
  const doubled: ParsedStatement = { ok: { ...inventory.ok, cams: [camera, camera] } }
  const presence = heartbeatPresence(
    {
      ...heartbeat,
      on: [
        [1, 4, '0'],
        [2, 2, '1'],
      ],
    },
    () => doubled,
  )
  t.same(presence, { ok: { cameras: [{ key: camera.keys[0], mask: 3, rank: 2 }], coveredMask: 31 } })
})
