/** Merges, unmerges and swaps: previewed in money, followed by the corrections of the days they change (R8, R9). */
import t from 'tap'
import { cameraKeyOf, newFleet, runThrough, saw } from '../jobs/testing.ts'
import { openTestApi } from './testing.ts'
import { basicCard } from './testing-fleet.ts'

t.test('R9 a merge recomputes open and closed days; R8 a swap counts a pair once', async (t) => {
  const test = await openTestApi(t)
  const token = test.opsToken
  test.clock.set(Date.parse('2027-03-10T08:00:00Z'))
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const fleet = await newFleet(test)
  const path = `/v1/accounts/${fleet.account}`
  await test.ask(`POST ${path}/subscription`, { token, body: { tier: 'basic', frequency: 'monthly' } })
  await saw(test, fleet, { from: '2027-03-10T08:00:00Z', to: '2027-04-14T00:00:00Z', cameras: ['A', 'B'] })
  await saw(test, fleet, { from: '2027-03-12T08:00:00Z', to: '2027-03-12T12:00:00Z', cameras: ['C'] })
  await saw(test, fleet, { from: '2027-03-13T08:00:00Z', to: '2027-03-13T12:00:00Z', cameras: ['E'] })
  await saw(test, fleet, { from: '2027-03-13T12:00:00Z', to: '2027-03-13T20:00:00Z', cameras: ['F'] })
  await runThrough(test, '2027-03-11T23:00:00Z', '2027-04-12T00:00:00Z')
  const keys = (...names: string[]) => names.map(cameraKeyOf)
  const ask = (asked: object, preview = '') =>
    test.ask(`POST ${path}/camera-facts${preview}`, { token, body: { reason: 'seen on the wall', ...asked } })
  const countsOf = async () => {
    const days = await test.ask(`GET ${path}/days?from=2027-03-11&to=2027-03-14`, { token })
    return days.rowsAt('/items').map(({ connected }) => connected)
  }
  t.same(await countsOf(), [2, 3, 4])

  const previewed = await ask({ do: 'merge', keys: keys('A', 'C') }, '/preview')
  t.equal(previewed.status, 200, previewed.text)
  t.same(previewed.rowsAt('/days'), [{ day: '2027-03-12', before: 3, after: 2 }])
  const money = previewed.json as { nextInvoiceNetMinor: { before: number; after: number } }
  t.equal(money.nextInvoiceNetMinor.after - money.nextInvoiceNetMinor.before, -95)
  t.same(await countsOf(), [2, 3, 4], 'a preview changes nothing')

  const merged = await ask({ do: 'merge', keys: keys('A', 'C') })
  t.equal(merged.status, 201, merged.text)
  t.same(merged.json, previewed.json, 'what was previewed is done')
  t.same(await countsOf(), [2, 2, 4])
  t.match(await ask({ do: 'swap', keys: keys('E', 'F'), day: '2027-03-13' }), { status: 201 })
  t.same(await countsOf(), [2, 2, 3])
  t.match(await ask({ do: 'unmerge', keys: keys('C', 'A') }), { status: 201 })
  t.same(await countsOf(), [2, 3, 3], 'the merge of the same pair is taken back')
  t.match((await ask({ do: 'merge', keys: keys('A', 'B'), day: '2027-03-13' })).json, { status: 400 })
  t.match((await ask({ do: 'swap', keys: keys('A', 'B') })).json, { status: 400 })
  t.match((await ask({ do: 'merge', keys: keys('A', 'A') })).json, { status: 400 })
})
