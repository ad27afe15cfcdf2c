/** Protocol 10, cases 1 to 9 and 18: what is stored, receipted and refused, over the real broker into a real
 *  database. */
import { hashOf } from '@camtally/protocol'
import pg from 'pg'
import t from 'tap'
import { storedStatements } from '../../collector/src/ingest/testing.ts'
import { createAccount, enrollGateway, inventory, type Signed } from '../../collector/src/ingest/testing-gateway.ts'
import { nodeCrypto } from '../../collector/src/node-crypto.ts'
import { type Cloud, noonMinute, withCloud } from './cloud.ts'

const boot = { kind: 'boot', why: 'first' } as const
const beat = (list: Signed, offset: number) =>
  ({ kind: 'heartbeat', inv: list.hash, m: noonMinute + offset, n: 1, on: [[1, 4, '0']] }) as const
const payloadOf = ({ jws }: Signed) => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
/** Numbers of what is stored, without those that only told a test that the collector is done. */
const numbers = async ({ store }: Cloud) =>
  (await storedStatements(store)).map(({ seq }) => seq).filter((n) => n < 900_000)
const refusedCount = async ({ metrics }: Cloud) =>
  Number(/camtally_statements_total\{result="refused"\} (\d+)/.exec(await metrics.metrics())?.[1])

t.test('1 the same statement three times is one row and the same receipt', (t) =>
  withCloud(t, async (cloud) => {
    const first = cloud.gateway.next(boot)
    await cloud.send(first)
    await cloud.send(first)
    await cloud.send(first)
    t.same(await numbers(cloud), [1])
    t.equal(new Set(cloud.received().map(({ jws }) => jws)).size, 1, 'byte-equal')
  }),
)

t.test('2 numbers 10, 12, 11 are all stored, as one run', (t) =>
  withCloud(t, async (cloud) => {
    const all = Array.from({ length: 12 }, () => cloud.gateway.next(boot))
    await cloud.send(...all.slice(0, 10))
    await cloud.send(...all.slice(11, 12))
    const { receipt } = await cloud.send(...all.slice(10, 11))
    t.same(receipt.have, [[1, 12, all[11]?.hash]])
  }),
)

t.test('3 of 10, 12 and 11 five days later, 12 counts at once and 11 joins the runs', (t) =>
  withCloud(t, async (cloud) => {
    const list = cloud.gateway.next(inventory(['a']))
    const rest = Array.from({ length: 11 }, (_, at) => cloud.gateway.next(beat(list, at - 20)))
    const [late] = rest.slice(9, 10)
    if (late === undefined) throw new Error('eleven heartbeats were made')
    await cloud.send(list, ...rest.slice(0, 9))
    const { receipt } = await cloud.send(...rest.slice(10))
    t.same(
      receipt.have.map(([first, last]) => [first, last]),
      [
        [1, 10],
        [12, 12],
      ],
    )
    await cloud.settle()
    t.equal(await cloud.presentMinutes('a'), 10, '12 counts at once')
    cloud.clock.set(cloud.clock.wallMs() + 5 * 86_400_000)
    const joined = await cloud.send(late)
    t.same(
      joined.receipt.have.map(([first, last]) => [first, last]),
      [[1, 12]],
    )
    await cloud.settle()
    t.equal(await cloud.presentMinutes('a'), 11)
  }),
)

t.test('4 a statement with any bit flipped is refused, and counted as refused', (t) =>
  withCloud(t, async (cloud) => {
    const { jws } = cloud.gateway.next(boot)
    const bytes = Buffer.from(jws)
    const flipped = Array.from({ length: 48 }, (_, at) => {
      const place = Math.floor((at * bytes.length) / 48)
      const bad = Buffer.from(bytes)
      bad[place] = (bad[place] ?? 0) ^ (1 << (at % 7))
      return bad.toString('latin1')
    })
    await cloud.refused(...flipped)
    t.same(await numbers(cloud), [])
    t.equal(await refusedCount(cloud), flipped.length)
  }),
)

t.test('5 respelled base64, padding and white space are refused: no new record of an old statement', (t) =>
  withCloud(t, async (cloud) => {
    const first = cloud.gateway.next(boot)
    await cloud.send(first)
    const { jws } = first
    const last = jws.at(-1) ?? ''
    const spare = String.fromCharCode(last.charCodeAt(0) + 1)
    const bad = [`${jws}=`, `${jws}==`, `${jws}\n`, ` ${jws}`, jws.replace('.', '.\t'), `${jws.slice(0, -1)}${spare}`]
    await cloud.refused(...bad, `${jws}.`, jws.replaceAll('-', '+').replaceAll('_', '/').concat('+'))
    t.same(await numbers(cloud), [1])
  }),
)

