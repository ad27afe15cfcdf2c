/** The plan-change way in a real Chromium: its seven steps with every label, refusals, two tabs, the keyboard alone. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { account, openBrowser, settled, toastSays, words } from './open-page.ts'

const open = await openBrowser(t)
const confirmPath = `${account}/billing?step=confirm&tier=pro&frequency=monthly`
const dialog = (page: Page) => page.getByRole('dialog')
const title = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true }).waitFor()
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).last().click()
const texts = async (page: Page, place: string) =>
  (await dialog(page).locator(place).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())

t.test('the seven steps in their order, with their labels, to the cent (G3)', async (t) => {
  const { api, page } = await open(t)
  await t.test('1, 2: Billing and Subscriptions opens Manage Subscriptions', async (t) => {
    const link = page.getByRole('navigation').getByRole('link', { name: 'Billing and Subscriptions' })
    const place = await link.boundingBox()
    t.ok(place && place.x < 250, 'the link is in the left side navigation')
    await link.click()
    await title(page, 'Manage Subscriptions')
    const plan = await dialog(page)
      .getByRole('button', { name: /^Basic Monthly/ })
      .boundingBox()
    const heading = await dialog(page).getByRole('heading', { name: 'Account Information' }).boundingBox()
    t.ok(plan && heading && plan.y + plan.height <= heading.y, 'the plan stands in a box above Account Information')
  })
  await t.test('3: the plan opens Subscription Details', async (t) => {
    await dialog(page)
      .getByRole('button', { name: /^Basic Monthly/ })
      .click()
    await title(page, 'Subscription Details')
    const facts = await texts(page, '.facts')
    t.match(facts[0], 'Plan Basic Billing Frequency Monthly Status Active Next billing day 10 April 2027')
    t.match(facts[0], 'Add-ons Additional Camera Usage - Basic')
    t.same(await texts(page, 'tfoot td'), ['$73.70', '$145.90'])
  })
  await t.test('4: Edit Subscription has Change at the top right and add-ons', async (t) => {
    await press(page, 'Edit Subscription')
    await title(page, 'Edit Subscription')
    const name = await dialog(page).locator('.plan-name').boundingBox()
    const button = await dialog(page).getByRole('button', { name: 'Change', exact: true }).boundingBox()
    t.ok(name && button && button.x > name.x && Math.abs(button.y - name.y) < 20, 'Change is right of the plan name')
    const remove = dialog(page).getByRole('button', { name: 'Remove Additional Camera Usage - Basic' })
    t.equal(await remove.isDisabled(), true, 'the active add-on cannot be removed')
    t.match(await words(dialog(page).locator('.add-on p')), /Basic needs this add-on/, 'and the reason is beside')
  })
  await t.test('5: Change Plan has Billing Frequency and the tier as a dropdown', async (t) => {
    await press(page, 'Change')
    await title(page, 'Change Plan')
    const frequency = dialog(page).getByRole('group', { name: 'Billing Frequency' })
    t.same(await frequency.getByRole('radio').count(), 2)
    t.equal(await frequency.getByRole('radio', { name: /^Monthly/ }).isChecked(), true)
    t.equal(await frequency.getByRole('radio', { name: /^Yearly/ }).isChecked(), false)
    const update = dialog(page).getByRole('button', { name: 'Update', exact: true })
    t.equal(await update.isDisabled(), true, 'the current plan is no change')
    await dialog(page).getByRole('combobox', { name: 'Plan tier' }).selectOption({ label: 'Pro' })
    await update.click()
  })
  await t.test(
    '6: the last window: old and new, today to the cent, next invoice, from when the rate changes',
    async (t) => {
      await title(page, 'Update Subscription')
      await settled(page)
      t.same(await texts(page, '.compare thead th'), ['Term', 'Now Basic', 'From 21 March 2027 Pro'])
      t.match(await words(dialog(page)), 'Additional-camera rate: $0.95 to 20 March, $1.90 from 21 March 2027')
      t.same(await texts(page, '.halves tbody td'), ['−$31.61', '$63.87', '$99.00', '$20.90', '$152.00'])
      t.same(await texts(page, '.halves tfoot td'), ['$32.26', '$271.90'])
      t.match(await words(dialog(page)), 'Next invoice, 10 April 2027')
      t.equal(api.asked.filter((one) => one.includes('/changes')).length, 0, 'nothing was changed yet')
    },
  )
  await t.test('7: Update Subscription carries it out, and the old add-on may be removed', async (t) => {
    await press(page, 'Update Subscription')
    await title(page, 'Edit Subscription')
    t.match(await words(page.locator('dialog .toast')), /You are on Pro An invoice over \$32\.26 was issued/)
    t.equal(await words(dialog(page).locator('.plan-name')), 'Pro')
    t.match(await words(dialog(page).locator('.add-on').last()), /nothing is billed twice/)
    await dialog(page).getByRole('button', { name: 'Remove Additional Camera Usage - Basic' }).click()
    await toastSays(page, 'Add-on removed')
    await dialog(page).locator('.add-on').nth(1).waitFor({ state: 'detached' })
    await press(page, 'Close')
    t.equal(await dialog(page).count(), 0)
    t.equal(await words(page.locator('.stats dd').first()), 'Pro')
  })
})

t.test('closing, Escape and going back change nothing', async (t) => {
  const { api, page } = await open(t, { path: confirmPath })
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  await page.goBack()
  await title(page, 'Update Subscription')
  for (const before of ['Change Plan', 'Edit Subscription', 'Subscription Details', 'Manage Subscriptions']) {
    await dialog(page).locator('header').getByRole('button', { name: 'Back' }).click()
    await title(page, before)
    if (before === 'Change Plan')
      t.equal(await dialog(page).getByRole('combobox', { name: 'Plan tier' }).inputValue(), 'pro', 'the choice is kept')
  }
  await dialog(page).locator('header').getByRole('button', { name: 'Close' }).click()
  t.same(
    api.asked.filter((one) => !one.startsWith('GET') && !/session|preview/.test(one)),
    [],
  )
  t.equal(api.world.subscription.state.tier, 'basic')
})

t.test('a refused wish is told in words with what to do', async (t) => {
  const { page } = await open(t, { path: `${account}/billing?step=confirm&tier=pro&frequency=yearly&when=now` })
  t.match(await words(dialog(page).getByRole('alert')), /Yearly billing ends at the end of its year/)
  t.equal(await dialog(page).getByRole('button', { name: 'Update Subscription' }).isDisabled(), true)
})

t.test('two tabs: the plan changed in one is told in the other and not overwritten', async (t) => {
  const { api, page, context } = await open(t, { path: confirmPath })
  const other = await context.newPage()
  await other.goto(api.url + confirmPath)
  await settled(other)
  await press(other, 'Update Subscription')
  await title(other, 'Edit Subscription')
  await press(page, 'Update Subscription')
  await dialog(page).getByRole('alert').waitFor()
  t.match(await words(dialog(page).getByRole('alert')), /These figures no longer hold.*Nothing was changed/s)
  t.equal(await dialog(page).getByRole('button', { name: 'Update Subscription' }).count(), 0, 'it cannot be pressed')
  t.equal(api.world.version, 2, 'it was carried out once')
  await press(page, 'Show the new figures')
  await dialog(page).getByRole('button', { name: 'Update Subscription' }).waitFor()
})

t.test('a lost answer: pressed again it is carried out once', async (t) => {
  const { api, page } = await open(t, { path: confirmPath })
  await page.route(
    '**/changes',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await press(page, 'Update Subscription')
  await dialog(page).getByText('No answer came').waitFor()
  await press(page, 'Update Subscription')
  await title(page, 'Edit Subscription')
  t.equal(api.world.version, 2)
})

