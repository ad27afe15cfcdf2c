/** What is counted so far on days that are not closed: previews and drafts show it (R27), closes decide it. */
import { type Calendar, dayAt, dayWindow } from '../domain/calendar.ts'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import { dayCount } from '../domain/day-count.ts'
import type { Fact } from '../domain/fact.ts'
import { byUtcDay } from './close-evidence.ts'
import { minutesByCamera } from './close-content.ts'
import { cameraNames } from './camera-names.ts'
import type { Tx } from '../store/database.ts'
import { findLastClosedDay } from '../store/day-count.ts'
import { readPresence } from '../store/presence.ts'
import { listCameraKeys } from '../store/projection.ts'
import { billFrom, type AccountBill } from '../ledger/account-bill.ts'
import { rulesOn } from './day-rules.ts'
import { readFacts } from '../ledger/read-facts.ts'

/** The bill as of now, open days counted by the evidence so far. Wants acrossAccounts. */
export async function billSoFar(
  tx: Tx,
  of: { readonly accountId: string; readonly ledgerId: string },
  nowMs: number,
): Promise<AccountBill> {
  const facts = await readFacts(tx, of.ledgerId)
  const { calendar } = billFrom(facts, { nowMs }).bill
  const provisional = await countsSoFar(tx, { accountId: of.accountId, facts, calendar, nowMs })
  return billFrom(facts, { nowMs, provisional })
}

/** Cameras counted so far by local day, from the first open day to today. */
export async function countsSoFar(
  tx: Tx,
  of: {
    readonly accountId: string
    readonly facts: readonly Fact[]
    readonly calendar: Calendar
    readonly nowMs: number
  },
): Promise<(day: Day) => number | undefined> {
  const { accountId, facts, calendar, nowMs } = of
  if (!facts.some(({ kind }) => kind === 'rateCard')) return () => undefined
  const today = dayAt(calendar, nowMs)
  const lastClosed = (await findLastClosedDay(tx, accountId))?.day
  const first = lastClosed === undefined ? addDays(today, -62) : addDays(parseDay(lastClosed), 1)
  const rules = await rulesOn(tx, facts, calendar)
  const cameraOf = cameraNames(
    new Map((await listCameraKeys(tx, accountId)).map(({ key, camera }) => [key, camera])),
    facts,
  )
  const days = { from: Math.floor(dayWindow(calendar, first).fromMinute / 1440), to: Math.ceil(nowMs / 86_400_000) + 1 }
  const presence = byUtcDay(await readPresence(tx, accountId, days))
  const counts = new Map<Day, number>()
  for (let day = first; day <= today; day = addDays(day, 1)) {
    const swaps = facts.flatMap((fact) => (fact.kind === 'swap' && fact.day === day ? [fact] : []))
    const { count } = dayCount({
      cameras: minutesByCamera({ presence, cameraOf }, dayWindow(calendar, day)),
      swaps: swaps.map((swap) => ({ old: cameraOf(swap.old), new: cameraOf(swap.new) })),
      minConnectedMinutes: rules(day).minConnectedMinutes,
    })
    counts.set(day, count)
  }
  return (day) => counts.get(day)
}
