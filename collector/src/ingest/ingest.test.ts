/** What receipts promise, which minutes count, and collectors beside each other. */
import { sql } from 'kysely'
import t from 'tap'
import { acrossAccounts } from '../store/database.ts'
import { revokeGatewayKey } from '../store/gateway.ts'
import { withDatabase } from '../store/testing.ts'
import { handLink, presentMinutes, startTestIngest, storedStatements, withIngest } from './testing.ts'
import { createAccount, enrollGateway, inventory, noonMinute, noonMs, type Signed } from './testing-gateway.ts'

const boot = { kind: 'boot', why: 'first' } as const

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
    withIngest(store, async (ingest) => {
      const { gateway, send, clock } = ingest
      const list = gateway.next(inventory(['a'], ['b']))
      const waiting = gateway.next(beat(list, 0))
      await send(waiting)
      t.equal(await presentMinutes(ingest, 'a'), 0)
      t.equal(
        (await acrossAccounts(store, (tx) => tx.selectFrom('awaiting_inventory').selectAll().execute())).length,
        1,
      )
      await send(list)
      t.equal(await presentMinutes(ingest, 'a'), 1, 'counted once the inventory is there')
      t.same(await acrossAccounts(store, (tx) => tx.selectFrom('awaiting_inventory').selectAll().execute()), [])
      clock.set(noonMs + 60_000)
      await send(...[1 + 5, 1 + 6, 1 - 62 * 1440, -62 * 1440].map((offset) => gateway.next(beat(list, offset))))
      t.equal(await presentMinutes(ingest, 'a'), 3, '5 minutes early and 62 days late are inclusive')
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
    withIngest(store, async (ingest) => {
      const { gateway, link, send, clock } = ingest
      const list = gateway.next(inventory(['a']))
      await send(list, gateway.next(beat(list, 0)))
      await acrossAccounts(store, (tx) =>
        revokeGatewayKey(tx, { gatewayId: gateway.id, kid: gateway.kid }, noonMs + 1000),
      )
      clock.set(noonMs + 2000)
      await send(gateway.next(beat(list, 1)))
      t.equal(link.receipts(gateway.id).at(-1)?.receipt.got.length, 1)
      t.equal(await presentMinutes(ingest, 'a'), 1)
      t.same(
        (await storedStatements(store)).map(({ code }) => code),
        [null, null, 'REVOKED'],
      )
    }),
  ),
)

t.test(
  '10.2 collectors that share the topics of many gateways store each statement once and never wait in a ring',
  (t) =>
    withDatabase(t, async ({ store }) => {
      const accountId = await createAccount(store)
      const gateways = await Promise.all(Array.from({ length: 12 }, () => enrollGateway(store, accountId)))
      const links = [handLink(), handLink(), handLink()]
      const collectors = await Promise.all(links.map((link) => startTestIngest(store, link)))
      for (let round = 0; round < 6; round += 1) {
        for (const [at, gateway] of gateways.entries()) {
          const { jws } = gateway.next(boot)
          for (const offset of [0, 1]) links[(at + round + offset) % 3]?.deliver(gateway.id, jws)
        }
        await Promise.all(collectors.map((collector) => collector.settle()))
      }
      t.equal((await storedStatements(store)).length, 72)
      const chains = await acrossAccounts(store, (tx) => tx.selectFrom('chain').select(['runs', 'stored']).execute())
      t.same(
        chains.map(({ runs, stored }) => [runs.map(([first, last]) => [first, last]), stored]),
        gateways.map(() => [[[1, 6]], 6]),
      )
      const receipts = links.flatMap((link) => gateways.flatMap(({ id }) => link.receipts(id).map(({ jws }) => jws)))
      const kept = await acrossAccounts(store, (tx) => tx.selectFrom('receipt').select('jws').execute())
      t.same(new Set(receipts), new Set(kept.map(({ jws }) => jws)), 'what left is what is stored')
      await Promise.all(collectors.map((collector) => collector.stop()))
    }),
)

t.test("an account without a ledger gets no receipt, and is in nobody else's way", (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, settle }) => {
      const accountId = await createAccount(store, { withLedger: false })
      const odd = await enrollGateway(store, accountId)
      for (const each of [odd, gateway]) link.deliver(each.id, each.next(boot).jws)
      await settle()
      t.equal(link.receipts(gateway.id).length, 1)
      t.equal(link.receipts(odd.id).length, 0)
    }),
  ),
)

t.test('a collector that starts publishes the newest receipt of every gateway again', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send }) => {
      await send(gateway.next(boot))
      await send(gateway.next(boot))
      const other = handLink()
      const second = await startTestIngest(store, other)
      await other.published(1)
      t.same(
        other.receipts(gateway.id).map(({ jws }) => jws),
        link
          .receipts(gateway.id)
          .slice(-1)
          .map(({ jws }) => jws),
      )
      await second.stop()
    }),
  ),
)

function beat(list: Signed, offset: number) {
  return { kind: 'heartbeat', inv: list.hash, m: noonMinute + offset, n: 1, on: [[1, 4, '0']] } as const
}
