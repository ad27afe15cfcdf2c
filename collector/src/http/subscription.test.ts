/** The subscription over the API: what is previewed is what is done, and it is invoiced at once (R15 to R18, R32). */
import t from 'tap'
import { openTestApi, type TestApi } from './testing.ts'
import { basicCard, newAccount } from './testing-fleet.ts'

async function subscribed(t: Parameters<typeof openTestApi>[0], on: string, plan: object) {
  const test = await openTestApi(t)
  test.clock.set(Date.parse(on))
  const account = await newAccount(test)
  const token = test.opsToken
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const path = `/v1/accounts/${account.account}`
  const answer = await test.ask(`POST ${path}/subscription`, {
    token,
    body: { tier: 'basic', frequency: 'monthly', ...plan },
  })
  return { test, path, token, answer, customer: account.customerToken }
}

/** Closes nothing: what is asked here needs no counts. */
async function amounts(test: TestApi, path: string) {
  const list = await test.ask(`GET ${path}/invoices`, { token: test.opsToken })
  return list.rowsAt('/items').map(({ kind, number, grossMinor }) => [kind, number, grossMinor])
}

t.test('subscribing invoices the base at once, with number 1', async (t) => {
  const { test, path, answer } = await subscribed(t, '2027-03-10T09:00:00Z', {})
  t.equal(answer.status, 201, answer.text)
  t.match(answer.json, {
    state: {
      status: 'active',
      tier: 'basic',
      tierName: 'Basic',
      billingDay: 10,
      addOns: [{ tier: 'basic', isActive: true }],
      usagePeriod: { from: '2027-03-10', to: '2027-04-10' },
    },
    draft: null,
    nextInvoice: {
      issuedOn: '2027-04-10',
      lines: [
        { kind: 'base', amountMinor: 4900 },
        { kind: 'usage', quantity: 0 },
      ],
    },
    creditBalanceMinor: 0,
    history: [{ do: 'subscribe', tier: 'basic', frequency: 'monthly' }],
  })
  t.same(await amounts(test, path), [['subscription', 1, 4900]])
})

t.test('G3 a previewed upgrade credits and charges to the cent, and the same is done', async (t) => {
  const { test, path, customer: token } = await subscribed(t, '2027-03-10T09:00:00Z', {})
  test.clock.set(Date.parse('2027-03-21T13:30:00Z'))
  const change = { do: 'changePlan', tier: 'pro' }
  const preview = await test.ask(`POST ${path}/subscription/preview`, { token, body: { change } })
  t.equal(preview.status, 200, preview.text)
  t.match(preview.json, {
    before: { tier: 'basic' },
    after: { tier: 'pro' },
    newRateFrom: '2027-03-21',
    today: {
      day: '2027-03-21',
      creditNote: null,
      invoice: {
        status: 'due',
        number: null,
        grossMinor: 3226,
        lines: [
          { kind: 'prorationCredit', amountMinor: -3161 },
          { kind: 'prorationCharge', amountMinor: 6387 },
        ],
      },
    },
  })
  t.same(await amounts(test, path), [['subscription', 1, 4900]], 'a preview changes nothing')
  test.clock.set(Date.parse('2027-03-21T13:34:00Z'))
  const previewToken = preview.textAt('/previewToken')
  const done = await test.ask(`POST ${path}/subscription/changes`, { token, body: { change, previewToken } })
  t.equal(done.status, 200, done.text)
  t.match(done.json, {
    state: {
      tier: 'pro',
      addOns: [
        { tier: 'basic', isActive: false },
        { tier: 'pro', isActive: true },
      ],
    },
  })
  t.same(await amounts(test, path), [
    ['change', 2, 3226],
    ['subscription', 1, 4900],
  ])
  const again = await test.ask(`POST ${path}/subscription/changes`, { token, body: { change, previewToken } })
  t.match(again.json, { status: 409, code: 'PREVIEW_STALE' })
})

t.test('a preview of yesterday does not hold today', async (t) => {
  const { test, path, customer: token } = await subscribed(t, '2027-03-10T09:00:00Z', {})
  const change = { do: 'changePlan', tier: 'pro' }
  test.clock.set(Date.parse('2027-03-21T22:59:00Z'))
  const preview = await test.ask(`POST ${path}/subscription/preview`, { token, body: { change } })
  test.clock.set(Date.parse('2027-03-21T23:01:00Z'))
  const previewToken = preview.textAt('/previewToken')
  const stale = await test.ask(`POST ${path}/subscription/changes`, { token, body: { change, previewToken } })
  t.match(stale.json, { status: 409, code: 'PREVIEW_STALE' }, 'midnight of Vienna lies between')
})

