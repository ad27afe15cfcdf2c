/** Facts that operators record: free days, zones, payments, credit notes (R21, R23, R24, R30). */
import t from 'tap'
import { newFleet, runJobsAt, runThrough, saw } from '../jobs/testing.ts'
import { openTestApi } from './testing.ts'
import { basicCard } from './testing-fleet.ts'

/** A month of three cameras on Basic, invoiced: invoice 1 is the base, invoice 2 base and 62 camera-days. */
async function billedMonth(t: Parameters<typeof openTestApi>[0]) {
  const test = await openTestApi(t)
  const token = test.opsToken
  test.clock.set(Date.parse('2027-03-10T08:00:00Z'))
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const taxes = [{ name: 'Sales tax', ratePpm: 88_750, from: '2027-01-01' }]
  const fleet = await newFleet(test, { taxes })
  const path = `/v1/accounts/${fleet.account}`
  await test.ask(`POST ${path}/subscription`, { token, body: { tier: 'basic', frequency: 'monthly' } })
  await saw(test, fleet, { from: '2027-03-10T08:00:00Z', to: '2027-04-20T00:00:00Z', cameras: ['A', 'B', 'C'] })
  await runThrough(test, '2027-03-11T23:00:00Z', '2027-04-12T00:00:00Z')
  const list = await test.ask(`GET ${path}/invoices`, { token })
  const [second, first] = list.rowsAt('/items').map(({ invoiceId }) => String(invoiceId))
  return { test, token, path, first: first ?? '', second: second ?? '' }
}

t.test('R30 credit notes never exceed their line, have a series of their own and go to the balance', async (t) => {
  const { test, token, path, second } = await billedMonth(t)
  const credit = (line: number, amountMinor: number) =>
    test.ask(`POST ${path}/credit-notes`, { token, body: { invoiceId: second, line, amountMinor, reason: 'goodwill' } })
  const one = await credit(1, 5000)
  t.equal(one.status, 201, one.text)
  // 8.875 % of 5000 is 443.75.
  t.match(one.json, { number: 1, kind: 'creditNote', netMinor: -5000, taxMinor: -444, grossMinor: -5444, ofInvoice: 2 })
  t.match((await credit(1, 891)).json, { status: 409, code: 'CREDIT_EXCEEDS_LINE' })
  t.match((await credit(7, 1)).json, { status: 404, code: 'UNKNOWN_LINE' })
  t.match((await credit(1, 890)).json, { number: 2 }, 'a refused one took no number')
  t.match((await test.ask(`GET ${path}/subscription`, { token })).json, { creditBalanceMinor: 5444 + 969 })
  await runJobsAt(test, '2027-04-12T12:00:00Z')
  const documents = await test.ask(`GET ${path}/invoices/${one.textAt('/invoiceId')}`, { token })
  t.same(
    documents.rowsAt('/documents').map(({ name }) => name),
    ['invoice.csv', 'invoice.json', 'invoice.pdf'],
  )
})

t.test('R23 a failed payment duns, a succeeded one pays', async (t) => {
  const { test, token, path, first } = await billedMonth(t)
  const pay = (what: string, invoiceId = first) =>
    test.ask(`POST ${path}/payments`, { token, body: { invoiceId, do: what } })
  t.equal((await pay('failed')).status, 201)
  test.clock.set(Date.parse('2027-04-14T12:00:00Z'))
  t.match((await test.ask(`GET ${path}/subscription`, { token })).json, {
    state: { status: 'past_due', dunning: { invoices: [1], retriesAt: [String, String, String, String] } },
  })
  t.equal((await pay('succeeded')).status, 201)
  t.match((await test.ask(`GET ${path}/subscription`, { token })).json, { state: { status: 'active', dunning: null } })
  t.match((await test.ask(`GET ${path}/invoices/${first}`, { token })).json, { paidAt: '2027-04-14T12:00:00.000Z' })
  t.match((await pay('failed', 'inv_aaaaaaaaaaaa')).json, { code: 'UNKNOWN_INVOICE' })
})

t.test('R24 free days are waived on the days, and given back where they were invoiced', async (t) => {
  const { test, token, path } = await billedMonth(t)
  const free = (from: string, to: string) =>
    test.ask(`POST ${path}/free-days`, { token, body: { from, to, reason: 'outage of ours' } })
  t.equal((await free('2027-03-20', '2027-03-22')).status, 201)
  const days = await test.ask(`GET ${path}/days?from=2027-03-20&to=2027-03-21`, { token })
  t.match(days.rowsAt('/items'), [{ connected: 3, billable: 0, flags: ['waived', 'adjusted'] }])
  const next = await test.ask(`GET ${path}/subscription`, { token })
  t.match(next.json, {
    nextInvoice: { lines: [{ kind: 'base' }, { kind: 'usage' }, { kind: 'adjustment', amountMinor: -380 }] },
  })
  t.match((await free('2027-03-22', '2027-03-22')).json, { status: 422, code: 'SPAN_EMPTY' })
  t.match((await free('2027-02-30', '2027-03-22')).json, { status: 422, code: 'DATE_IMPOSSIBLE' })
})

t.test('R21 another time zone waits for the next usage period', async (t) => {
  const { test, token, path } = await billedMonth(t)
  const change = await test.ask(`POST ${path}/time-zone`, { token, body: { timeZone: 'Asia/Tokyo' } })
  t.equal(change.status, 201, change.text)
  t.match((await test.ask(`GET ${path}/subscription`, { token })).json, {
    state: { pendingTimeZone: 'Asia/Tokyo' },
    version: 2,
  })
  t.match((await test.ask(`GET ${path}`, { token })).json, { timeZone: 'Europe/Vienna' })
  await runThrough(test, '2027-04-12T12:00:00Z', '2027-05-12T00:00:00Z')
  t.match((await test.ask(`GET ${path}`, { token })).json, { timeZone: 'Asia/Tokyo' })
  const days = await test.ask(`GET ${path}/days?from=2027-05-09&to=2027-05-11`, { token })
  t.match(days.rowsAt('/items'), [{ day: '2027-05-09', minutes: 1440 }, { day: '2027-05-10' }])
})
