/** Closes a local day of an account: its head and rows as bound at this moment, a ledger entry, and a correction for
 *  each closed day that late statements changed, all in one transaction (protocol 4). */
import { readAccountDays } from '../closing/account-days.ts'
import { whileBound } from '../closing/bound.ts'
import { closeDueAt } from '../closing/close-due.ts'
import { recordClose } from '../closing/record-close.ts'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import { findAccount } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { saveJobDue, takeJobDue } from '../store/job-due.ts'
import { lockLedger } from '../store/ledger.ts'
import type { Due, Job, JobPorts } from './job.ts'
import { finalizeIsDue } from './schedule.ts'

/** Statements count up to so long after their minutes (R13): a closed day may change for so long. */
const lateDays = 62

export const closeDay: Job = {
  name: 'close-days',
  says: 'closes a local day graceHours after its end, and corrects closed days that late statements changed',
  isPatient: true,
  async run(ports, due) {
    await ports.settle()
    const asked = { accountId: due.accountId, nowMs: () => ports.clock.wallMs() }
    await whileBound(ports.store, asked, ({ tx, at }) => closeBound(tx, ports, { due, at, day: parseDay(due.key) }))
  },
}

type Closing = { readonly due: Due; readonly at: number; readonly day: Day }

async function closeBound(tx: Tx, ports: JobPorts, { due, at, day }: Closing): Promise<void> {
  const { accountId } = due
  await lockLedger(tx)
  const isOurs = await takeJobDue(tx, { account_id: accountId, job: 'close-days', key: due.key })
  if (!isOurs) return
  const account = await findAccount(tx, accountId)
  if (account === undefined) throw new Error(`no account ${accountId}`)
  const owner = { accountId, ledgerId: account.ledger_id }
  const atMs = ports.clock.wallMs()
  const days = await readAccountDays(tx, { owner, at, nowMs: atMs, backDays: lateDays, closing: day })
  const content = days.contentOf(day)
  await recordClose(tx, ports.random, { owner, content, atMs })
  days.bind(content)
  const changed = days.changed()
  for (const { row, content: corrected } of changed) {
    await recordClose(tx, ports.random, { owner, content: corrected, atMs, of: row.n })
    const { count } = corrected.head
    ports.log.info({ event: 'day.corrected', accountId, day: row.day, from: row.connected, count }, 'day corrected')
  }
  const next = addDays(day, 1)
  const due_at = closeDueAt(days.bill.calendar, days.facts, next)
  await saveJobDue(tx, { account_id: accountId, job: 'close-days', key: next, due_at })
  await finalizeIsDue(tx, accountId, atMs)
  const { count } = content.head
  ports.log.info({ event: 'day.closed', accountId, day, count, corrected: changed.length }, 'day closed')
}
