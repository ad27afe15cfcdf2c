/** The ledger folded again gives the same projections, row by row: none has a second writer. */
import t from 'tap'
import { openTestApi, type TestApi } from '../http/testing.ts'
import { basicCard, newClaim } from '../http/testing-fleet.ts'
import { enrolledGateway, newFleet, runThrough, saw } from '../jobs/testing.ts'
import { acrossAccounts } from '../store/database.ts'
import { rebuildProjections } from './rebuild.ts'

const tables = [
  'account',
  'site',
  'gateway',
  'gateway_key',
  'claim',
  'rate_card',
  'subscription',
  'day_count',
  'invoice',
  'invoice_document',
  'enrollment',
] as const

async function rowsOf(test: TestApi): Promise<Record<string, unknown>> {
  return acrossAccounts(test.deps.store, async (tx) => {
    const rows: Record<string, unknown> = {}
    for (const table of tables) {
      const found = await tx.selectFrom(table).selectAll().execute()
      rows[table] = found
        .map((row) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))
        .sort()
    }
    return rows
  })
}

t.test('rebuild refolds the ledger into the same projections', async (t) => {
  const test = await openTestApi(t)
  const token = test.opsToken
  test.clock.set(Date.parse('2027-03-10T08:00:00Z'))
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const fleet = await newFleet(test)
  const path = `/v1/accounts/${fleet.account}`
  await test.ask(`POST ${path}/subscription`, { token, body: { tier: 'basic', frequency: 'monthly' } })
  await saw(test, fleet, { from: '2027-03-10T08:00:00Z', to: '2027-03-12T00:00:00Z', cameras: ['A', 'B', 'C'] })
  await runThrough(test, '2027-03-12T00:00:00Z', '2027-03-14T00:00:00Z')
  const change = { do: 'changePlan', tier: 'pro' }
  const headers = { 'if-match': '"v1"' }
  await test.ask(`POST ${path}/subscription/changes`, { token, body: { change }, headers })
  await test.ask('POST /v1/rate-cards', { token, body: { ...basicCard, included: 2 } })
  const claim = await newClaim(test, fleet)
  await test.ask(`DELETE ${path}/claims/${claim.slice(0, 16)}`, { token })
  const second = await enrolledGateway(test, fleet)
  for (const what of ['retire', 'revoke'])
    await test.ask(`POST ${path}/gateways/${second}/${what}`, { token, body: { reason: 'test' } })
  await newClaim(test, fleet)
  const match = { 'if-match': '"v1"' }
  await test.ask(`PATCH ${path}`, { token, body: { name: 'Bakery II' }, headers: match })
  await test.ask(`PATCH ${path}/sites/${fleet.site}`, { token, body: { name: 'Shop II' }, headers: match })
  const invoices = await test.ask(`GET ${path}/invoices`, { token })
  const invoiceId = invoices.rowsAt('/items')[0]?.['invoiceId']
  await test.ask(`POST ${path}/payments`, { token, body: { invoiceId, do: 'succeeded' } })
  await test.ask(`POST ${path}/free-days`, { token, body: { from: '2027-03-11', to: '2027-03-12' } })
  await saw(test, fleet, { from: '2027-03-11T08:00:00Z', to: '2027-03-11T12:00:00Z', cameras: ['D'] })
  await runThrough(test, '2027-03-14T00:00:00Z', '2027-03-16T00:00:00Z')

  const before = await rowsOf(test)
  for (const table of tables) t.ok((before[table] as unknown[]).length > 0, `${table} has rows`)
  const entries = await rebuildProjections(test.db.ownerUrl)
  t.ok(entries > 15, `${entries} entries`)
  const after = await rowsOf(test)
  for (const table of tables) t.same(after[table], before[table], table)
})
