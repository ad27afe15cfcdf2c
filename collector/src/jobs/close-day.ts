/** Closes a local day of an account: its head and rows as bound at this moment, a ledger entry, and a correction for
 *  each closed day that late statements changed, all in one transaction (protocol 4). */
import { decodeUtf8, encodeCloseHead } from '@camtally/protocol'
import { dayWindow } from '../domain/calendar.ts'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import type { Fact } from '../domain/fact.ts'
import { withBoundEvidence } from '../ingest/project.ts'
import { type AccountBill, accountBill } from '../ledger/account-bill.ts'
import type { DayDetails } from '../ledger/project-close.ts'
import { type LedgerOwner, record } from '../ledger/record.ts'
import { type DayRules, rulesOn } from '../closing/day-rules.ts'
import { findAccount } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { type DayCountRow, insertCloseRows, listCloseRowsWithSides, listDayCounts } from '../store/day-count.ts'
import { saveJobDue, takeJobDue } from '../store/job-due.ts'
import { lockLedger } from '../store/ledger.ts'
import { boundSidesOf } from '../closing/bound-sides.ts'
import { type BoundSides, type CloseContent, closeContent } from '../closing/close-content.ts'
import { closeDueAt } from '../closing/close-due.ts'
import { ChainMovedOn, type CloseEvidence, readCloseEvidence } from '../closing/close-evidence.ts'
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
    for (let tries = 1; ; tries += 1) {
      try {
        const asked = { accountId: due.accountId, nowMs: ports.clock.wallMs() }
        return await withBoundEvidence(ports.store, asked, ({ tx, at }) => closeBound(tx, ports, { due, at }))
      } catch (error) {
        if (!(error instanceof ChainMovedOn) || tries >= 10) throw error
      }
    }
  },
}

type Closing = {
  readonly owner: LedgerOwner
  readonly facts: readonly Fact[]
  readonly evidence: CloseEvidence
  readonly bound: BoundSides
  readonly rules: (day: Day) => DayRules
}

async function closeBound(
  tx: Tx,
  ports: JobPorts,
  { due, at }: { readonly due: Due; readonly at: number },
): Promise<void> {
  const day = parseDay(due.key)
  await lockLedger(tx)
  const isOurs = await takeJobDue(tx, { account_id: due.accountId, job: 'close-days', key: due.key })
  if (!isOurs) return
  const account = await findAccount(tx, due.accountId)
  if (account === undefined) throw new Error(`no account ${due.accountId}`)
  const owner = { accountId: due.accountId, ledgerId: account.ledger_id }
  const { facts, bill } = await accountBill(tx, owner.ledgerId, { nowMs: ports.clock.wallMs() })
  const rules = await rulesOn(tx, facts, bill.calendar)
  const closed = await listDayCounts(tx, due.accountId, { from: addDays(day, -lateDays), to: day })
  const evidence = await readCloseEvidence(tx, {
    ...{ accountId: due.accountId, at, facts, calendar: bill.calendar },
    days: utcDays(bill, closed[0] === undefined ? day : parseDay(closed[0].day), day),
  })
  const hasSides = evidence.chains.some(({ sides }) => sides.length > 0)
  const bound = boundSidesOf(hasSides ? await listCloseRowsWithSides(tx, owner.ledgerId) : [])
  const closing = { owner, facts, evidence, bound: bound.of, rules }
  const content = closeContent(evidence, day, { rules: rules(day), boundSides: bound.of })
  await recordClose(tx, ports, { owner, content })
  bound.add(content.rows)
  const corrected = await correctChanged(tx, ports, { ...closing, closed })
  await scheduleNext(tx, { owner, bill, facts, day }, ports.clock.wallMs())
  const { count } = content.head
  ports.log.info({ event: 'day.closed', accountId: due.accountId, day, count, corrected }, 'day closed')
}

/** One correction a day that is not what its newest close says, days ascending. Answers how many. */
async function correctChanged(
  tx: Tx,
  ports: JobPorts,
  { owner, evidence, bound, rules, closed }: Closing & { readonly closed: readonly DayCountRow[] },
): Promise<number> {
  let corrected = 0
  for (const row of closed) {
    const day = parseDay(row.day)
    const content = closeContent(evidence, day, { rules: rules(day), boundSides: bound })
    const details = row.details as DayDetails
    if (content.digest === details.digest) continue
    await recordClose(tx, ports, { owner, content, of: row.n })
    ports.log.info({ event: 'day.corrected', accountId: owner.accountId, day, count: content.head.count }, 'corrected')
    corrected += 1
  }
  return corrected
}

async function recordClose(
  tx: Tx,
  ports: JobPorts,
  { owner, content, of }: { readonly owner: LedgerOwner; readonly content: CloseContent; readonly of?: number },
): Promise<void> {
  const head = of === undefined ? content.head : { ...content.head, of }
  const document = decodeUtf8(encodeCloseHead(head))
  const kind = of === undefined ? 'dayClose' : 'correction'
  await record(tx, ports.random, {
    owner,
    kind,
    at: ports.clock.wallMs(),
    document,
    beside: ({ n }) =>
      insertCloseRows(
        tx,
        content.rows.map(({ gw, ep, hash, body }) => ({
          ...{ account_id: owner.accountId, ledger_id: owner.ledgerId, n },
          ...{ gateway_id: gw, epoch: ep, hash, body },
        })),
      ),
  })
}

/** The next day is due graceHours after its end; finalizing now, because a day was closed. */
async function scheduleNext(
  tx: Tx,
  { owner, bill, facts, day }: { owner: LedgerOwner; bill: AccountBill['bill']; facts: readonly Fact[]; day: Day },
  nowMs: number,
): Promise<void> {
  const next = addDays(day, 1)
  const due_at = closeDueAt(bill.calendar, facts, next)
  await saveJobDue(tx, { account_id: owner.accountId, job: 'close-days', key: next, due_at })
  await finalizeIsDue(tx, owner.accountId, nowMs)
}

function utcDays({ calendar }: AccountBill['bill'], first: Day, last: Day): { from: number; to: number } {
  const from = Math.floor(dayWindow(calendar, first).fromMinute / 1440)
  return { from, to: Math.floor((dayWindow(calendar, last).toMinute - 1) / 1440) + 1 }
}
