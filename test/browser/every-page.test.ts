/** Every page for each role, in light and dark, wide and at 320 px: it shows, axe finds nothing, nothing overflows. */
import t from 'tap'
import type { Role } from '../../collector/web/src/model.ts'
import { account, axeFaults, type OpenOptions, openBrowser, overflow, settled } from './open-page.ts'

const open = await openBrowser(t)
const dock2 = 'hN4s_K'.padEnd(22, 'A')

const customerPages: readonly (readonly [string, string])[] = [
  [`${account}/overview`, 'Overview'],
  [`${account}/cameras?camera=${dock2}`, 'Cameras'],
  [`${account}/usage?day=2027-03-18&camera=${'q7Zx0a'.padEnd(22, 'A')}`, 'Usage'],
  [`${account}/billing`, 'Billing and Subscriptions'],
  [`${account}/billing?edit=details`, 'Billing and Subscriptions'],
  ...['manage', 'details', 'edit', 'cancel', 'change', 'confirm'].map(
    (step) => [`${account}/billing?step=${step}&tier=pro&frequency=monthly`, 'Billing and Subscriptions'] as const,
  ),
  [`${account}/invoices`, 'Invoices'],
  [`${account}/invoices/inv_marchmarchma?line=2&day=2027-02-26&camera=${'q7Zx0a'.padEnd(22, 'A')}`, 'Invoice 514'],
  [`${account}/evidence?job=ev_1`, 'Evidence'],
  ['/fleet', 'No such page'],
]
const pages: Readonly<Record<Role, readonly (readonly [string, string])[]>> = {
  customerAdmin: customerPages,
  customerViewer: customerPages.filter(([path]) => !/edit|cancel|change|confirm/.test(path)),
  auditor: [
    [`${account}/evidence`, 'Evidence'],
    [`${account}/billing`, 'No such page'],
  ],
  ops: [
    ['/fleet', 'Fleet'],
    ['/fleet?window=enroll', 'Fleet'],
    ['/fleet?window=revoke&item=gw_h4k2wz7mq3tb', 'Fleet'],
    ['/accounts', 'Accounts'],
    ['/accounts?window=new', 'Accounts'],
    ['/rate-cards', 'Rate Cards'],
    ['/rate-cards?window=new', 'Rate Cards'],
    ['/jobs', 'Jobs'],
    ['/uncounted', 'Uncounted and refused'],
    ['/audit-log', 'Audit log'],
    [`${account}/overview`, 'Overview'],
  ],
}
const looks: readonly OpenOptions[] = [
  { width: 1440, theme: 'light' },
  { width: 320, theme: 'dark' },
]

for (const role of ['customerAdmin', 'customerViewer', 'auditor', 'ops'] as const)
  for (const look of looks)
    t.test(`every page of ${role} at ${look.width} px, ${look.theme}: axe finds nothing`, async (t) => {
      const { api, page } = await open(t, { ...look, role })
      for (const [path, heading] of pages[role]) {
        await page.goto(api.url + path)
        await settled(page)
        t.equal(await page.locator('h1').first().textContent(), heading, path)
        t.same(await axeFaults(page), [], `${path}: axe`)
        t.ok((await overflow(page)) <= 0, `${path}: nothing needs scrolling in two directions`)
      }
    })

t.test('the other theme and the widths between: the first page of each role', async (t) => {
  for (const look of [
    { role: 'customerAdmin', path: `${account}/overview`, width: 1440, theme: 'dark' },
    {
      role: 'customerAdmin',
      path: `${account}/billing?step=confirm&tier=pro&frequency=monthly`,
      width: 1440,
      theme: 'dark',
    },
    { role: 'customerAdmin', path: `${account}/usage?day=2027-03-18`, width: 768, theme: 'light' },
    { role: 'customerAdmin', path: `${account}/cameras`, width: 360, theme: 'light' },
    { role: 'auditor', path: `${account}/evidence`, width: 768, theme: 'dark' },
    { role: 'ops', path: '/fleet', width: 1440, theme: 'dark' },
    { role: 'ops', path: '/fleet', width: 360, theme: 'light' },
  ] as const) {
    const { page } = await open(t, look)
    t.same(await axeFaults(page), [], `${look.path} at ${look.width}, ${look.theme}`)
    t.ok((await overflow(page)) <= 0, `${look.path} fits ${look.width} px`)
  }
})

t.test('an invoice line leads to signed heartbeats in three clicks', async (t) => {
  const { page } = await open(t, { path: `${account}/invoices/inv_aprilaprilap`, moment: 'april' })
  await page.getByRole('link', { name: 'Additional Camera Usage - Pro' }).first().click()
  await page.getByRole('link', { name: /Fri 26 Mar/ }).click()
  await page.getByRole('link', { name: /Dock 2/ }).click()
  await settled(page)
  const column = page.locator('.drill > li').nth(3)
  t.match(await column.textContent(), /Heartbeats of Dock 2.*288.*1,440.*00:00 to 00:05.*Authenticated.*no\. 1,354/s)
  t.match(await column.textContent(), /signed by gw_h4k2wz7mq3tb/)
})

t.test('a list of many rows is paged by the collector and searched there', async (t) => {
  const { api, page } = await open(t, { role: 'ops', path: '/fleet' })
  t.equal(await page.locator('tbody tr').count(), 50)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('rowheader', { name: 'gw_lumen50' }).waitFor()
  await page.getByRole('searchbox').fill('lumen119')
  await page.getByText('1 shown').waitFor()
  t.ok(api.asked.some((one) => one.includes('/v1/gateways?') && one.includes('cursor=50')))
  t.ok(api.asked.some((one) => one.includes('find=lumen119')))
})

t.test('with only what the collector offers by now each page still says what it knows', async (t) => {
  const { api, page } = await open(t, { isLean: true })
  for (const [path] of customerPages) {
    await page.goto(api.url + path)
    await settled(page)
    t.same(await axeFaults(page), [], path)
  }
  t.same(
    api.asked.filter((one) => /undefined|NaN|null/.test(one)),
    [],
  )
})

t.test('the page speaks German when asked, and remembers', async (t) => {
  const { page } = await open(t)
  await page.getByLabel('Language').selectOption('de')
  await page.getByRole('heading', { name: 'Überblick' }).waitFor()
  await settled(page)
  t.equal(await page.getAttribute('html', 'lang'), 'de')
  t.match(await page.locator('.eq').first().textContent(), /0,95\s\$.*3,80\s\$/s)
  t.same(await axeFaults(page), [])
})
