/** G3 by the page before the real collector: watched, changed, invoiced and explained, to the cent. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { openTestApi } from '../../collector/src/http/testing.ts'
import { basicCard } from '../../collector/src/http/testing-fleet.ts'
import { newFleet, runThrough, saw } from '../../collector/src/jobs/testing.ts'
import { buildPage } from './built-page.ts'
import { launchChromium } from './chromium.ts'
import { axeFaults, enter, newPage, settled, words } from './open-page.ts'
import { openDoor } from './real-collector.ts'

const [browser, built] = await Promise.all([launchChromium(), buildPage()])
t.teardown(async () => {
  await browser.close()
  built.remove()
})

/** Basic in New York from 10 March 2027, 3 cameras to the 20th, 5 from the 21st; it is the 21st, 14:30. */
async function northgate(t: Parameters<typeof openDoor>[0]) {
  const test = await openTestApi(t)
  const token = test.opsToken
  test.clock.set(Date.parse('2027-03-10T14:00:00Z'))
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const fleet = await newFleet(test, { name: 'Northgate Cold Storage', timeZone: 'America/New_York' })
  const path = `/v1/accounts/${fleet.account}`
  await test.ask(`POST ${path}/subscription`, { token, body: { tier: 'basic', frequency: 'monthly' } })
  await saw(test, fleet, { from: '2027-03-10T14:00:00Z', to: '2027-03-21T04:00:00Z', cameras: ['A', 'B', 'C'] })
  const cameras = ['A', 'B', 'C', 'D', 'E']
  await saw(test, fleet, { from: '2027-03-21T04:00:00Z', to: '2027-03-21T18:30:00Z', cameras })
  await runThrough(test, '2027-03-11T00:00:00Z', '2027-03-21T18:00:00Z')
  test.clock.set(Date.parse('2027-03-21T18:30:00Z'))
  const tokens = { ops: token, customerAdmin: fleet.customerToken }
  const door = await openDoor(t, { test, folder: built.folder, account: fleet.account, tokens })
  const restOfPeriod = async () => {
    await saw(test, fleet, { from: '2027-03-21T18:30:00Z', to: '2027-04-12T00:00:00Z', cameras })
    await runThrough(test, '2027-03-22T00:00:00Z', '2027-04-12T06:00:00Z')
  }
  return { test, door, account: `/accounts/${fleet.account}`, restOfPeriod }
}

const dialog = (page: Page) => page.getByRole('dialog')
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).last().click()
const cells = async (page: Page, place: string) =>
  (await page.locator(place).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())

t.test('G3 seen, changed, invoiced and explained by the page', async (t) => {
  const { door, account, restOfPeriod } = await northgate(t)
  const { page } = await newPage(t, browser)
  const show = async (path: string) => {
    await page.goto(door.url + path)
    await settled(page)
  }
  await page.goto(`${door.url}/sign-in`)
  await enter(page, 'customerAdmin')
  await t.test('the overview counts what is connected now and what it comes to', async (t) => {
    await show(`${account}/overview`)
    t.equal(await words(page.locator('.count .fig')), '5')
    t.match(await words(page.locator('.count .eq')), '5 connected today − 1 included = 4 additional × $0.95')
    // 10 to 19 March are closed, 2 each; the 20th is in its grace time, and today has 4.
    t.match(await words(page.locator('.stats')), 'Additional camera-days 26 20 closed, 6 still open')
    t.match(await words(page.locator('.stats')), 'Next invoice, so far $73.70')
    t.equal(await page.locator('.data.cams tbody tr').count(), 5)
    t.same(await axeFaults(page), [])
  })
  await t.test('the plan-change way, to the cent', async (t) => {
    await page.getByRole('navigation').getByRole('link', { name: 'Billing and Subscriptions' }).click()
    await dialog(page)
      .getByRole('button', { name: /^Basic Monthly/ })
      .click()
    await press(page, 'Edit Subscription')
    await press(page, 'Change')
    await dialog(page).getByRole('combobox', { name: 'Plan tier' }).selectOption({ label: 'Pro' })
    await press(page, 'Update')
    await settled(page)
    t.same(await cells(page, 'dialog .halves tbody td'), ['−$31.61', '$63.87', '$99.00', '$20.90', '$7.60'])
    t.equal((await cells(page, 'dialog .halves tfoot td'))[0], '$32.26')
    t.match(await words(dialog(page)), 'Additional-camera rate: $0.95 to 20 March, $1.90 from 21 March 2027')
    t.same(await axeFaults(page), [])
    await press(page, 'Update Subscription')
    await page.getByRole('dialog', { name: 'Edit Subscription' }).waitFor()
    t.equal(await words(dialog(page).locator('.plan-name')), 'Pro')
    await dialog(page).getByRole('button', { name: 'Remove Additional Camera Usage - Basic' }).waitFor()
  })
  await restOfPeriod()
  await t.test('the invoice says $271.90 and where it comes from, down to the minutes', async (t) => {
    await show(`${account}/invoices`)
    t.same(await cells(page, 'tbody td.num'), ['$271.90', '$32.26', '$49.00'])
    await page.getByRole('rowheader', { name: /^3/ }).getByRole('link').click()
    await settled(page)
    await page.getByRole('link', { name: 'Additional Camera Usage - Pro' }).first().click()
    t.match(await words(page.locator('.drill > li').first()), '80 camera-days × $1.90 Pro = $152.00')
    await page.getByRole('link', { name: /Fri 26 Mar/ }).click()
    await settled(page)
    t.match(await words(page.locator('.drill > li').nth(2)), '5 connected − 1 included = 4 additional')
    t.equal(await page.locator('.drill > li').nth(2).locator('li a').count(), 5)
    t.same(await axeFaults(page), [])
  })
  await t.test('usage, cameras and evidence show it too', async (t) => {
    for (const path of ['usage?day=2027-03-26', 'cameras?day=2027-03-26', 'evidence', 'billing']) {
      await show(`${account}/${path}`)
      t.same(await axeFaults(page), [], path)
    }
    await show(`${account}/usage?period=2027-03-10`)
    t.match(await words(page.locator('.stats')), 'Connected 3 to 5')
    t.match(await words(page.locator('.stats')), 'Additional camera-days 102 22 at Basic, 80 at Pro')
  })
})

t.test('operators see accounts, prices and jobs of the real collector', async (t) => {
  const { door } = await northgate(t)
  const { page } = await newPage(t, browser)
  await page.goto(`${door.url}/sign-in`)
  await enter(page, 'ops')
  for (const [path, word] of [
    ['/accounts', 'Northgate Cold Storage'],
    ['/rate-cards', '$49.00'],
    ['/jobs', 'close'],
    ['/fleet', 'This collector does not offer it yet.'],
  ] as const) {
    await page.goto(door.url + path)
    await settled(page)
    await page.getByText(word).first().waitFor()
    t.same(await axeFaults(page), [], path)
  }
})
