/** When a local day is due to be closed. */
import { type Calendar, dayStartAt } from '../domain/calendar.ts'
import { addDays, type Day } from '../domain/day.ts'
import type { Fact } from '../domain/fact.ts'

/** graceHours, of the rate card in force at its end, after the end of the local day (ms). */
export function closeDueAt(calendar: Calendar, facts: readonly Fact[], day: Day): number {
  const endAt = dayStartAt(calendar, addDays(day, 1))
  const cards = facts.flatMap((fact) => (fact.kind === 'rateCard' ? [fact] : []))
  const card = cards.findLast(({ at }) => at < endAt)?.card ?? cards[0]?.card
  return endAt + (card?.graceHours ?? 24) * 3_600_000
}
