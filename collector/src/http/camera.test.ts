/** Cameras, presence and drafts: what is counted so far, and why. */
import t from 'tap'
import { cameraKeyOf, newFleet, runJobsAt, saw } from '../jobs/testing.ts'
import { openTestApi } from './testing.ts'
import { basicCard } from './testing-fleet.ts'

t.test('R27 an open day shows what is counted so far, and the draft what it would cost', async (t) => {
  const test = await openTestApi(t)
  const token = test.opsToken
  test.clock.set(Date.parse('2027-03-10T08:00:00Z'))
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const fleet = await newFleet(test)
  const path = `/v1/accounts/${fleet.account}`
  await test.ask(`POST ${path}/subscription`, { token, body: { tier: 'basic', frequency: 'monthly' } })
  await saw(test, fleet, { from: '2027-03-10T08:00:00Z', to: '2027-03-10T23:00:00Z', cameras: ['A', 'B', 'C'] })
  await saw(test, fleet, { from: '2027-03-11T08:00:00Z', to: '2027-03-11T08:14:00Z', cameras: ['A', 'B'] })
  test.clock.set(Date.parse('2027-03-11T08:30:00Z'))

  const presence = await test.ask(`GET ${path}/presence?day=2027-03-10`, { token })
  t.equal(presence.status, 200, presence.text)
  t.match(presence.json, {
    from: '2027-03-09T23:00:00.000Z',
    minutes: 1440,
    minConnectedMinutes: 15,
    cameras: ['A', 'B', 'C']
      .map(cameraKeyOf)
      .sort()
      .map((camera) => ({
        camera,
        minutes: '540-1439',
        minuteCount: 900,
        isCounted: true,
        rank: 3,
        gateways: [{ gatewayId: fleet.gateway }],
      })),
    gateways: [{ gatewayId: fleet.gateway, expectedMinutes: 900, coveredMinutes: 900, gaps: [] }],
  })
  const today = await test.ask(`GET ${path}/presence`, { token })
  t.match(today.json, { day: '2027-03-11', cameras: [{ minuteCount: 14, isCounted: false }, { isCounted: false }] })
  const now = await test.ask(`GET ${path}/presence/now`, { token })
  t.match(now.json, { connectedCount: 2, minute: '2027-03-11T08:13:00.000Z', gateways: [{ gatewayId: fleet.gateway }] })
  const cameras = await test.ask(`GET ${path}/cameras`, { token })
  t.equal(cameras.rowsAt('/items').length, 3)
  t.ok(cameras.rowsAt('/items').every(({ rank, gateways }) => rank === 3 && Array.isArray(gateways)))

  const days = await test.ask(`GET ${path}/days`, { token })
  t.match(days.rowsAt('/items'), [{ day: '2027-03-10', connected: 3, billable: 2, isClosed: false, revision: null }])
  const early = await test.ask(`GET ${path}/drafts`, { token })
  t.same(early.rowsAt('/items'), [], 'before the period ends there is no draft')

  await saw(test, fleet, { from: '2027-04-09T00:00:00Z', to: '2027-04-09T12:00:00Z', cameras: ['A', 'B', 'C', 'D'] })
  test.clock.set(Date.parse('2027-04-10T06:00:00Z'))
  const drafts = await test.ask(`GET ${path}/drafts`, { token })
  t.match(drafts.rowsAt('/items'), [
    { status: 'draft', number: null, lines: [{ kind: 'base' }, { kind: 'usage', quantity: 5, amountMinor: 475 }] },
  ])
  const id = String(drafts.rowsAt('/items')[0]?.['invoiceId'])
  t.match((await test.ask(`GET ${path}/invoices/${id}`, { token })).json, { status: 'draft', documents: [] })
  await runJobsAt(test, '2027-04-12T00:00:00Z')
  const final = await test.ask(`GET ${path}/invoices/${id}`, { token })
  t.match(
    final.json,
    { status: 'final', number: 2, lines: [{ kind: 'base' }, { kind: 'usage', quantity: 5 }] },
    'the id stays',
  )
})
