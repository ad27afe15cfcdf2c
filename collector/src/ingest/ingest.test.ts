import { sql } from 'kysely'
import t from 'tap'
import { acrossAccounts, type Store } from '../store/database.ts'
import { listRefused } from '../store/refused.ts'
import { withDatabase } from '../store/testing.ts'
import {
  cameraKey,
  createAccount,
  enrollGateway,
  type HandLink,
  handLink,
  inventory,
  noonMinute,
  noonMs,
  type Signed,
  standingClock,
  startTestIngest,
  type TestGateway,
} from './testing.ts'

const boot = { kind: 'boot', why: 'first' } as const

/** A running ingest with one gateway enrolled. */
async function withIngest(store: Store, run: (setup: Setup) => Promise<void>): Promise<void> {
  const gateway = await enrollGateway(store, await createAccount(store))
  const link = handLink()
  const clock = standingClock()
  const ingest = await startTestIngest(store, link, clock)
  const send = async (...statements: Signed[]) => {
    for (const { jws } of statements) link.deliver(gateway.id, jws)
    await ingest.settle()
  }
  try {
    await run({ store, gateway, link, clock, send, settle: () => ingest.settle() })
  } finally {
    await ingest.stop()
  }
}

interface Setup {
  readonly store: Store
  readonly gateway: TestGateway
  readonly link: HandLink
  readonly clock: ReturnType<typeof standingClock>
  send(...statements: Signed[]): Promise<void>
  settle(): Promise<void>
}

const stored = (store: Store) =>
  acrossAccounts(store, (tx) => tx.selectFrom('statement').selectAll().orderBy('serial').execute())

t.test('10.1 the same statement three times is one row and one receipt', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send }) => {
      const first = gateway.next(boot)
      await send(first)
      await send(first)
      await send(first)
      t.equal((await stored(store)).length, 1)
      const receipts = link.receipts(gateway.id)
      t.equal(receipts.length, 3)
      t.equal(new Set(receipts.map(({ jws }) => jws)).size, 1, 'byte-equal')
      t.same(receipts[0]?.receipt.got, [[1, first.hash, 0]])
      t.same(receipts[0]?.receipt.have, [[1, 1, first.hash]])
    }),
  ),
)

t.test('10.2 10.3 out of order is one run in the end, and a hole is shown as two', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send }) => {
      const [one, two, three] = [gateway.next(boot), gateway.next(boot), gateway.next(boot)]
      await send(one, three)
      t.same(link.receipts(gateway.id).at(-1)?.receipt.have, [
        [1, 1, one.hash],
        [3, 3, three.hash],
      ])
      await send(two)
      t.same(link.receipts(gateway.id).at(-1)?.receipt.have, [[1, 3, three.hash]])
      t.same(
        (await stored(store)).map(({ seq }) => seq),
        [1, 3, 2],
      )
    }),
  ),
)

t.test('10.4 10.5 10.6 what is not byte for byte what was signed is refused and listed', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, settle }) => {
      const { jws } = gateway.next(boot)
      const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
      const header = (text: string) => gateway.signText(payload, text)
      const flipped = `${jws.slice(0, 200)}${jws[200] === 'A' ? 'B' : 'A'}${jws.slice(201)}`
      for (const bad of [
        flipped,
        `${jws}=`,
        `${jws} `,
        `${jws}.`,
        jws.slice(0, -1),
        'no statement',
        '',
        header(`{"alg":"EdDSA","kid":"${gateway.kid}","typ":"camtally-statement+jws","x":1}`),
        header(`{"alg":"none","kid":"${gateway.kid}","typ":"camtally-statement+jws"}`),
        header(`{"alg":"ES256","kid":"${gateway.kid}","typ":"camtally-statement+jws"}`),
        header(`{"kid":"${gateway.kid}","alg":"EdDSA","typ":"camtally-statement+jws"}`),
        header(`{"alg":"EdDSA","kid":"${gateway.kid}","typ":"camtally-receipt+jws"}`),
      ])
        link.deliver(gateway.id, bad)
      await settle()
      t.same(await stored(store), [])
      t.same(link.receipts(gateway.id), [])
      const refused = await acrossAccounts(store, (tx) => listRefused(tx, gateway.accountId, gateway.id))
      t.equal(refused.length, 12)
      t.ok(
        refused.every(({ code }) => /^(JWS|SIGNATURE)_/.test(code)),
        refused.map(({ code }) => code).join(),
      )
    }),
  ),
)

