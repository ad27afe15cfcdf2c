/** Presence: the minutes of one local day, camera by camera and gateway by gateway, closed or not: why a day counts
 *  what it counts. */
import Type from 'typebox'
import { byUtcDay } from '../closing/close-evidence.ts'
import { minutesByCamera } from '../closing/close-content.ts'
import { rulesOn } from '../closing/day-rules.ts'
import { dayAt, dayWindow, type DayWindow } from '../domain/calendar.ts'
import { type Day, parseDay } from '../domain/day.ts'
import { countMinutes, minutesOfBits, rangesOf, union, within } from '../domain/minute-set.ts'
import { billFrom } from '../ledger/account-bill.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { listGatewaySpans } from '../store/gateway.ts'
import { readCoverage, readPresence } from '../store/presence.ts'
import { listGaps } from '../store/projection.ts'
import {
  type Api,
  type ApiDeps,
  accountParams,
  closed,
  gatewayId,
  instant,
  localDay,
  orNull,
  shownInstant,
} from './api.ts'
import { readers } from './caller.ts'
import { readCameraBook } from './camera-routes.ts'
import { orProblem } from './domain-problem.ts'

const ranges = Type.String({ description: 'Minutes from the beginning of the day: "0-719,780-1079".' })
const presenceSchema = Type.Object(
  {
    day: localDay,
    from: instant,
    to: instant,
    minutes: Type.Integer(),
    minConnectedMinutes: orNull(Type.Integer({ description: 'Minutes from which a camera counts.' })),
    cameras: Type.Array(
      Type.Object(
        {
          camera: Type.String(),
          name: orNull(Type.String()),
          minuteCount: Type.Integer(),
          isCounted: Type.Boolean(),
          minutes: ranges,
          rank: Type.Integer({ description: 'The lowest its minutes rest on.' }),
          gateways: Type.Array(Type.Object({ gatewayId, minutes: ranges }, closed)),
        },
        closed,
      ),
    ),
    gateways: Type.Array(
      Type.Object(
        {
          gatewayId,
          expectedMinutes: Type.Integer({ description: 'Between its enrollment and its retirement, until now.' }),
          coveredMinutes: Type.Integer(),
          covered: ranges,
          gaps: Type.Array(Type.Object({ from: instant, to: instant, why: Type.String() }, closed)),
        },
        closed,
      ),
    ),
  },
  closed,
)

export function presenceRoutes(api: Api, deps: ApiDeps): void {
  nowRoute(api, deps)
  api.get(
    '/v1/accounts/:account/presence',
    {
      config: { access: readers },
      schema: {
        summary: 'The minutes of one local day, today without `day`',
        tags: ['cameras'],
        params: accountParams,
        querystring: Type.Object({ day: Type.Optional(localDay) }, closed),
        response: { 200: presenceSchema },
      },
    },
    async (request) => {
      const day = orProblem(() => (request.query.day === undefined ? undefined : parseDay(request.query.day, 'day')))
      const wish = { account: request.params.account, day, nowMs: deps.clock.wallMs() }
      return acrossAccounts(deps.store, (tx) => readDay(tx, wish))
    },
  )
}

const nowSchema = Type.Object(
  {
    connectedCount: Type.Integer({ description: 'Distinct cameras connected in the newest minute of each gateway.' }),
    minute: orNull(Type.String({ ...instant, description: 'The newest minute any gateway spoke for.' })),
    cameras: Type.Array(Type.Object({ camera: Type.String(), name: orNull(Type.String()) }, closed)),
    gateways: Type.Array(Type.Object({ gatewayId, minute: instant }, closed)),
  },
  closed,
)

function nowRoute(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/accounts/:account/presence/now',
    {
      config: { access: readers },
      schema: {
        summary: 'Cameras connected in the newest minute that each gateway spoke for, within the last hour',
        tags: ['cameras'],
        params: accountParams,
        response: { 200: nowSchema },
      },
    },
    async (request) => acrossAccounts(deps.store, (tx) => readNow(tx, request.params.account, deps.clock.wallMs())),
  )
}

/** A gateway states a minute when it has ended, and some minutes together: older than an hour is silence. */
const nowMinutes = 60

