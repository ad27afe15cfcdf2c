/** What is due: instants computed by the jobs themselves, so catching up after downtime is a query. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Store, Tx } from './database.ts'
import { only } from './database.ts'
import type { JobDueTable } from './schema-billing.ts'

export type JobDueRow = Selectable<JobDueTable>

/** Adds or moves the instant at which (job, key) is due for the account ('*': for nobody in particular). */
export async function saveJobDue(
  tx: Tx,
  row: Pick<Insertable<JobDueTable>, 'account_id' | 'job' | 'key' | 'due_at'>,
): Promise<void> {
  await tx
    .insertInto('job_due')
    .values({ ...row, failed: null })
    .onConflict((conflict) => conflict.columns(['account_id', 'job', 'key']).doUpdateSet({ due_at: row.due_at }))
    .execute()
}

/** What is due at `nowMs`, oldest first; of one job only, if named. */
export function listJobsDue(
  tx: Tx,
  { nowMs, limit, job }: { readonly nowMs: number; readonly limit: number; readonly job?: string },
): Promise<JobDueRow[]> {
  const query = tx.selectFrom('job_due').selectAll().where('due_at', '<=', nowMs)
  const named = job === undefined ? query : query.where('job', '=', job)
  return named.orderBy('due_at').orderBy('account_id').orderBy('job').orderBy('key').limit(limit).execute()
}

/** Locks the row, in the transaction of its effect; false when somebody else did it or it is gone. */
export async function takeJobDue(tx: Tx, due: Pick<JobDueRow, 'account_id' | 'job' | 'key'>): Promise<boolean> {
  const row = await tx
    .deleteFrom('job_due')
    .where('account_id', '=', due.account_id)
    .where('job', '=', due.job)
    .where('key', '=', due.key)
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes a failure and when to try again. */
export async function failJobDue(
  tx: Tx,
  due: Pick<JobDueRow, 'account_id' | 'job' | 'key'>,
  again: { readonly dueAt: number; readonly code: string },
): Promise<void> {
  await tx
    .updateTable('job_due')
    .set((eb) => ({ due_at: again.dueAt, failed: again.code, attempts: eb('attempts', '+', 1) }))
    .where('account_id', '=', due.account_id)
    .where('job', '=', due.job)
    .where('key', '=', due.key)
    .execute()
}

export async function noteJobSuccess(tx: Tx, job: string, atMs: number): Promise<void> {
  await tx
    .insertInto('job_run')
    .values({ job, succeeded_at: atMs })
    .onConflict((conflict) => conflict.column('job').doUpdateSet({ succeeded_at: atMs }))
    .execute()
}

/** Stamps that a collector runs, and answers the stamp before (ms; 0: none yet). */
export async function stampTick(tx: Tx, nowMs: number): Promise<number> {
  const before = only(await tx.selectFrom('collector_tick').select('at').forUpdate().execute())
  await tx.updateTable('collector_tick').set({ at: nowMs }).where('at', '<', nowMs).execute()
  return before.at
}

/** Runs `run` on at most one collector at a time: the others get undefined at once. An advisory lock chooses who works,
 *  never who is right: each effect has a unique key of its own. */
export function runAlone<T>(store: Store, lock: string, run: () => Promise<T>): Promise<T | undefined> {
  return store.connection().execute(async (connection) => {
    const { rows } = await sql<{ got: boolean }>`
      select pg_try_advisory_lock(8, hashtext(${lock})) as got`.execute(connection)
    if (rows[0]?.got !== true) return undefined
    try {
      return await run()
    } finally {
      await sql`select pg_advisory_unlock(8, hashtext(${lock}))`.execute(connection)
    }
  })
}

/** Everything that is due some day, by instant. */
export function listJobRows(tx: Tx): Promise<JobDueRow[]> {
  return tx.selectFrom('job_due').selectAll().orderBy('due_at').orderBy('account_id').orderBy('key').execute()
}

/** When each job last succeeded (ms). */
export function listJobRuns(tx: Tx): Promise<{ job: string; succeeded_at: number }[]> {
  return tx.selectFrom('job_run').selectAll().orderBy('job').execute()
}

/** Whether anything of the job is due for the account some day. */
export async function hasJobDue(tx: Tx, due: Pick<JobDueRow, 'account_id' | 'job'>): Promise<boolean> {
  const row = await tx
    .selectFrom('job_due')
    .select('key')
    .where('account_id', '=', due.account_id)
    .where('job', '=', due.job)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