t.test('6 another header, algorithm, order or use is refused', (t) =>
  withCloud(t, async (cloud) => {
    const { kid, signText } = cloud.gateway
    const payload = payloadOf(cloud.gateway.next(boot))
    const headers = [
      `{"alg":"EdDSA","kid":"${kid}","typ":"camtally-statement+jws","x":1}`,
      `{"alg":"none","kid":"${kid}","typ":"camtally-statement+jws"}`,
      `{"alg":"ES256","kid":"${kid}","typ":"camtally-statement+jws"}`,
      `{"kid":"${kid}","alg":"EdDSA","typ":"camtally-statement+jws"}`,
      `{"alg":"EdDSA","kid":"${kid}","typ":"camtally-receipt+jws"}`,
      `{ "alg":"EdDSA","kid":"${kid}","typ":"camtally-statement+jws"}`,
      `{"alg":"EdDSA","kid":"${kid}","typ":"camtally-statement+jws","jwk":{"kty":"OKP"}}`,
    ]
    await cloud.refused(...headers.map((header) => signText(payload, header)))
    t.same(await numbers(cloud), [])
    t.equal(await refusedCount(cloud), headers.length)
  }),
)

t.test('7 beyond the profile is stored, receipted, uncounted, and the next counts; the five doubled are refused', (t) =>
  withCloud(t, async (cloud) => {
    const text = payloadOf(cloud.gateway.at({ seq: 1, prev: 'A'.repeat(43) }, boot))
    const none = ['"v":', '"gw":', '"ep":', '"seq":', '"prev":'].map((key) => text.replace(key, `${key}1,${key}`))
    await cloud.refused(...none.map((payload) => cloud.gateway.signText(payload)))
    t.same(await numbers(cloud), [], 'no statement')
    const sane = JSON.parse(text)
    const faults = [
      '"mono":1,"mono":1',
      '"mono":1.5',
      `"mono":${2 ** 53}`,
      '"mono":1,"a":"red"',
      '"mono":1,"__proto__":{}',
    ]
    let { prev } = sane
    for (const [at, fault] of [...faults, '"mono":1'].entries()) {
      const isLast = at === faults.length
      const payload = JSON.stringify({ ...sane, seq: at + 2, prev, ...(isLast ? { v: 2 } : {}) })
      const jws = cloud.gateway.signText(payload.replace(/"mono":\d+/, fault))
      prev = hashOf(jws, nodeCrypto)
      await cloud.refused(jws)
    }
    const rows = (await storedStatements(cloud.store)).filter(({ seq }) => seq < 900_000)
    t.same(
      rows.map(({ code }) => code),
      rows.map(() => 'NOT_UNDERSTOOD'),
    )
    t.equal(rows.length, 6)
    const last = rows.at(-1)
    const next = cloud.gateway.at({ seq: 8, prev: last?.hash ?? '' }, inventory(['a']))
    await cloud.send(next)
    const counted = cloud.gateway.at({ seq: 9, prev: next.hash }, beat(next, 0))
    const { receipt } = await cloud.send(counted)
    t.ok(
      receipt.have.some(([first, end]) => first === 2 && end === 9),
      'it keeps its number in the chain',
    )
    await cloud.settle()
    t.equal(await cloud.presentMinutes('a'), 1)
  }),
)

t.test("8 a gateway's key under another one's id is refused", (t) =>
  withCloud(t, async (cloud) => {
    const other = await enrollGateway(cloud.store, await createAccount(cloud.store))
    const claimed = payloadOf(other.next(boot))
    await cloud.refused(cloud.gateway.signText(claimed), other.next(boot).jws)
    t.same(await numbers(cloud), [])
    t.equal(await refusedCount(cloud), 2)
  }),
)

t.test("9 a gateway that writes to another one's topic is cut off, and nothing is stored", (t) =>
  withCloud(t, async (cloud) => {
    const other = await enrollGateway(cloud.store, await createAccount(cloud.store))
    const client = await cloud.connect(other)
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
    client.publish(`camtally/v1/${cloud.gateway.id}/statement`, cloud.gateway.next(boot).jws, { qos: 1 })
    await closed
    await cloud.refused()
    t.same(await numbers(cloud), [])
  }),
)

t.test('18 an insert that fails after the signature check gives no receipt; sent again it is one row', (t) =>
  withCloud(t, async (cloud) => {
    const owner = new pg.Client({ connectionString: cloud.db.ownerUrl })
    await owner.connect()
    await owner.query(`alter table statement add constraint fails check (seq <> 1)`)
    const other = await cloud.uplinkOf(await enrollGateway(cloud.store, await createAccount(cloud.store)))
    const [first, second] = [cloud.gateway.next(boot), cloud.gateway.next(boot)]
    await cloud.send(second)
    await cloud.publish(first.jws)
    await other.send(other.gateway.at({ seq: 2, prev: 'A'.repeat(43) }, boot)) // comes after it and is stored
    t.same(await numbers(cloud), [2, 2], 'of both gateways what can be stored is stored')
    t.equal(cloud.received().length, 1)
    await owner.query('alter table statement drop constraint fails')
    await owner.end()
    const { receipt } = await cloud.send(first)
    t.same(receipt.have, [[1, 2, second.hash]])
    t.same((await numbers(cloud)).sort(), [1, 2, 2])
  }),
)
