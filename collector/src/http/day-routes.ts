/** Days: the daily number, how it came about, and the cameras of one day with their minutes. */
import Type from 'typebox'
import { billSoFar } from '../closing/open-days.ts'
import { addDays, parseDay } from '../domain/day.ts'
import type { DayRow } from '../domain/day-rows.ts'
import type { DayDetails } from '../ledger/project-close.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { type DayCountRow, listDayCounts } from '../store/day-count.ts'
import { type Api, type ApiDeps, accountId, accountParams, closed, localDay, orNull } from './api.ts'
import { readers } from './caller.ts'
import { orProblem } from './domain-problem.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'
import { requireAccount } from './resource.ts'

const tags = ['days']
const shape = {
  day: localDay,
  minutes: Type.Integer({ description: 'Length of the local day: 1440, 1380, 1500, or after a change of zone any.' }),
  connected: Type.Integer(),
  included: Type.Integer(),
  billable: Type.Integer({
    description: 'The daily number: cameras connected beyond the included ones, 0 when waived.',
  }),
  tier: orNull(Type.String()),
  isClosed: Type.Boolean({ description: 'false: counted so far.' }),
  revision: orNull(Type.Integer({ description: '1 as closed, more after corrections.' })),
  seenNotCounted: Type.Integer(),
  coveragePercent: orNull(Type.Number({ description: 'Of the gateway that covered least.' })),
  flags: Type.Array(Type.Enum(['incomplete', 'waived', 'adjusted'])),
}
const daySchema = Type.Object(shape, closed)
const cameraSchema = Type.Object(
  { camera: Type.String(), minutes: Type.Integer(), isCounted: Type.Boolean() },
  { ...closed, description: 'By its key; names are at /cameras.' },
)
const oneDaySchema = Type.Object(
  {
    ...shape,
    cameras: Type.Array(cameraSchema),
    coverage: Type.Array(
      Type.Object(
        { gatewayId: Type.String(), coveredMinutes: Type.Integer(), expectedMinutes: Type.Integer() },
        closed,
      ),
    ),
  },
  closed,
)

export function dayRoutes(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/accounts/:account/days',
    {
      config: { access: readers },
      schema: {
        summary: 'Days of the subscription with their daily number',
        tags,
        params: accountParams,
        querystring: Type.Object(
          {
            ...pageQuery,
            from: Type.Optional(localDay),
            to: Type.Optional({ ...localDay, description: 'Not included.' }),
          },
          closed,
        ),
        response: { 200: pageOf(daySchema) },
      },
    },
    async (request) => {
      const { from = '0000-00-00', to = '9999-99-99' } = request.query
      const days = await acrossAccounts(deps.store, (tx) => readDays(tx, deps, request.params.account))
      const asked = days.filter(({ day }) => day >= from && day < to)
      return pageOfAll(asked, sliceOf(request.query), { position: ({ day }) => day, item: withoutCameras })
    },
  )
  api.get(
    '/v1/accounts/:account/days/:day',
    {
      config: { access: readers },
      schema: {
        summary: 'One closed day with its cameras',
        tags,
        params: Type.Object({ account: accountId, day: localDay }, closed),
        response: { 200: oneDaySchema },
      },
    },
    async (request) => {
      const day = orProblem(() => parseDay(request.params.day, 'day'))
      const days = await acrossAccounts(deps.store, (tx) => readDays(tx, deps, request.params.account))
      const found = days.find((each) => each.day === day)
      if (found === undefined) throw new Problem('DAY_NOT_FOUND')
      return found
    },
  )
}

async function readDays(tx: Tx, deps: Pick<ApiDeps, 'clock'>, account: string) {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const { bill } = await billSoFar(tx, { accountId: account, ledgerId }, deps.clock.wallMs())
  const last = bill.days.at(-1)?.day
  if (last === undefined) return []
  const closedDays = await listDayCounts(tx, account, { from: '1900-01-01', to: addDays(last, 1) })
  const byDay = new Map(closedDays.map((row) => [row.day, row]))
  return bill.days.map((row) => shownDay(row, byDay.get(row.day)))
}

function shownDay(row: DayRow, closedAs: DayCountRow | undefined) {
  const details = closedAs?.details as DayDetails | undefined
  const shares = details?.coverage.map(([, covered, expected]) => (100 * covered) / expected) ?? []
  const flags: ('incomplete' | 'waived' | 'adjusted')[] = []
  if (closedAs?.is_incomplete) flags.push('incomplete')
  if (row.isWaived) flags.push('waived')
  if (row.isAdjusted) flags.push('adjusted')
  return {
    day: row.day,
    minutes: row.toMinute - row.fromMinute,
    connected: row.connected,
    included: row.included,
    billable: row.billable,
    tier: row.tier,
    isClosed: row.isClosed,
    revision: closedAs?.revision ?? null,
    seenNotCounted: details?.cameras.filter(([, , counted]) => counted === 0).length ?? 0,
    coveragePercent: shares.length === 0 ? null : Math.round(10 * Math.min(...shares)) / 10,
    flags,
    cameras: (details?.cameras ?? []).map(([camera, minutes, counted]) => ({
      camera,
      minutes,
      isCounted: counted === 1,
    })),
    coverage: (details?.coverage ?? []).map(([gatewayId, coveredMinutes, expectedMinutes]) => ({
      ...{ gatewayId, coveredMinutes, expectedMinutes },
    })),
  }
}

function withoutCameras({ cameras: _, coverage: __, ...day }: ReturnType<typeof shownDay>) {
  return day
}
