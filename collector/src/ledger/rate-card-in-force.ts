/** The newest rate card, which is in force. */
import type { RateCard } from '../domain/rate-card.ts'
import { parseRateCard } from '../domain/rate-card-parse.ts'
import type { Tx } from '../store/database.ts'
import { listRateCards } from '../store/subscription.ts'

/** undefined before the first one. */
export async function rateCardInForce(tx: Tx): Promise<RateCard | undefined> {
  const newest = (await listRateCards(tx)).at(-1)
  return newest && parseRateCard(newest.card)
}

/** Hours after a day's end until it is closed; 24 before there is a rate card. */
export async function graceHoursInForce(tx: Tx): Promise<number> {
  return (await rateCardInForce(tx))?.graceHours ?? 24
}