t.test('G4 a downgrade with a credit makes a credit note of its own series', async (t) => {
  const { test, path, customer: token } = await subscribed(t, '2027-04-01T09:00:00Z', { tier: 'pro' })
  test.clock.set(Date.parse('2027-04-16T08:00:00Z'))
  const change = { do: 'changePlan', tier: 'basic', when: 'now' }
  const preview = await test.ask(`POST ${path}/subscription/preview`, { token, body: { change } })
  t.match(preview.json, { newRateFrom: '2027-04-17' }, preview.text)
  const version = (await test.ask(`GET ${path}/subscription`, { token })).headers['etag']
  const headers = { 'if-match': String(version) }
  const done = await test.ask(`POST ${path}/subscription/changes`, { token, body: { change }, headers })
  t.equal(done.status, 200, done.text)
  test.clock.set(Date.parse('2027-04-17T08:00:00Z'))
  await test.ask('POST /v1/jobs/all/runs', { token: test.opsToken })
  t.match((await test.ask(`GET ${path}/subscription`, { token })).json, { state: { tier: 'basic' } })
})

t.test('what cannot be carried out is refused under its rule, and leaves no entry', async (t) => {
  const { test, path, customer: token } = await subscribed(t, '2027-03-10T09:00:00Z', {})
  const read = await test.ask(`GET ${path}/subscription`, { token })
  const headers = { 'if-match': String(read.headers['etag']) }
  const rows: readonly (readonly [object, number, string])[] = [
    [{ do: 'removeAddOn', tier: 'basic' }, 409, 'ADD_ON_REQUIRED'],
    [{ do: 'removeAddOn', tier: 'pro' }, 409, 'ADD_ON_NOT_ATTACHED'],
    [{ do: 'changePlan', tier: 'gold' }, 422, 'UNKNOWN_TIER'],
    [{ do: 'undoCancel' }, 409, 'NOT_CANCELLED'],
    [{ do: 'changePlan' }, 400, 'REQUEST_INVALID'],
    [{ do: 'cancel', tier: 'basic' }, 400, 'REQUEST_INVALID'],
    [{ do: 'end' }, 403, 'ROLE_NOT_ALLOWED'],
  ]
  for (const [change, status, code] of rows)
    t.match((await test.ask(`POST ${path}/subscription/changes`, { token, body: { change }, headers })).json, {
      status,
      code,
    })
  const { json } = await test.ask(`GET ${path}/subscription`, { token })
  t.same(json, read.json)
  const body = { tier: 'pro', frequency: 'yearly' }
  const twice = await test.ask(`POST ${path}/subscription`, { token: test.opsToken, body })
  t.match(twice.json, { status: 409, code: 'ALREADY_SUBSCRIBED' })
})

t.test('R22 cancelled and undone; the version tells of each', async (t) => {
  const { test, path, customer: token } = await subscribed(t, '2027-03-10T09:00:00Z', {})
  const change = (what: string, match: string) =>
    test.ask(`POST ${path}/subscription/changes`, {
      token,
      body: { change: { do: what } },
      headers: { 'if-match': match },
    })
  const cancelled = await change('cancel', '"v1"')
  t.match(cancelled.json, { state: { status: 'cancelled', isCancelled: true, endDay: '2027-04-10' }, version: 2 })
  t.match((await change('undoCancel', '"v1"')).json, { status: 412 })
  t.match((await change('undoCancel', '"v2"')).json, { state: { status: 'active', endDay: null }, version: 3 })
})

t.test('without a rate card in the currency of the account nobody can subscribe', async (t) => {
  const test = await openTestApi(t)
  const token = test.opsToken
  const { account } = await newAccount(test)
  const body = { tier: 'basic', frequency: 'monthly' }
  const subscribe = () => test.ask(`POST /v1/accounts/${account}/subscription`, { token, body })
  t.match((await subscribe()).json, { status: 409, code: 'RATE_CARD_MISSING' })
  await test.ask('POST /v1/rate-cards', { token, body: { ...basicCard, currency: 'EUR' } })
  t.match((await subscribe()).json, { status: 409, code: 'RATE_CARD_MISSING' })
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  t.match((await test.ask(`GET /v1/accounts/${account}/subscription`, { token })).json, {
    status: 409,
    code: 'NO_SUBSCRIPTION',
  })
})
