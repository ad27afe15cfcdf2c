/** Housekeeping, once a UTC day: partitions for the months ahead, and kept answers older than a day forgotten. */
import { acrossAccounts } from '../store/database.ts'
import { forgetIdempotencyKeys } from '../store/idempotency.ts'
import { saveJobDue, takeJobDue } from '../store/job-due.ts'
import { keepStatementMonths } from '../store/statement.ts'
import type { Job } from './job.ts'

const dayMs = 86_400_000

export const keep: Job = {
  name: 'housekeeping',
  says: 'makes partitions for the months ahead and forgets kept answers older than 24 h',
  isPatient: false,
  async run({ store, clock }, { key }) {
    const nowMs = clock.wallMs()
    await acrossAccounts(store, async (tx) => {
      await keepStatementMonths(tx, nowMs)
      await forgetIdempotencyKeys(tx, nowMs - dayMs)
      await takeJobDue(tx, { account_id: '*', job: 'housekeeping', key })
      const next = new Date(Math.floor(nowMs / dayMs + 1) * dayMs)
      const row = { account_id: '*', job: 'housekeeping', key: next.toISOString().slice(0, 10), due_at: next.getTime() }
      await saveJobDue(tx, row)
    })
  },
}
