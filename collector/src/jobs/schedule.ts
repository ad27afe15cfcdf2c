/** When an account's jobs are due: written in the transaction of what makes them due. */
import type { Tx } from '../store/database.ts'
import { saveJobDue } from '../store/job-due.ts'

/** Finalizing is due now: something was asked, or a day was closed. */
export async function finalizeIsDue(tx: Tx, accountId: string, nowMs: number): Promise<void> {
  await saveJobDue(tx, { account_id: accountId, job: 'finalize', key: '', due_at: nowMs })
}
