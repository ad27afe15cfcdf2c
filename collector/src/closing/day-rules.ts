/** The rules of counting on each local day: included cameras and minutes change with whole days of a new rate card. */
import { type Calendar, dayAt } from '../domain/calendar.ts'
import type { Day } from '../domain/day.ts'
import type { Fact } from '../domain/fact.ts'
import type { Tx } from '../store/database.ts'
import { listRateCards } from '../store/subscription.ts'

/** `hash`: SHA-256 of the rate card's document, as closes name their rules. */
export type DayRules = { readonly hash: string; readonly minConnectedMinutes: number }

/** @throws where there is no rate card in the account's currency: nothing can be closed before there is one */
export async function rulesOn(tx: Tx, facts: readonly Fact[], calendar: Calendar): Promise<(day: Day) => DayRules> {
  const stored = await listRateCards(tx)
  const cards = facts.flatMap((fact) => {
    if (fact.kind !== 'rateCard') return []
    const hash = stored.find(({ n }) => n === fact.n)?.hash ?? ''
    return [{ hash, minConnectedMinutes: fact.card.minConnectedMinutes, fromDay: dayAt(calendar, fact.at) }]
  })
  const [first] = cards
  if (first === undefined) throw new Error('RATE_CARD_MISSING: no rate card in the currency of the account')
  return (day) => cards.findLast(({ fromDay }) => fromDay <= day) ?? first
}
