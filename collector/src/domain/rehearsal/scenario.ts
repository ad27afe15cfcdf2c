/** A rehearsal file as a value: an account, a rate card, events and presence (design: scenario). */
import type { Day } from '../day.ts'
import type { RefusalCode } from '../errors.ts'
import type { AccountFact, FactBody } from '../fact.ts'
import type { RateCard } from '../rate-card.ts'

export type Scenario = {
  readonly account: AccountFact
  readonly rateCard: RateCard
  readonly events: readonly ScenarioEvent[]
  readonly presence: readonly Presence[]
  /** Epoch ms: the last instant that is played. */
  readonly until: number
}

/** An event as the fact it becomes. `atText` is its time as written; `refused`: the code it must be refused with. */
export type ScenarioEvent = {
  readonly at: number
  readonly atText: string
  readonly path: string
  readonly fact: FactBody
  readonly refused: RefusalCode | undefined
}

/** One camera seen through one gateway. Without `receivedAt` each minute arrives at its own end. */
export type Presence = {
  readonly camera: string
  readonly gateway: string
  readonly from: Edge
  readonly to: Edge
  readonly receivedAt: number | undefined
}

/** An end of a span: a UTC minute, or the midnight that begins a local day. */
export type Edge = { readonly minute: number } | { readonly day: Day }
