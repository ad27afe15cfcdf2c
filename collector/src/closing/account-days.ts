/** The closed days of an account beside what they would be closed as now: where they differ, a correction is owed. */
import { dayWindow } from '../domain/calendar.ts'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import type { Fact } from '../domain/fact.ts'
import { type AccountBill, billFrom } from '../ledger/account-bill.ts'
import type { DayDetails } from '../ledger/project-close.ts'
import { readFacts } from '../ledger/read-facts.ts'
import type { LedgerOwner } from '../ledger/record.ts'
import type { Tx } from '../store/database.ts'
import { type DayCountRow, listCloseRowsWithSides, listDayCounts } from '../store/day-count.ts'
import { boundSidesOf } from './bound-sides.ts'
import { type CloseContent, closeContent } from './close-content.ts'
import { type CloseEvidence, readCloseEvidence } from './close-evidence.ts'
import { rulesOn } from './day-rules.ts'

export type AccountDaysWish = {
  readonly owner: LedgerOwner
  /** ms: what is bound. */
  readonly at: number
  readonly nowMs: number
  /** Closed days of the so many before `to` are looked at. */
  readonly backDays: number
  /** The day being closed; without it all days are closed ones and `to` is today. */
  readonly closing?: Day
  /** Facts as if they were recorded, to see what they would change. */
  readonly supposed?: readonly Fact[]
}

export type AccountDays = {
  readonly facts: readonly Fact[]
  readonly bill: AccountBill['bill']
  readonly evidence: CloseEvidence
  /** Content of a day as of now. */
  readonly contentOf: (day: Day) => CloseContent
  /** Takes what a close just made has bound. */
  readonly bind: (content: CloseContent) => void
  /** Closed days whose newest close says something else, ascending. */
  readonly changed: () => readonly ChangedDay[]
}

export type ChangedDay = { readonly row: DayCountRow; readonly content: CloseContent }

/** Reads it in the transaction that holds the projection still (withBoundEvidence), the ledger locked.
 *  @throws ChainMovedOn: try again; an Error without a rate card */
export async function readAccountDays(tx: Tx, wish: AccountDaysWish): Promise<AccountDays> {
  const { owner, at, nowMs, closing, supposed = [] } = wish
  const facts = [...(await readFacts(tx, owner.ledgerId)), ...supposed]
  const { bill } = billFrom(facts, { nowMs })
  const { calendar } = bill
  const to = closing ?? addDays(lastDayOf(bill, nowMs), 1)
  const closed = await listDayCounts(tx, owner.accountId, { from: addDays(to, -wish.backDays), to })
  const first = closed[0] === undefined ? to : parseDay(closed[0].day)
  const evidence = await readCloseEvidence(tx, {
    ...{ accountId: owner.accountId, at, facts, calendar },
    days: {
      from: Math.floor(dayWindow(calendar, first).fromMinute / 1440),
      to: Math.floor((dayWindow(calendar, to).toMinute - 1) / 1440) + 1,
    },
  })
  const rules = await rulesOn(tx, facts, calendar)
  const hasSides = evidence.chains.some(({ sides }) => sides.length > 0)
  const bound = boundSidesOf(hasSides ? await listCloseRowsWithSides(tx, owner.ledgerId) : [])
  const contentOf = (day: Day) => closeContent(evidence, day, { rules: rules(day), boundSides: bound.of })
  return {
    ...{ facts, bill, evidence, contentOf },
    bind: ({ rows }) => bound.add(rows),
    changed: () =>
      closed.flatMap((row) => {
        const content = contentOf(parseDay(row.day))
        const details = row.details as DayDetails
        return content.digest === details.digest ? [] : [{ row, content }]
      }),
  }
}

/** A day that no closed one lies behind. */
function lastDayOf({ days }: AccountBill['bill'], nowMs: number): Day {
  const utc = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('UTC').toPlainDate()
  const today = parseDay(utc.toString())
  const last = days.at(-1)?.day ?? today
  return last > today ? last : addDays(today, 1)
}
