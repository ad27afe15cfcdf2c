/** Takes one fact into a life: first everything passes that comes before it, then it is carried out or refused. */
import { judgeAgain } from './billed-period.ts'
import { dayAt, zoneOf } from './calendar.ts'
import { takePayment } from './dunning.ts'
import { assert, DomainError, type RefusalCode, unreachable } from './errors.ts'
import type { CountedDay, Fact, FreeDaysFact, InvoiceFact } from './fact.ts'
import { takeCreditNote } from './finalize.ts'
import { type Life, today } from './life.ts'
import type { ChangeReason } from './line.ts'
import { takeRequest } from './plan-request.ts'
import type { RateCard } from './rate-card.ts'
import { passThrough, passUntilFactsOf } from './timeline.ts'

/** Why a day changed, by the fact that its corrections follow. */
const reasons: Readonly<Partial<Record<Fact['kind'], ChangeReason>>> = {
  merge: 'merge',
  unmerge: 'unmerge',
  swap: 'swap',
  exclude: 'exclusion',
  undo: 'undo',
  approve: 'other',
}

/** Facts come in the order of the ledger. A request that cannot be carried out is noted in `life.refused`.
 *  @throws LEDGER_ORDER, CURRENCY_DIFFERS */
export function takeFact(life: Life, fact: Fact): void {
  if (fact.at < life.now)
    throw new DomainError('LEDGER_ORDER', '', `fact ${fact.n} is of an earlier time than the one before`)
  passUntilFactsOf(life, fact.at)
  const why = reasons[fact.kind]
  if (why) life.cause = { why, at: fact.at }
  const code = carryOut(life, fact)
  if (code) life.refused.push({ n: fact.n, at: fact.at, code })
}

function carryOut(life: Life, fact: Fact): RefusalCode | undefined {
  switch (fact.kind) {
    case 'subscription':
      return takeRequest(life, fact.n, fact)
    case 'payment':
      return takePayment(life, fact)
    case 'creditNote':
      return takeCreditNote(life, fact.n, fact)
    case 'account':
      life.taxes = fact.taxes
      return undefined
    case 'rateCard':
      return takeRateCard(life, fact.card)
    case 'timeZone':
      return takeZone(life, fact.timeZone)
    case 'freeDays':
      return takeFreeDays(life, fact)
    case 'dayClose':
    case 'correction':
      return takeCount(life, fact)
    case 'invoice':
      return takeNumber(life, fact)
    default:
      return takeNothing(fact)
  }
}

function takeRateCard(life: Life, card: RateCard): undefined {
  if (card.currency !== life.currency)
    throw new DomainError(
      'CURRENCY_DIFFERS',
      'rateCard.currency',
      `${card.currency}, but the account has ${life.currency}`,
    )
  life.cards.push({ card, at: life.now, fromDay: dayAt(life.calendar, life.now) })
}

/** A newer request replaces the pending one; naming the zone in force withdraws it (R21). */
function takeZone(life: Life, timeZone: string): undefined {
  const requestedOn = today(life)
  const isInForce = zoneOf(life.calendar, requestedOn) === timeZone
  life.pendingZone = isInForce ? undefined : { timeZone, requestedOn }
}

function takeFreeDays(life: Life, { from, to }: FreeDaysFact): undefined {
  life.freeDays.push({ from, to })
  for (const day of life.billedDays.keys()) if (from <= day && day < to) judgeAgain(life, day, { why: 'freeDays' })
}

function takeCount(life: Life, { day, fromMinute, toMinute, count }: CountedDay): undefined {
  const closedAt = life.counts.get(day)?.closedAt ?? life.now
  life.counts.set(day, { fromMinute, toMinute, connected: count, closedAt })
  const { cause } = life
  judgeAgain(life, day, { connected: count, why: cause?.at === life.now ? cause.why : 'late' })
}

/** An invoice that has its number was final by then, also if that was this very instant. */
function takeNumber(life: Life, { key, number }: InvoiceFact): undefined {
  passThrough(life, life.now)
  const issued = life.issued.find((invoice) => invoice.key === key)
  assert(issued !== undefined, `the invoice ${key} that has the number ${number} is final by the rules`)
  issued.number = number
}

/** Facts that change bills only through the corrections that follow them. */
function takeNothing(
  fact: Extract<
    Fact,
    {
      kind:
        | 'merge'
        | 'unmerge'
        | 'swap'
        | 'move'
        | 'exclude'
        | 'undo'
        | 'approve'
        | 'site'
        | 'claim'
        | 'enroll'
        | 'other'
    }
  >,
): undefined {
  switch (fact.kind) {
    case 'merge':
    case 'unmerge':
    case 'swap':
    case 'move':
    case 'exclude':
    case 'undo':
    case 'approve':
    case 'site':
    case 'claim':
    case 'enroll':
    case 'other':
      return undefined
    default:
      return unreachable(fact)
  }
}
