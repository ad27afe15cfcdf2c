/** The rate card in force at the end of some facts. */
import type { Fact } from '../domain/fact.ts'
import type { RateCard } from '../domain/rate-card.ts'

/** undefined before the first one. */
export function cardNow(facts: readonly Fact[]): RateCard | undefined {
  const newest = facts.findLast((fact) => fact.kind === 'rateCard')
  return newest?.kind === 'rateCard' ? newest.card : undefined
}
