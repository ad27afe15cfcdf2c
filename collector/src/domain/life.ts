/** The life of an account while its facts are folded. It is made by `bill`, changed by the files that name it as their
 *  first argument, and never seen outside: what leaves is a Bill of values. */
import type { Calendar } from './calendar.ts'
import { calendarOf, dayAt } from './calendar.ts'
import type { BilledDay, BilledPeriod } from './billed-period.ts'
import type { Credit } from './credit-balance.ts'
import type { CreditNote } from './credit-note.ts'
import type { Day } from './day.ts'
import { assert, type RefusalCode } from './errors.ts'
import type { AccountFact } from './fact.ts'
import type { IssuedInvoice, OpenInvoice } from './invoice.ts'
import type { ChangeReason } from './line.ts'
import { currencyDigitsOf } from './money.ts'
import { findTier, type RateCard, type Tier, type TierId } from './rate-card.ts'
import type { Subscription } from './subscription.ts'
import type { Tax } from './tax.ts'

export type Life = {
  /** 'recorded': numbers stand in facts; 'counted': they count from 1 as documents become final (rehearsals). */
  readonly numbering: 'recorded' | 'counted'
  /** Epoch ms up to which everything has happened. */
  now: number
  readonly currency: string
  readonly currencyDigits: number
  taxes: readonly Tax[]
  calendar: Calendar
  readonly cards: CardInForce[]
  readonly subscriptions: Subscription[]
  pendingZone: { readonly timeZone: string; readonly requestedOn: Day } | undefined
  /** Final invoices by number whose payment failed, with the instant of the first failure. */
  readonly failures: Map<number, number>
  /** Spans [from, to) of epoch ms; the last one is open while suspended. */
  readonly suspensions: Suspension[]
  readonly freeDays: FreeSpan[]
  readonly counts: Map<Day, Count>
  readonly billed: BilledPeriod[]
  readonly billedDays: Map<Day, BilledDay>
  readonly open: OpenInvoice[]
  /** In the order in which they became final. */
  readonly issued: IssuedInvoice[]
  readonly creditNotes: CreditNote[]
  readonly credits: Credit[]
  readonly refused: { readonly n: number; readonly at: number; readonly code: RefusalCode }[]
  /** The newest fact that may cause corrections, to say why a day changed. */
  cause: { readonly why: ChangeReason; readonly at: number } | undefined
}

/** `fromDay`: usage prices and counting change with this whole local day; the rest at `at`. */
export type CardInForce = { readonly card: RateCard; readonly at: number; readonly fromDay: Day }
export type Suspension = { readonly from: number; to: number | undefined }
export type FreeSpan = { readonly from: Day; readonly to: Day }

/** The newest count of a closed day. `closedAt` is when it was first closed. */
export type Count = {
  readonly fromMinute: number
  readonly toMinute: number
  readonly connected: number
  readonly closedAt: number
}

export function newLife(account: AccountFact, numbering: Life['numbering']): Life {
  const { currency, taxes, timeZone } = account
  return {
    numbering,
    now: Number.NEGATIVE_INFINITY,
    currency,
    currencyDigits: currencyDigitsOf(currency, 'currency'),
    taxes,
    calendar: calendarOf(timeZone),
    cards: [],
    subscriptions: [],
    pendingZone: undefined,
    failures: new Map(),
    suspensions: [],
    freeDays: [],
    counts: new Map(),
    billed: [],
    billedDays: new Map(),
    open: [],
    issued: [],
    creditNotes: [],
    credits: [],
    refused: [],
    cause: undefined,
  }
}

/** The subscription that has not ended, if there is one. */
export function currentOf(life: Life): Subscription | undefined {
  const last = life.subscriptions.at(-1)
  return last?.hasEnded === false ? last : undefined
}

/** The rate card in force now. */
export function cardOf(life: Life): RateCard {
  const last = life.cards.at(-1)
  assert(last !== undefined, 'a rate card is in force')
  return last.card
}

/** The rate card whose usage prices and counting rules hold on a local day. */
export function cardOn(life: Life, day: Day): RateCard {
  const inForce = life.cards.findLast(({ fromDay }) => fromDay <= day) ?? life.cards[0]
  assert(inForce !== undefined, 'a rate card is in force')
  return inForce.card
}

/** The tier in a card; where the card has dropped it, as the nearest card before had it, or the first after. */
export function tierIn(life: Life, card: RateCard, id: TierId): Tier {
  const at = life.cards.findIndex((inForce) => inForce.card === card)
  const before = life.cards.slice(0, at + 1).reverse()
  for (const inForce of [...before, ...life.cards.slice(at + 1)]) {
    const tier = findTier(inForce.card, id)
    if (tier) return tier
  }
  throw new Error(`broken invariant: no rate card ever had the tier ${id}`)
}

/** Today, the account's local day. */
export function today(life: Life): Day {
  return dayAt(life.calendar, life.now)
}