t.test('10.7 what is signed and not understood is stored, receipted and uncounted, and the chain goes on', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send, settle }) => {
      const sane = JSON.parse(Buffer.from(gateway.next(boot).jws.split('.')[1] ?? '', 'base64url').toString())
      const text = JSON.stringify(sane)
      for (const bad of [
        text.replace('"v":1', '"v":1,"v":1'),
        text.replace('"seq":1', '"seq":1,"seq":2'),
        text.replace('"gw"', '"gw":"x","gw"'),
      ])
        link.deliver(gateway.id, gateway.signText(bad))
      await settle()
      t.same(await stored(store), [], 'a doubled chain member is no statement')
      const faults = [
        text.replace('"mono":1', '"mono":1,"mono":1'),
        text.replace('"mono":1', '"mono":1.5'),
        text.replace('"mono":1', `"mono":${2 ** 53}`),
        text.replace('"mono":1', '"mono":1,"colour":"red"'),
        text.replace('"mono":1', '"mono":1,"__proto__":{}'),
        text.replace('"v":1', '"v":2'),
      ]
      for (const fault of faults) link.deliver(gateway.id, gateway.signText(fault))
      await settle()
      t.same(
        (await stored(store)).map(({ code }) => code),
        faults.map(() => 'NOT_UNDERSTOOD'),
      )
      t.equal(link.receipts(gateway.id).at(-1)?.receipt.got.length, faults.length)
      t.same(
        (await acrossAccounts(store, (tx) => tx.selectFrom('not_understood').select('seq').execute())).length,
        faults.length,
      )
      const first = (await stored(store))[0]
      gateway.restore({ seq: 1, hash: first?.hash ?? '' })
      await send(gateway.next(boot))
      t.same(link.receipts(gateway.id).at(-1)?.receipt.have.at(-1)?.slice(0, 2), [1, 2])
    }),
  ),
)

t.test('10.8 10.9 a statement counts under its own gateway and key alone', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, settle }) => {
      const other = await enrollGateway(store, await createAccount(store))
      link.deliver(other.id, gateway.next(boot).jws)
      const claimed = Buffer.from(other.next(boot).jws.split('.')[1] ?? '', 'base64url').toString()
      link.deliver(other.id, gateway.signText(claimed))
      link.deliver(gateway.id, gateway.signText(claimed))
      link.deliver('gw_zzzzzzzzzzzz', gateway.next(boot).jws)
      await settle()
      t.same(await stored(store), [])
      const codes = await acrossAccounts(store, (tx) => tx.selectFrom('refused').select('code').orderBy('n').execute())
      t.same(
        codes.map(({ code }) => code),
        ['JWS_KEY_UNKNOWN', 'JWS_KEY_UNKNOWN', 'STATEMENT_GATEWAY'],
      )
    }),
  ),
)

t.test('10.10 a restored snapshot stands beside the chain, is counted, and signs on from the head', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send }) => {
      const list = gateway.next(inventory(['a']))
      const before = gateway.next(beat(list, 0, 'a'))
      await send(list, before, gateway.next(beat(list, 1)))
      gateway.restore(before)
      const fork = gateway.next(beat(list, 2))
      await send(fork)
      const { receipt } = link.receipts(gateway.id).at(-1) ?? {}
      t.same(receipt?.got, [[3, fork.hash, 1]])
      t.same(receipt?.side, [[3, 3, fork.hash]])
      t.equal(await minutes(store, 'a'), 3, 'both branches count')
      t.equal((await acrossAccounts(store, (tx) => tx.selectFrom('fork').selectAll().execute())).length, 1)
      const [, last, hash] = receipt?.have.at(-1) ?? [0, 0, '']
      gateway.restore({ seq: last, hash })
      await send(gateway.next(boot))
      t.same(link.receipts(gateway.id).at(-1)?.receipt.have.at(-1)?.slice(0, 2), [1, 4])
    }),
  ),
)

