/** Protocol 10, the cases that ingest alone answers: input -> expected. */
import pg from 'pg'
import t from 'tap'
import { acrossAccounts } from '../store/database.ts'
import { listRefused } from '../store/refused.ts'
import { withDatabase } from '../store/testing.ts'
import { presentMinutes, storedStatements, withIngest } from './testing.ts'
import { createAccount, enrollGateway, inventory, noonMinute, type Signed } from './testing-gateway.ts'

const boot = { kind: 'boot', why: 'first' } as const

t.test('10.1 the same statement three times is one row and one receipt', (t) =>
  withDatabase(t, ({ store }) =>
    withIngest(store, async ({ gateway, link, send }) => {
      const first = gateway.next(boot)
      await send(first)
      await send(first)
      await send(first)
      t.equal((await storedStatements(store)).length, 1)
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
        (await storedStatements(store)).map(({ seq }) => seq),
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
      t.same(await storedStatements(store), [])
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
      t.same(await storedStatements(store), [], 'a doubled chain member is no statement')
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
        (await storedStatements(store)).map(({ code }) => code),
        faults.map(() => 'NOT_UNDERSTOOD'),
      )
      t.equal(link.receipts(gateway.id).at(-1)?.receipt.got.length, faults.length)
      t.same(
        (await acrossAccounts(store, (tx) => tx.selectFrom('not_understood').select('seq').execute())).length,
        faults.length,
      )
      const first = (await storedStatements(store))[0]
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
      t.same(await storedStatements(store), [])
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
    withIngest(store, async (ingest) => {
      const { gateway, link, send } = ingest
      const list = gateway.next(inventory(['a']))
      const before = gateway.next(beat(list, 0))
      await send(list, before, gateway.next(beat(list, 1)))
      gateway.restore(before)
      const fork = gateway.next(beat(list, 2))
      await send(fork)
      const { receipt } = link.receipts(gateway.id).at(-1) ?? {}
      t.same(receipt?.got, [[3, fork.hash, 1]])
      t.same(receipt?.side, [[3, 3, fork.hash]])
      t.equal(await presentMinutes(ingest, 'a'), 3, 'both branches count')
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
      const owner = new pg.Client({ connectionString: ownerUrl })
      await owner.connect()
      await owner.query(`alter table receipt add constraint fails check (gateway_id <> '${gateway.id}')`)
      const first = gateway.next(boot)
      link.deliver(other.id, other.next(boot).jws)
      await send(first)
      t.same(
        (await storedStatements(store)).map((row) => row.gateway_id),
        [other.id],
        "another gateway's statement is stored",
      )
      t.same(link.receipts(gateway.id), [])
      await owner.query('alter table receipt drop constraint fails')
      await owner.end()
      await send(first)
      t.equal((await storedStatements(store)).length, 2)
      t.equal(link.receipts(gateway.id).length, 1)
    }),
  ),
)

function beat(list: Signed, offset: number) {
  return { kind: 'heartbeat', inv: list.hash, m: noonMinute + offset, n: 1, on: [[1, 4, '0']] } as const
}
