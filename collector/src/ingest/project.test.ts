/** The projection has one result, whatever came when and however often. */
import fc from 'fast-check'
import { sql } from 'kysely'
import t from 'tap'
import { acrossAccounts, type Store } from '../store/database.ts'
import { listCameraKeys } from '../store/camera-key.ts'
import { hasMinute } from '../store/minutes.ts'
import { readPresence } from '../store/presence.ts'
import { withDatabase } from '../store/testing.ts'
import { rebuildProjection, withBoundEvidence } from './project.ts'
import { handLink, standingClock, startTestIngest } from './testing.ts'
import {
  cameraKey,
  createAccount,
  enrollGateway,
  inventory,
  noonMinute,
  noonMs,
  type Signed,
  type TestGateway,
} from './testing-gateway.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? crypto.getRandomValues(new Uint32Array(1))[0])
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/ingest/project.test.ts`)

/** A day of one gateway: two inventories (one in parts), heartbeats over them, a gap, a fork and a fault. */
function story(gateway: TestGateway): Signed[] {
  const whole = gateway.next(inventory(['a', 'b'], ['c']))
  const first = gateway.next(beat(whole, 0, [[0b111, 4, '0-1']]))
  const partOne = gateway.next({ ...inventory(['a'], ['c']), part: [1, 2] })
  const partTwo = gateway.next({ ...inventory(['d', 'e']), part: [2, 2] })
  const second = gateway.next(beat(partTwo, 3, [[0b101, 3, '2']]))
  const blind = gateway.next({ ...beat(partTwo, 6, [[0b1, 2, '0']]), blind: [[0b110, '1']] })
  const gap = gateway.next({ kind: 'gap', m: noonMinute - 60, n: 30, why: 'off' })
  const beyond = gateway.next(beat(whole, 9, [[0b1, 4, '7']]))
  gateway.restore(first)
  const fork = gateway.next(beat(whole, 12, [[0b1, 4, '0']]))
  return [whole, first, partOne, partTwo, second, blind, gap, beyond, fork]
}

function beat(list: Signed, offset: number, on: readonly (readonly [number, 2 | 3 | 4, string])[]) {
  return { kind: 'heartbeat', inv: list.hash, m: noonMinute + offset, n: 3, on } as const
}

/** Everything projected for an account, without what tells one account or one run from another. */
async function projected(store: Store, accountId: string, gateways: readonly TestGateway[]): Promise<unknown> {
  const names = new Map(gateways.map(({ id }, at) => [id, `gateway ${at}`]))
  const rename = (text: string) => [...names].reduce((all, [id, name]) => all.replaceAll(id, name), text)
  return acrossAccounts(store, async (tx) => {
    const read = async (query: string) => (await sql.raw<Record<string, unknown>>(query).execute(tx)).rows
    const of = `where account_id = '${accountId}' order by 1, 2, 3, 4`
    const text = JSON.stringify({
      presence: await read(
        `select gateway_id, utc_day, camera_key, epoch, minutes::text, lowest_rank from presence ${of}`,
      ),
      coverage: await read(`select gateway_id, utc_day, epoch, covered::text, stated::text from coverage ${of}`),
      uncounted: await read(`select gateway_id, utc_day, camera_key, code, minutes::text from uncounted ${of}`),
      gaps: await read(`select gateway_id, from_minute, to_minute, why from gap ${of}`),
      cameras: await read(`select key, camera, 1, 2 from camera_key ${of}`),
      faults: await read(`select gateway_id, seq, fault, 1 from not_understood ${of}`),
      waiting: await read(`select gateway_id, seq, m, n from awaiting_inventory ${of}`),
    })
    return JSON.parse(rename(text))
  })
}

async function tell(
  store: Store,
  order: (statements: readonly [TestGateway, Signed][]) => readonly [TestGateway, Signed][][],
) {
  const accountId = await createAccount(store)
  const gateways = [await enrollGateway(store, accountId), await enrollGateway(store, accountId)].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
  const link = handLink()
  const ingest = await startTestIngest(store, link)
  const all = gateways.flatMap((gateway) => story(gateway).map((signed): [TestGateway, Signed] => [gateway, signed]))
  for (const batch of order(all)) {
    for (const [gateway, { jws }] of batch) link.deliver(gateway.id, jws)
    await ingest.settle()
  }
  await ingest.stop()
  return { accountId, gateways, sets: await projected(store, accountId, gateways) }
}

t.test('G14 any order, any repetition and any batches give the same sets, and so does starting over', (t) =>
  withDatabase(t, async ({ store }) => {
    const { sets: expected } = await tell(store, (all) => [[...all]])
    t.match(expected, {
      cameras: [
        ['a', 'a'],
        ['b', 'a'],
        ['c', 'c'],
        ['d', 'd'],
        ['e', 'd'],
      ].map(([key = '', camera = '']) => ({ key: cameraKey(key), camera: cameraKey(camera) })),
      gaps: [{ why: 'off' }, { why: 'off' }],
      faults: [{ fault: 'INDEX_BEYOND_INVENTORY' }, { fault: 'INDEX_BEYOND_INVENTORY' }],
      waiting: [],
    })
    const order = fc.shuffledSubarray([...Array(18).keys()], { minLength: 18 })
    const again = fc.array(fc.nat(17), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(order, again, fc.integer({ min: 1, max: 18 }), async (once, repeated, size) => {
        const { accountId, gateways, sets } = await tell(store, (all) =>
          cut(
            [...once, ...repeated].flatMap((at) => all.slice(at, at + 1)),
            size,
          ),
        )
        t.same(sets, expected)
        t.equal(await rebuildProjection(store, accountId), 18)
        t.same(await projected(store, accountId, gateways), expected, 'made again from the statements')
      }),
      { seed, numRuns: 12 },
    )
  }),
)

function cut<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}

t.test('a heartbeat waits for every part of its inventory', (t) =>
  withDatabase(t, async ({ store }) => {
    const accountId = await createAccount(store)
    const gateway = await enrollGateway(store, accountId)
    const [, , partOne, partTwo, second] = story(gateway)
    const link = handLink()
    const ingest = await startTestIngest(store, link)
    const waiting = () => acrossAccounts(store, (tx) => tx.selectFrom('awaiting_inventory').select('seq').execute())
    const send = async (statement: Signed | undefined) => {
      link.deliver(gateway.id, statement?.jws ?? '')
      await ingest.settle()
    }
    await send(second)
    await send(partTwo)
    t.equal((await waiting()).length, 1)
    await send(partOne)
    t.equal((await waiting()).length, 0)
    await ingest.stop()
  }),
)

t.test('what is bound at an instant is all that was receipted until then, and nothing later joins it', (t) =>
  withDatabase(t, async ({ store }) => {
    const accountId = await createAccount(store)
    const gateway = await enrollGateway(store, accountId)
    const link = handLink()
    const clock = standingClock()
    const ingest = await startTestIngest(store, link, clock)
    const list = gateway.next(inventory(['a']))
    for (const statement of [list, gateway.next(beat(list, 0, [[1, 4, '0']]))]) link.deliver(gateway.id, statement.jws)
    await ingest.settle()
    const count = (store: Store) =>
      acrossAccounts(store, async (tx) =>
        (await tx.selectFrom('statement').select('arrived_at').execute()).map((row) => row.arrived_at),
      )
    clock.set(noonMs - 1_000) // a collector whose clock is behind
    const at = await withBoundEvidence(store, { accountId, nowMs: clock.wallMs() }, async ({ tx, at }) => {
      const rows = await tx.selectFrom('presence').select(sql<number>`bit_count(minutes)`.as('minutes')).execute()
      t.same(rows, [{ minutes: 1 }])
      return at
    })
    t.ok((await count(store)).every((arrived) => arrived <= at))
    link.deliver(gateway.id, gateway.next(beat(list, 3, [[1, 4, '0']])).jws)
    await ingest.settle()
    t.equal(
      (await count(store)).filter((arrived) => arrived > at).length,
      1,
      'receipted with a later t, by whatever clock',
    )
    await ingest.stop()
  }),
)

t.test('10.28 a row that holds distinct cameras counts for both until a person decides', (t) =>
  withDatabase(t, async ({ store }) => {
    const accountId = await createAccount(store)
    const gateways = [await enrollGateway(store, accountId), await enrollGateway(store, accountId)] as const
    const link = handLink()
    const clock = standingClock()
    const ingest = await startTestIngest(store, link, clock)
    const send = async (gateway: TestGateway, statement: Signed) => {
      clock.set(clock.wallMs() + 1000) // what came first is told by the receipts
      link.deliver(gateway.id, statement.jws)
      await ingest.settle()
      return statement
    }
    const read = async () => {
      const rows = await acrossAccounts(store, (tx) => readPresence(tx, accountId, { from: 0, to: 100_000 }))
      return rows.map(({ cameraKey: key, isShared, minutes }) => [
        key[0],
        isShared,
        hasMinute(minutes, 720),
        hasMinute(minutes, 721),
      ])
    }
    await send(gateways[0], gateways[0].next(inventory(['a'], ['b'])))
    const both = await send(gateways[1], gateways[1].next(inventory(['a', 'b'])))
    await send(gateways[1], gateways[1].next(beat(both, 0, [[1, 4, '0']])))
    const expected = [
      ['a', false, true, false],
      ['b', true, true, false],
    ]
    t.same(await read(), expected)
    const cameras = await acrossAccounts(store, (tx) => listCameraKeys(tx, accountId))
    t.same(
      cameras.map(({ key, camera }) => [key[0], camera[0]]),
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
    )
    const row = await send(gateways[1], gateways[1].next(inventory(['c', 'd'], ['e'])))
    await send(gateways[1], gateways[1].next(beat(row, 1, [[1, 4, '0']])))
    t.equal((await read()).length, 3, 'one camera with two keys')
    t.equal(await rebuildProjection(store, accountId), 5)
    t.same(
      (await read()).filter(([key]) => key !== 'c'),
      expected,
      'the same when made again',
    )
    await ingest.stop()
  }),
)
