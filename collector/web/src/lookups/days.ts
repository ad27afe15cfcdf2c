/** Days with their daily number, what is counted now, and what is not certain about a usage period. */
import { type AnswerOf, read } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { WantedMembers } from '../api/wanted.d.ts'
import type { Account, CameraDay, Coverage, Day, DayPresence, Now, Span } from '../model.ts'
import { readPresence } from './presence.ts'
import { type Prices, planOf, readPrices } from './rate-card.ts'
import { readAll } from './reading.ts'

type DayWire = AnswerOf<'GET /v1/accounts/{account}/days'>['items'][number]

/** Ascending; days before the subscription and after today are not there. */
export function daysLookup(account: Account, span: Span): Lookup<readonly Day[]> {
  return {
    key: `days ${account.id} ${span.from} ${span.to}`,
    read: async (signal) => ({ body: await readDays(account, span, signal), etag: null }),
  }
}

/** Days with today as it stands at this moment: in its place, or after the last that has ended. */
export function daysWith(days: readonly Day[], today: Day | undefined): readonly Day[] {
  if (today === undefined) return days
  const known = days.some(({ day }) => day === today.day)
  return known ? days.map((day) => (day.day === today.day ? today : day)) : [...days, today]
}

/** The cameras of this moment, by site, and today's count so far. */
export function nowLookup(account: Account): Lookup<Now> {
  return {
    key: `now ${account.id}`,
    read: async (signal) => {
      const path = { account: account.id }
      const [{ body: now }, presence, prices] = await Promise.all([
        read('GET /v1/accounts/{account}/presence/now', { path }, signal),
        readPresence(account, undefined, signal),
        readPrices(account.today, signal),
      ])
      const [wire] = await readAll('GET /v1/accounts/{account}/days', { path, query: { from: presence.day } }, signal)
      const day = wire ? dayOf(wire, prices) : await openDay(account, { presence, prices }, signal)
      const connected = new Set(now.cameras.map(({ camera }) => camera))
      const sites = account.sites.map(({ id, name }) => {
        const here = presence.cameras.filter((camera) => camera.site?.id === id && connected.has(camera.camera))
        const newToday = here.filter(({ since }) => since !== null && since >= presence.window.from).length
        return { id, name, connected: here.length, newToday }
      })
      const notConnected = presence.cameras.filter((camera: CameraDay) => !connected.has(camera.camera)).length
      return { body: { at: now.minute, day, connected: now.connectedCount, notConnected, sites }, etag: null }
    },
  }
}

const mostIncomplete = 3

/** The silences of the newest incomplete days of a span, and how many closed days the gateways confirmed. */
export function coverageLookup(account: Account, span: Span): Lookup<Coverage> {
  return {
    key: `coverage ${account.id} ${span.from} ${span.to}`,
    read: async (signal) => {
      const days = await readDays(account, span, signal)
      const incomplete = days.filter(({ flags }) => flags.includes('incomplete')).slice(-mostIncomplete)
      const presences = await Promise.all(incomplete.map(({ day }) => readPresence(account, day, signal)))
      const closed = days.filter(({ isClosed }) => isClosed)
      const isTold = closed.some(({ isAgreed }) => isAgreed !== null)
      const coverage = {
        silences: presences.flatMap(({ silences }) => silences),
        closedDays: closed.length,
        agreedDays: isTold ? closed.filter(({ isAgreed }) => isAgreed === true).length : null,
      }
      return { body: coverage, etag: null }
    },
  }
}

async function readDays(account: Account, query: Span, signal: AbortSignal): Promise<Day[]> {
  const [rows, prices] = await Promise.all([
    readAll('GET /v1/accounts/{account}/days', { path: { account: account.id }, query }, signal),
    readPrices(account.today, signal),
  ])
  return rows.map((row) => dayOf(row, prices))
}

function dayOf(wire: DayWire, prices: Prices | undefined): Day {
  const plan = planOf(prices, wire.tier ?? '')
  const more: DayWire & WantedMembers['day'] = wire
  return {
    day: wire.day,
    minutes: wire.minutes,
    connected: wire.connected,
    included: wire.included,
    additional: wire.billable,
    tierName: plan?.tierName ?? wire.tier ?? '–',
    rate: plan?.rate ?? null,
    amountMinor: more.amountMinor ?? null,
    coveragePercent: wire.coveragePercent,
    flags: wire.flags,
    isClosed: wire.isClosed,
    isAgreed: more.isAgreed ?? null,
    seenNotCounted: wire.seenNotCounted,
  }
}

type Today = { readonly presence: DayPresence; readonly prices: Prices | undefined }

/** The day that has not ended, while the collector lists only days that have: counted here from who counts by now
 *  (R10); what it comes to is not told. */
async function openDay(account: Account, { presence, prices }: Today, signal: AbortSignal): Promise<Day> {
  const connected = presence.cameras.filter(({ counted }) => counted).length
  const included = prices?.included ?? 1
  const tier = await read('GET /v1/accounts/{account}/subscription', { path: { account: account.id } }, signal).then(
    ({ body }) => body.state.tier,
    () => null,
  )
  const counts = { connected, included, billable: Math.max(0, connected - included) }
  const open = { isClosed: false, revision: null, coveragePercent: null, flags: [] }
  const seenNotCounted = presence.cameras.length - connected
  return dayOf({ day: presence.day, minutes: presence.minutes, tier, seenNotCounted, ...counts, ...open }, prices)
}