t.test('the line lost while updating: the window stays, and later it is carried out once', async (t) => {
  const { api, page, context } = await open(t, { path: confirmPath })
  await context.setOffline(true)
  await press(page, 'Update Subscription')
  await dialog(page).getByText('No answer came').waitFor()
  await page.getByText('Figures stand still since').waitFor()
  t.equal(api.world.version, 1)
  await context.setOffline(false)
  await press(page, 'Update Subscription')
  await title(page, 'Edit Subscription')
  t.equal(api.world.version, 2)
})

t.test('a change for later is announced and can be withdrawn; a cancellation too', async (t) => {
  const { api, page } = await open(t, { path: `${account}/billing?step=confirm&tier=basic&frequency=yearly` })
  t.match(await words(dialog(page)), 'Nothing is charged today')
  await press(page, 'Update Subscription')
  await title(page, 'Edit Subscription')
  await press(page, 'Close')
  await page.getByText('Basic, yearly, from 10 April 2027').waitFor()
  await page.getByRole('link', { name: 'Change or withdraw it' }).click()
  t.equal(await dialog(page).getByRole('button', { name: 'Update', exact: true }).isEnabled(), true)
  await page.goto(`${api.url}${account}/billing?step=cancel`)
  await press(page, 'Cancel Subscription')
  await toastSays(page, 'The subscription will end')
  t.equal(api.world.subscription.state.isCancelled, true)
  await press(page, 'Undo the cancellation')
  await press(page, 'Keep the subscription')
  await toastSays(page, 'The subscription goes on')
  t.equal(api.world.subscription.state.isCancelled, false)
})

t.test('a viewer may look, and is told who may change', async (t) => {
  const { page } = await open(t, { role: 'customerViewer', path: `${account}/billing?step=details` })
  t.equal(await dialog(page).getByRole('button', { name: 'Edit Subscription' }).isDisabled(), true)
  t.match(await words(dialog(page)), 'An admin of this account can change it.')
  t.equal(await page.getByRole('link', { name: 'Edit billing details' }).count(), 0)
})

t.test('the keyboard alone changes the plan, and the focus is always where one is', async (t) => {
  const { api, page } = await open(t, { path: `${account}/billing`, width: 320, theme: 'dark' })
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      return element?.matches('a, button, select, h2') ? (element.textContent?.trim() ?? '') : ''
    })
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press('Tab')
      if (name.test(await focused())) return
    }
    t.fail(`Tab never reached ${name}`)
  }
  await tabTo(/^Manage Subscriptions$/)
  await page.keyboard.press('Enter')
  await title(page, 'Manage Subscriptions')
  t.equal(await focused(), 'Manage Subscriptions', 'the title of the window has the focus')
  await tabTo(/^Basic Monthly/)
  await page.keyboard.press('Enter')
  await title(page, 'Subscription Details')
  t.equal(await focused(), 'Subscription Details')
  await tabTo(/^Edit Subscription$/)
  await page.keyboard.press('Space')
  await title(page, 'Edit Subscription')
  await tabTo(/^Change$/)
  await page.keyboard.press('Enter')
  await title(page, 'Change Plan')
  await page.locator('#change-plan select').first().waitFor()
  await tabTo(/^Basic \(current\)/)
  await page.keyboard.press('ArrowDown')
  await tabTo(/^Update$/)
  await page.keyboard.press('Enter')
  await title(page, 'Update Subscription')
  await settled(page)
  await tabTo(/^Update Subscription$/)
  await page.keyboard.press('Enter')
  await title(page, 'Edit Subscription')
  t.equal(api.world.subscription.state.tier, 'pro')
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  t.equal(await page.evaluate(() => document.activeElement !== document.body), true, 'the focus is not lost')
})