async function readNow(tx: Tx, account: string, nowMs: number) {
  const book = await readCameraBook(tx, account)
  const last = Math.floor(nowMs / 60_000)
  const days = { from: Math.floor((last - nowMinutes) / 1440), to: Math.floor(last / 1440) + 1 }
  const newest = new Map<string, number>()
  for (const row of await readCoverage(tx, account, days)) {
    const end = minutesOfBits(row.stated, row.utcDay * 1440).at(-1)?.[1] ?? 0
    if (end > last - nowMinutes) newest.set(row.gatewayId, Math.max(newest.get(row.gatewayId) ?? 0, end - 1))
  }
  const connected = new Set<string>()
  for (const row of await readPresence(tx, account, days)) {
    const minute = newest.get(row.gatewayId) ?? Number.NaN
    const set = minutesOfBits(row.minutes, row.utcDay * 1440)
    if (set.some(([from, to]) => from <= minute && minute < to)) connected.add(book.cameraOf(row.cameraKey))
  }
  const minute = newest.size === 0 ? null : shownInstant(Math.max(...newest.values()) * 60_000)
  return {
    connectedCount: connected.size,
    minute,
    cameras: [...connected].sort().map((camera) => ({ camera, name: book.names.get(camera) ?? null })),
    gateways: [...newest].map(([id, at]) => ({ gatewayId: id, minute: shownInstant(at * 60_000) })),
  }
}

type Wish = { readonly account: string; readonly day: Day | undefined; readonly nowMs: number }

async function readDay(tx: Tx, { account, day: asked, nowMs }: Wish) {
  const book = await readCameraBook(tx, account)
  const { calendar } = billFrom(book.facts, { nowMs }).bill
  const day = asked ?? dayAt(calendar, nowMs)
  const window = dayWindow(calendar, day)
  const hasCard = book.facts.some(({ kind }) => kind === 'rateCard')
  const rule = hasCard ? (await rulesOn(tx, book.facts, calendar))(day).minConnectedMinutes : null
  const utcDays = { from: Math.floor(window.fromMinute / 1440), to: Math.ceil(window.toMinute / 1440) }
  const presence = await readPresence(tx, account, utcDays)
  const sets = minutesByCamera({ presence: byUtcDay(presence), cameraOf: book.cameraOf }, window)
  return {
    day,
    from: shownInstant(window.fromMinute * 60_000),
    to: shownInstant(window.toMinute * 60_000),
    minutes: window.toMinute - window.fromMinute,
    minConnectedMinutes: rule,
    cameras: [...sets.keys()].sort().map((camera) => {
      const set = sets.get(camera) ?? []
      const rows = presence.filter(({ cameraKey }) => book.cameraOf(cameraKey) === camera)
      return {
        camera,
        name: book.names.get(camera) ?? null,
        minuteCount: countMinutes(set),
        isCounted: rule !== null && countMinutes(set) >= rule,
        minutes: rangesOf(set, window),
        rank: Math.min(...rows.map(({ lowestRank }) => lowestRank)),
        gateways: byGateway(rows, window),
      }
    }),
    gateways: await gatewaysOf(tx, { account, window, utcDays, nowMs }),
  }
}

function byGateway(rows: Awaited<ReturnType<typeof readPresence>>, window: DayWindow) {
  const groups = Map.groupBy(rows, ({ gatewayId }) => gatewayId)
  return [...groups].map(([gatewayId, own]) => {
    const runs = own.flatMap((row) => minutesOfBits(row.minutes, row.utcDay * 1440))
    return { gatewayId, minutes: rangesOf(within(union(runs), window), window) }
  })
}

async function gatewaysOf(
  tx: Tx,
  of: { account: string; window: DayWindow; utcDays: { from: number; to: number }; nowMs: number },
) {
  const { account, window, nowMs } = of
  const coverage = Map.groupBy(await readCoverage(tx, account, of.utcDays), ({ gatewayId }) => gatewayId)
  const gaps = await listGaps(tx, account, { from: window.fromMinute, to: window.toMinute })
  const spans = await listGatewaySpans(tx, account)
  return spans.flatMap(({ gatewayId, fromMs, toMs }) => {
    const from = Math.max(window.fromMinute, Math.ceil(fromMs / 60_000))
    const to = Math.min(window.toMinute, Math.floor(Math.min(toMs, nowMs) / 60_000))
    if (from >= to) return []
    const runs = (coverage.get(gatewayId) ?? []).flatMap((row) => minutesOfBits(row.covered, row.utcDay * 1440))
    const covered = within(union(runs), { fromMinute: from, toMinute: to })
    return [
      {
        gatewayId,
        expectedMinutes: to - from,
        coveredMinutes: countMinutes(covered),
        covered: rangesOf(covered, window),
        gaps: gaps
          .filter((gap) => gap.gateway_id === gatewayId)
          .map((gap) => ({
            from: shownInstant(gap.from_minute * 60_000),
            to: shownInstant(gap.to_minute * 60_000),
            why: gap.why,
          })),
      },
    ]
  })
}
