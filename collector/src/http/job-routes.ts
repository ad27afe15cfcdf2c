/** Jobs: what there is, what is due, and running it now. */
import Type from 'typebox'
import { acrossAccounts } from '../store/database.ts'
import { listJobRows, listJobRuns } from '../store/job-due.ts'
import { type Api, type ApiDeps, closed, instant, orNull, shownInstant, shownInstantOrNull } from './api.ts'
import { operators, overseers } from './caller.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'

const tags = ['jobs']
const dueShape = {
  accountId: orNull(Type.String()),
  key: Type.String({ description: 'What makes its effect unique: a day, an invoice.' }),
}
const jobSchema = Type.Object(
  {
    name: Type.String(),
    says: Type.String(),
    lastSuccessAt: orNull(instant),
    due: Type.Array(
      Type.Object({ ...dueShape, dueAt: instant, attempts: Type.Integer(), failed: orNull(Type.String()) }, closed),
      { description: 'The first 20.' },
    ),
    dueCount: Type.Integer(),
  },
  closed,
)
const ranSchema = Type.Object(
  {
    done: Type.Array(Type.Object({ job: Type.String(), ...dueShape }, closed)),
    failed: Type.Array(Type.Object({ job: Type.String(), ...dueShape, why: Type.String() }, closed)),
    isElsewhere: Type.Boolean({ description: 'Another collector runs the jobs at this moment; ask again.' }),
  },
  closed,
)

export function jobRoutes(api: Api, deps: ApiDeps): void {
  list(api, deps)
  run(api, deps)
}

function list(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/jobs',
    {
      config: { access: overseers },
      schema: {
        summary: 'Every job and what is due of it',
        tags,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(jobSchema) },
      },
    },
    async (request) => {
      const { rows, runs } = await acrossAccounts(deps.store, async (tx) => ({
        rows: await listJobRows(tx),
        runs: await listJobRuns(tx),
      }))
      const shown = deps.jobs().list.map(({ name, says }) => {
        const due = rows.filter(({ job }) => job === name)
        const last = runs.find(({ job }) => job === name)?.succeeded_at ?? null
        return {
          name,
          says,
          lastSuccessAt: shownInstantOrNull(last),
          due: due.slice(0, 20).map((row) => ({
            accountId: row.account_id === '*' ? null : row.account_id,
            key: row.key,
            dueAt: shownInstant(row.due_at),
            attempts: row.attempts,
            failed: row.failed,
          })),
          dueCount: due.length,
        }
      })
      return pageOfAll(shown, sliceOf(request.query), { position: ({ name }) => name, item: (job) => job })
    },
  )
}

function run(api: Api, deps: ApiDeps): void {
  api.post(
    '/v1/jobs/:job/runs',
    {
      config: { access: operators },
      schema: {
        summary: 'Run what is due of one job, or of all of them',
        description: 'Waits for nothing. `asOf` leaves out what is due later than it; it is never after now.',
        tags,
        params: Type.Object({ job: Type.String({ maxLength: 40, description: 'A name, or all.' }) }, closed),
        body: Type.Optional(Type.Object({ asOf: Type.Optional(instant) }, closed)),
        response: { 200: ranSchema },
      },
    },
    async (request) => {
      const { job } = request.params
      const jobs = deps.jobs()
      if (job !== 'all' && !jobs.list.some(({ name }) => name === job)) throw new Problem('JOB_NOT_FOUND')
      const only = job === 'all' ? {} : { only: job }
      const asOf = request.body?.asOf === undefined ? {} : { asOf: asOfMs(request.body.asOf, deps.clock.wallMs()) }
      const ran = await jobs.run({ ...asOf, ...only })
      const shown = <T extends { readonly accountId: string }>(row: T) => ({
        ...row,
        accountId: row.accountId === '*' ? null : row.accountId,
      })
      return { done: ran.done.map(shown), failed: ran.failed.map(shown), isElsewhere: ran.isElsewhere }
    },
  )
}

function asOfMs(text: string, nowMs: number): number {
  const asOf = Date.parse(text)
  const detail = 'an instant like 2027-04-01T00:00:00Z, not after now, is wanted'
  if (!(asOf <= nowMs)) throw new Problem('REQUEST_INVALID', { detail, errors: [{ pointer: '/asOf', detail }] })
  return asOf
}