t.test('10.18 an insert that fails after the signature check leaves no receipt, and comes again', (t) =>
  withDatabase(t, ({ store, ownerUrl }) =>
    withIngest(store, async ({ gateway, link, send }) => {
      const other = await enrollGateway(store, await createAccount(store))
      const pg = await import('pg')
      const owner = new pg.default.Client({ connectionString: ownerUrl })
      await owner.connect()
      await owner.query(`alter table receipt add constraint fails check (gateway_id <> '${gateway.id}')`)
      const first = gateway.next(boot)
      link.deliver(other.id, other.next(boot).jws)
      await send(first)
      t.same(
        (await stored(store)).map((row) => row.gateway_id),
        [other.id],
        "another gateway's statement is stored",
      )
      t.same(link.receipts(gateway.id), [])
      await owner.query('alter table receipt drop constraint fails')
      await owner.end()
      await send(first)
      t.equal((await stored(store)).length, 2)
      t.equal(link.receipts(gateway.id).length, 1)
    }),
  ),
)

t.test('a receipt says what it promises: time, key, ledger and when a close binds it', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send, clock }) => {
      await send(gateway.next(boot))
      await send(gateway.next(boot))
      clock.set(noonMs + 5)
      await send(gateway.next(boot))
      const receipts = link.receipts(gateway.id).map(({ receipt }) => receipt)
      t.same(
        receipts.map(({ t }) => t),
        [noonMs, noonMs + 1, noonMs + 5],
        't grows even where the clock stands',
      )
      const dayEnds = Date.UTC(2027, 3, 1, 22) // Berlin, summer time
      const { w, by, kid, li, n, rs } = receipts[0] ?? {}
      t.same(
        { w, by, kid, li, n: n?.[0], rs },
        { w: 20, by: dayEnds + 48 * 3_600_000, kid: gateway.kid, li: 1, n: 1, rs: 0 },
      )
      clock.set(noonMs - 10_000)
      await send(gateway.next(boot))
      t.equal(link.receipts(gateway.id).length, 3, 'nothing is signed behind a receipt stored before')
    }),
  ),
)

t.test('minutes count by the arrival of the first receipt: early, late, and not before their inventory came', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, send, clock }) => {
      const list = gateway.next(inventory(['a'], ['b']))
      const waiting = gateway.next(beat(list, 0))
      await send(waiting)
      t.equal(await minutes(store, 'a'), 0)
      t.equal(
        (await acrossAccounts(store, (tx) => tx.selectFrom('awaiting_inventory').selectAll().execute())).length,
        1,
      )
      await send(list)
      t.equal(await minutes(store, 'a'), 1, 'counted once the inventory is there')
      t.same(await acrossAccounts(store, (tx) => tx.selectFrom('awaiting_inventory').selectAll().execute()), [])
      clock.set(noonMs + 60_000)
      await send(...[1 + 5, 1 + 6, 1 - 62 * 1440, -62 * 1440].map((offset) => gateway.next(beat(list, offset))))
      t.equal(await minutes(store, 'a'), 3, '5 minutes early and 62 days late are inclusive')
      const codes = await acrossAccounts(store, (tx) =>
        tx
          .selectFrom('uncounted')
          .select(['code', sql<number>`bit_count(minutes)`.as('count')])
          .orderBy('code')
          .execute(),
      )
      t.same(codes, [
        { code: 'TIME_EARLY', count: 1 },
        { code: 'TIME_LATE', count: 1 },
      ])
    }),
  ),
)

t.test('what a revoked key signs is stored, receipted and uncounted', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send, clock }) => {
      const list = gateway.next(inventory(['a']))
      await send(list, gateway.next(beat(list, 0)))
      const { revokeGatewayKey } = await import('../store/gateway.ts')
      await acrossAccounts(store, (tx) =>
        revokeGatewayKey(tx, { gatewayId: gateway.id, kid: gateway.kid }, noonMs + 1000),
      )
      clock.set(noonMs + 2000)
      await send(gateway.next(beat(list, 1)))
      t.equal(link.receipts(gateway.id).at(-1)?.receipt.got.length, 1)
      t.equal(await minutes(store, 'a'), 1)
      t.same(
        (await stored(store)).map(({ code }) => code),
        [null, null, 'REVOKED'],
      )
    }),
  ),
)

function beat(list: Signed, offset: number, _name = '') {
  return { kind: 'heartbeat', inv: list.hash, m: noonMinute + offset, n: 1, on: [[1, 4, '0']] } as const
}

async function minutes(store: Store, name: string): Promise<number> {
  const rows = await acrossAccounts(store, (tx) =>
    tx
      .selectFrom('presence')
      .select(sql<number>`bit_count(minutes)`.as('count'))
      .where('camera_key', '=', cameraKey(name))
      .execute(),
  )
  return rows.reduce((sum, row) => sum + Number(row.count), 0)
}
