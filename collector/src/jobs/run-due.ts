/** Runs what is due, oldest first, until nothing is: the one function behind ticks, `jobs run` and simulations. */
import { acrossAccounts } from '../store/database.ts'
import { failJobDue, type JobDueRow, listJobsDue, noteJobSuccess, runAlone } from '../store/job-due.ts'
import type { Job, JobPorts } from './job.ts'

export type RunWish = {
  /** Rows due until this moment (ms); without it until now, asked again each round, since a job makes others due. */
  readonly asOf?: number
  /** Only this job. */
  readonly only?: string
  /** Leave out jobs that wait for journals. */
  readonly isCatchingUp?: boolean
}

export type RunReport = {
  readonly done: readonly DueShown[]
  readonly failed: readonly (DueShown & { readonly why: string })[]
  /** Another collector holds the lock. */
  readonly isElsewhere: boolean
}

export type DueShown = { readonly job: string; readonly accountId: string; readonly key: string }

/** Runs them under the lock of all collectors. A failure stops its own row and no other. */
export async function runDue(ports: JobPorts, jobs: readonly Job[], wish: RunWish): Promise<RunReport> {
  const report = await runAlone(ports.store, 'jobs', () => runRounds(ports, jobs, wish))
  return report ?? { done: [], failed: [], isElsewhere: true }
}

const rowsARound = 200

async function runRounds(ports: JobPorts, jobs: readonly Job[], wish: RunWish): Promise<RunReport> {
  const done: DueShown[] = []
  const failed: (DueShown & { why: string })[] = []
  for (;;) {
    const rows = await dueRows(ports, jobs, wish)
    // A job may make another one due: finalizing follows the close of a day. What failed is left for later.
    const fresh = rows.filter((row) => !failed.some((each) => isSame(each, shown(row))))
    if (fresh.length === 0) return { done, failed, isElsewhere: false }
    for (const row of fresh) {
      const why = await runOne(ports, jobs, row)
      if (why === undefined) done.push(shown(row))
      else failed.push({ ...shown(row), why })
    }
  }
}

async function dueRows(ports: JobPorts, jobs: readonly Job[], wish: RunWish): Promise<JobDueRow[]> {
  const ask = {
    nowMs: wish.asOf ?? ports.clock.wallMs(),
    limit: rowsARound,
    ...(wish.only === undefined ? {} : { job: wish.only }),
  }
  const rows = await acrossAccounts(ports.store, (tx) => listJobsDue(tx, ask))
  const mayRun = (row: JobDueRow) => !(wish.isCatchingUp && jobs.find(({ name }) => name === row.job)?.isPatient)
  return rows.filter(mayRun)
}

/** Answers why it failed, or undefined. */
async function runOne(ports: JobPorts, jobs: readonly Job[], row: JobDueRow): Promise<string | undefined> {
  const job = jobs.find(({ name }) => name === row.job)
  try {
    if (job === undefined) throw new Error(`no such job: ${row.job}`)
    await job.run(ports, { accountId: row.account_id, key: row.key })
    await acrossAccounts(ports.store, (tx) => noteJobSuccess(tx, row.job, ports.clock.wallMs()))
    ports.log.info({ event: 'job.done', ...shown(row) }, 'job done')
    return undefined
  } catch (err) {
    const why = err instanceof Error ? err.message : String(err)
    ports.log.error({ event: 'job.failed', ...shown(row), attempts: row.attempts + 1, err }, 'job failed')
    const again = { dueAt: ports.clock.wallMs() + retryAfterMs(row.attempts), code: why.slice(0, 500) }
    await acrossAccounts(ports.store, (tx) => failJobDue(tx, row, again))
    return why
  }
}

/** 1, 2, 4 … at most 60 minutes. `attempts` counts from 0. */
function retryAfterMs(attempts: number): number {
  return Math.min(60, 2 ** Math.min(attempts, 10)) * 60_000
}

function shown(row: JobDueRow): DueShown {
  return { job: row.job, accountId: row.account_id, key: row.key }
}

function isSame(a: DueShown, b: DueShown): boolean {
  return a.job === b.job && a.accountId === b.accountId && a.key === b.key
}
