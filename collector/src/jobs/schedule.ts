/** When an account's jobs are due: written in the transaction of what makes them due. */
import { dayAt } from '../domain/calendar.ts'
import { billFrom } from '../ledger/account-bill.ts'
import { readFacts } from '../ledger/read-facts.ts'
import type { LedgerOwner } from '../ledger/record.ts'
import type { Tx } from '../store/database.ts'
import { findLastClosedDay } from '../store/day-count.ts'
import { saveJobDue, hasJobDue } from '../store/job-due.ts'
import { closeDueAt } from '../closing/close-due.ts'

/** Finalizing is due now: something was asked, or a day was closed. */
export async function finalizeIsDue(tx: Tx, accountId: string, nowMs: number): Promise<void> {
  await saveJobDue(tx, { account_id: accountId, job: 'finalize-invoices', key: '', due_at: nowMs })
}

/** From its first enrollment or subscription on, every day of an account is closed: the first of them is today.
 *  Wants the ledger locked. */
export async function closingBegins(tx: Tx, { accountId, ledgerId }: LedgerOwner, nowMs: number): Promise<void> {
  if (await hasJobDue(tx, { account_id: accountId, job: 'close-days' })) return
  if ((await findLastClosedDay(tx, accountId)) !== undefined) return
  const facts = await readFacts(tx, ledgerId)
  const { calendar } = billFrom(facts, { nowMs }).bill
  const day = dayAt(calendar, nowMs)
  const due_at = closeDueAt(calendar, facts, day)
  await saveJobDue(tx, { account_id: accountId, job: 'close-days', key: day, due_at })
}
