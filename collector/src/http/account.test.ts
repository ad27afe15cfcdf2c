/** Accounts, sites, rate cards: changed in place by If-Match, refused with a pointer, recorded in the ledger. */
import t from 'tap'
import { acrossAccounts } from '../store/database.ts'
import { openTestApi } from './testing.ts'
import { basicCard, newAccount } from './testing-fleet.ts'

t.test('an account is changed by who read it last: 428 without If-Match, 412 with a stale one', async (t) => {
  const test = await openTestApi(t)
  const { account } = await newAccount(test)
  const token = test.opsToken
  const path = `/v1/accounts/${account}`
  const read = await test.ask(`GET ${path}`, { token })
  t.equal(read.headers['etag'], '"v1"')
  const change = (match?: string) =>
    test.ask(`PATCH ${path}`, { token, body: { name: 'Bakery II' }, headers: match ? { 'if-match': match } : {} })
  t.match((await change()).json, { status: 428, code: 'IF_MATCH_MISSING' })
  const changed = await change('"v1"')
  t.equal(changed.status, 200, changed.text)
  t.equal(changed.headers['etag'], '"v2"')
  t.match(changed.json, { name: 'Bakery II', timeZone: 'Europe/Vienna', version: 2 })
  t.match((await change('"v1"')).json, { status: 412, code: 'IF_MATCH_STALE' })
  const racing = await Promise.all([change('"v2"'), change('"v2"'), change('"v2"')])
  t.same(racing.map(({ status }) => status).sort(), [200, 412, 412])
})

t.test('what an account cannot be is refused with its place', async (t) => {
  const test = await openTestApi(t)
  const good = { name: 'A', timeZone: 'UTC', currency: 'USD' }
  const rows: readonly (readonly [object, string, string])[] = [
    [{ ...good, timeZone: 'Mars/Olympus' }, 'TIME_ZONE_UNKNOWN', '/timeZone'],
    [{ ...good, timeZone: '+01:00' }, 'TIME_ZONE_UNKNOWN', '/timeZone'],
    [{ ...good, currency: 'XXX' }, 'CURRENCY_UNSUPPORTED', '/currency'],
    [{ ...good, taxes: [{ name: 'VAT', ratePpm: 200_000, from: '2027-02-30' }] }, 'DATE_IMPOSSIBLE', '/taxes/0/from'],
    [{ ...good, taxes: [{ name: 'VAT', rate: 1, from: '2027-01-01' }] }, 'REQUEST_INVALID', '/taxes/0/ratePpm'],
    [{ ...good, nmae: 'B' }, 'REQUEST_INVALID', '/nmae'],
  ]
  for (const [body, code, pointer] of rows) {
    const answer = await test.ask('POST /v1/accounts', { token: test.opsToken, body })
    t.match(answer.json, { code }, answer.text)
    t.ok(
      answer.rowsAt('/errors').some((error) => error['pointer'] === pointer),
      answer.text,
    )
  }
})

t.test('a rate card is recorded once and never changed', async (t) => {
  const test = await openTestApi(t)
  const token = test.opsToken
  const made = await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  t.equal(made.status, 201, made.text)
  t.match(made.json, {
    n: 1,
    isNewest: true,
    card: { included: 1, graceHours: 24, tiers: [{ id: 'basic' }, { id: 'pro' }] },
  })
  const again = await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  t.equal(again.textAt('/hash'), made.textAt('/hash'))
  const next = await test.ask('POST /v1/rate-cards', { token, body: { ...basicCard, included: 2 } })
  t.match(next.json, { n: 2, isNewest: true })
  t.match((await test.ask(`GET /v1/rate-cards/${made.textAt('/hash')}`, { token })).json, { n: 1, isNewest: false })
  const back = await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  t.match(back.json, { n: 3, isNewest: true, card: { included: 1 } }, 'an older one comes back as a new entry')
  const wrong = { ...basicCard, tiers: [{ ...basicCard.tiers[0], rank: 'high' }] }
  const refused = await test.ask('POST /v1/rate-cards', { token, body: wrong })
  t.match(refused.json, { status: 422, code: 'VALUE_SHAPE', errors: [{ pointer: '/tiers/0/rank' }] })
  const card = await test.ask('POST /v1/rate-cards', { token, body: { ...basicCard, grace: 1 } })
  t.match(card.json, { status: 422, code: 'KEY_UNKNOWN', errors: [{ pointer: '/grace' }] })
})

t.test('a write that fails leaves no ledger entry and no row', async (t) => {
  const test = await openTestApi(t)
  const { account } = await newAccount(test)
  const count = () =>
    acrossAccounts(test.deps.store, async (tx) => (await tx.selectFrom('ledger_entry').select('n').execute()).length)
  const before = await count()
  const body = { siteId: 'site_aaaaaaaaaaaa', name: 'x' }
  t.equal((await test.ask(`POST /v1/accounts/${account}/claims`, { token: test.opsToken, body })).status, 404)
  t.equal(await count(), before)
})
