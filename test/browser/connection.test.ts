/** What happens around the page: signing in and out, live figures, a lost connection, failures, a strict policy. */
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { account, axeFaults, openBrowser, settled, signIn, toastSays, words } from './open-page.ts'

const open = await openBrowser(t)

t.test('signing in leads to where one wanted to go, signing out ends it', async (t) => {
  const { api, page } = await open(t, { role: 'nobody', path: `${account}/usage` })
  t.same(await axeFaults(page), [])
  await signIn(page, 'customerAdmin', 'wrong')
  await page.getByText('Name and password do not belong together.').waitFor()
  t.same(await axeFaults(page), [])
  await signIn(page, 'customerAdmin')
  await page.getByRole('heading', { name: 'Usage' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  t.ok(api.asked.includes('DELETE /v1/session'))
  await page.goto(`${api.url}${account}/overview`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

t.test('on a narrow window the navigation unfolds by Menu and folds away on the page it leads to', async (t) => {
  const { page } = await open(t, { width: 320, theme: 'dark' })
  const usage = page.getByRole('navigation').getByRole('link', { name: 'Usage' })
  t.equal(await usage.isVisible(), false)
  await page.getByRole('button', { name: 'Menu' }).click()
  t.same(await axeFaults(page), [])
  await usage.click()
  await page.getByRole('heading', { name: 'Usage' }).waitFor()
  await usage.waitFor({ state: 'hidden' })
})

t.test('a one-time link sets the first password', async (t) => {
  const { page } = await open(t, { role: 'nobody', path: '/sign-in?link=once' })
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
  t.same(await axeFaults(page), [])
  await page.getByLabel('Password', { exact: true }).fill('a password of some length')
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
})

t.test('a session that ended leads to signing in, and back', async (t) => {
  const { api, page } = await open(t)
  api.refuse(/GET .*\/drafts/, { status: 401, code: 'SIGNED_OUT' })
  await page.getByRole('link', { name: 'Invoices' }).click()
  await signIn(page, 'customerAdmin')
  await page.getByRole('heading', { name: 'Invoices' }).waitFor()
})

t.test('figures are live, in the zone of the account, with the zone named', async (t) => {
  const { api, page } = await open(t)
  await page.getByText('Live, 14:28:06 EDT').waitFor()
  api.world.connected = 4
  api.events.say('now')
  await page.locator('.count .fig', { hasText: '4' }).waitFor()
  t.match(
    await words(page.locator('.count .eq')),
    '5 connected today − 1 included = 4 additional × $0.95',
    'today stays',
  )
})

t.test('a change elsewhere is read again by itself', async (t) => {
  const { api, page } = await open(t, { path: `${account}/billing` })
  api.world.switchToPro()
  api.events.say('subscription')
  await page.locator('.stats dd', { hasText: 'Pro' }).waitFor()
  t.pass('without a reload')
})

t.test('a lost line is told with since when, and resumed after the last event heard', async (t) => {
  const { api, page } = await open(t)
  api.world.connected = 4
  api.events.say('now')
  await page.locator('.count .fig', { hasText: '4' }).waitFor()
  api.events.break()
  await page.getByText('Figures stand still since 14:28:06 EDT').waitFor()
  await page.getByText(/It is tried again/).waitFor()
  t.same(await axeFaults(page), [])
  api.world.connected = 3
  api.events.say('now')
  api.events.mend()
  await page.locator('.count .fig', { hasText: '3' }).waitFor()
  t.equal(await page.getByText('Figures stand still').count(), 0)
  t.equal(api.events.resumedAfter.at(-1), '1', 'what was said meanwhile was asked for and not lost')
})

t.test('offline is told at once, and online tried at once', async (t) => {
  const { page, context } = await open(t)
  await page.getByText('Live, 14:28:06 EDT').waitFor()
  await context.setOffline(true)
  await page.getByText('Figures stand still since').waitFor()
  await context.setOffline(false)
  await page.getByText('Figures stand still since').waitFor({ state: 'detached' })
  t.pass('live again')
})

t.test('what cannot be read says so, names the request and can be tried again', async (t) => {
  const { api, page } = await open(t)
  api.refuse(/GET .*\/presence\?day=2027-03-21/, { status: 500, requestId: 'r7f2k9' })
  await page.getByRole('link', { name: 'Cameras', exact: true }).click()
  const notice = page.locator('section', { hasText: 'Counted' }).getByRole('alert').first()
  t.match(await words(notice), /The cameras could not be read.*Nothing is lost.*Request r7f2k9\./s)
  t.same(await axeFaults(page), [])
  await notice.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'Gate 1' }).waitFor()
})

t.test('billing details are changed on their own, and what is refused stands at its field', async (t) => {
  const { api, page } = await open(t, { path: `${account}/billing` })
  await page.getByRole('link', { name: 'Edit billing details' }).click()
  const errors = [{ pointer: '/taxIds/0/value', detail: 'This is no tax id of the United States.' }]
  api.refuse(/PATCH/, { status: 400, code: 'REQUEST_INVALID', title: 'The request does not fit.', errors })
  await page.getByLabel('Kind of tax ID').fill('EIN')
  await page.getByLabel('Tax ID', { exact: true }).fill('12-3456789')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('This is no tax id of the United States.').waitFor()
  t.same(await axeFaults(page), [])
  await page.getByRole('button', { name: 'Save' }).click()
  await toastSays(page, 'Billing details saved')
  t.same(api.world.account.taxIds, [{ label: 'EIN', value: '12-3456789' }])
})

t.test('a gateway is enrolled by a claim shown once, and revoked with a reason', async (t) => {
  const { api, page } = await open(t, { role: 'ops', path: '/fleet' })
  await page.getByRole('link', { name: 'Enroll gateway' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Northgate Cold Storage/ })
    .click()
  await page.getByLabel('Name of the gateway').fill('Dock')
  await page.getByRole('button', { name: 'Make a claim' }).click()
  await page.getByRole('dialog').getByText('CTC1-7Q4M-ZK2X-PD5A', { exact: true }).waitFor()
  t.same(await axeFaults(page), [])
  await page.getByRole('button', { name: 'I have written it down' }).click()
  await page.getByRole('link', { name: 'Revoke gw_r7xk3mq2zp5a' }).click()
  await page.getByLabel('Reason').fill('stolen')
  await page.getByRole('button', { name: 'Revoke gateway' }).click()
  await toastSays(page, 'gw_r7xk3mq2zp5a is revoked')
  t.ok(api.asked.some((one) => /^POST \/v1\/accounts\/\w+\/gateways\/gw_r7xk3mq2zp5a\/revoke$/.test(one)))
})

t.test('a bundle dropped here is read, never uploaded, and the page says what it cannot do', async (t) => {
  const { api, page } = await open(t, { role: 'auditor', path: `${account}/evidence` })
  const before = api.asked.length
  const file = { name: 'usage.camtally', mimeType: 'application/zip', buffer: Buffer.from('PK') }
  await page.getByLabel(/Drop a bundle here/).setInputFiles(file)
  await page.getByText('usage.camtally was not checked').waitFor()
  t.equal(api.asked.length, before, 'no request was made')
  t.same(await axeFaults(page), [])
})

t.test('the first load is at most 120 KB compressed, from one origin, with no script or style inline', async (t) => {
  const { api, context } = await open(t)
  const page = await context.newPage()
  const sizes: number[] = []
  const origins = new Set<string>()
  page.on('response', async (response) => {
    origins.add(new URL(response.url()).origin)
    if (/\.(js|css|svg)$|\/overview$/.test(response.url()) && !response.url().includes('/v1/'))
      sizes.push(gzipSync(await response.body()).length)
  })
  await page.goto(`${api.url}${account}/overview`)
  await settled(page)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  t.ok(total > 10_000 && total <= 120 * 1024, `${total} bytes`)
  t.same([...origins], [api.url])
  t.equal(await page.locator('[style], style, script:not([src])').count(), 0)
})
