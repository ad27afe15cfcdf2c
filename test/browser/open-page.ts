/** A built page, a fake collector and a Chromium for the tests of one file; a signed-in page for each. */
/// <reference lib="dom" />
import axe from 'axe-core'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { Test } from 'tap'
import type { Role } from '../../collector/web/src/model.ts'
import { type BuiltPage, buildPage } from './built-page.ts'
import { launchChromium } from './chromium.ts'
import { FakeApi } from './fake-api.ts'
import { emails, password } from './fake-routes.ts'
import type { WorldOptions } from './fake-world.ts'
import { northgateId } from './story-operations.ts'

export type Theme = 'light' | 'dark'
export type OpenOptions = WorldOptions & {
  readonly role?: Role | 'nobody'
  readonly path?: string
  readonly width?: number
  readonly theme?: Theme
}
export type Opened = { readonly api: FakeApi; readonly page: Page; readonly context: BrowserContext }

export const account = `/accounts/${northgateId}`

/** Everything is closed again when the file's tests are over. */
export async function openBrowser(t: Test): Promise<(t: Test, options?: OpenOptions) => Promise<Opened>> {
  const [browser, built] = await Promise.all([launchChromium(), buildPage()])
  t.teardown(async () => {
    await browser.close()
    built.remove()
  })
  return (t, options = {}) => open(t, { browser, built }, options)
}

async function open(t: Test, { browser, built }: { browser: Browser; built: BuiltPage }, options: OpenOptions) {
  const { role = 'customerAdmin', path = `${account}/overview` } = options
  const api = await FakeApi.start(built.folder, options)
  t.teardown(() => api.close())
  const { page, context } = await newPage(t, browser, options)
  await page.goto(`${api.url}/sign-in`)
  if (role !== 'nobody') await enter(page, role)
  await page.goto(api.url + path)
  await settled(page)
  return { api, page, context }
}

/** A window of its own. The test fails by itself when the page throws, logs an error or breaks the CSP. */
export async function newPage(t: Test, browser: Browser, options: Pick<OpenOptions, 'width' | 'theme'> = {}) {
  const { width = 1440, theme = 'light' } = options
  const viewport = { width, height: width < 500 ? 700 : 900 }
  const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce', locale: 'en-US' })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (fault) => faults.push(String(fault)))
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource') || message.text().includes('EventSource')
    if (message.type() === 'error' && !isAnswer) faults.push(message.text())
  })
  t.teardown(() => {
    if (faults.length > 0) throw new Error(`the page threw or broke a policy: ${faults.join('; ')}`)
  })
  return { page, context }
}

/** The session of a role, without the form. */
export function enter(page: Page, role: Role): Promise<void> {
  return page.evaluate(
    async (body) => {
      await fetch('/v1/session', { method: 'POST', body })
    },
    JSON.stringify({ email: emails[role], password }),
  )
}

/** Signs in by hand. */
export async function signIn(page: Page, role: Role, word = password): Promise<void> {
  await page.getByLabel('E-mail').fill(emails[role])
  await page.getByLabel('Password', { exact: true }).fill(word)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Everything asked for has been answered and shown. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('.skeleton, [aria-busy=true]') === null,
  )
}

/** What axe finds against WCAG 2.2 A and AA and its best practices, as "rule: place". */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html}`))
  })
  return found.map((fault) => fault.slice(0, 300))
}

/** The text that is seen at a place, on one line. */
export async function words(place: Locator): Promise<string> {
  await place.first().waitFor()
  return (await place.allInnerTexts()).join(' ').replace(/\s+/g, ' ').trim()
}

/** A toast that can be seen says this. */
export function toastSays(page: Page, text: string | RegExp): Promise<void> {
  return page.locator('.toast:visible', { hasText: text }).waitFor()
}

/** Pixels by which the page is wider than its window: reading never needs two directions. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}
