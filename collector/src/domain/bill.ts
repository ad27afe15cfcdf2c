/** A bill is a pure function of the ledger's prefix: preview, invoice, rehearsal and audit call this one. */
import type { Calendar } from './calendar.ts'
import { compose, countsWith, invoiceBody, isEmpty } from './compose.ts'
import { balanceOf } from './credit-balance.ts'
import type { CreditNote } from './credit-note.ts'
import type { Day } from './day.ts'
import { type DayRow, dayRows } from './day-rows.ts'
import { assert, type RefusalCode } from './errors.ts'
import type { AccountFact, Fact } from './fact.ts'
import type { Invoice, IssuedInvoice } from './invoice.ts'
import { type Life, newLife } from './life.ts'
import type { AmountMinor } from './money.ts'
import type { CountOf } from './rated-period.ts'
import { type SubscriptionState, subscriptionStates } from './subscription-state.ts'
import { takeFact } from './take-fact.ts'
import { passThrough } from './timeline.ts'

export type Bill = {
  readonly currency: string
  readonly currencyDigits: number
  readonly calendar: Calendar
  /** Final ones in the order in which they became final, then those that are due, then drafts. */
  readonly invoices: readonly Invoice[]
  readonly creditNotes: readonly CreditNote[]
  readonly creditBalanceMinor: AmountMinor
  readonly days: readonly DayRow[]
  readonly refused: readonly { readonly n: number; readonly at: number; readonly code: RefusalCode }[]
  /** Oldest first; the last one may be running. */
  readonly subscriptions: readonly SubscriptionState[]
}

export type BillOptions = {
  /** Epoch ms: everything has happened that happens at this instant, finalizations included. */
  readonly asOf: number
  /** 'recorded' (default): numbers stand in facts. 'counted': they count from 1, in rehearsals. */
  readonly numbering?: 'recorded' | 'counted'
  /** Cameras counted so far on a day that is not closed; without it such days count 0. */
  readonly provisional?: (day: Day) => number | undefined
}

/** Folds the facts, given in the order of the ledger with rate cards of the seller's ledger merged in by time.
 *  @throws LEDGER_ORDER, CURRENCY_DIFFERS, CURRENCY_UNSUPPORTED, PRICE_MISSING */
export function bill(facts: readonly Fact[], options: BillOptions): Bill {
  const account = facts.find((fact): fact is Fact & AccountFact => fact.kind === 'account')
  assert(account !== undefined, 'a ledger opens an account')
  const life = newLife(account, options.numbering ?? 'recorded')
  for (const fact of facts) takeFact(life, fact)
  passThrough(life, options.asOf)
  return billOf(life, options)
}

/** What a life is to the outside at `asOf`. */
function billOf(life: Life, { asOf, provisional }: BillOptions): Bill {
  const countOf = countsWith(life, provisional ?? (() => undefined))
  const issued = life.issued.map(issuedInvoice)
  return {
    currency: life.currency,
    currencyDigits: life.currencyDigits,
    calendar: life.calendar,
    invoices: [
      ...issued.filter(({ status }) => status === 'final'),
      ...issued.filter(({ status }) => status === 'due'),
      ...drafts(life, countOf),
    ],
    creditNotes: life.creditNotes.map((note) => ({ ...note })),
    creditBalanceMinor: balanceOf(life.credits),
    days: dayRows(life, asOf, countOf),
    refused: [...life.refused],
    subscriptions: subscriptionStates(life),
  }
}

function issuedInvoice({ number, ...invoice }: IssuedInvoice): Invoice {
  return number === undefined ? { status: 'due', ...invoice } : { status: 'final', number, ...invoice }
}

/** In the order in which they become final; each shows the credit that those before it leave, and the first that
 *  closes a usage period shows the adjustments. Empty ones are left out (R25). */
function drafts(life: Life, countOf: CountOf): Invoice[] {
  let balanceMinor = balanceOf(life.credits)
  const inOrder = life.open.toSorted((a, b) => a.graceEndAt - b.graceEndAt)
  const taker = inOrder.find(({ closes }) => closes.length > 0)
  return inOrder.flatMap((open): Invoice[] => {
    const composed = compose(life, open, { countOf, takesAdjustments: open === taker })
    if (isEmpty(composed)) return []
    const body = invoiceBody(life, open, { lines: composed.lines, balanceMinor })
    balanceMinor -= body.creditAppliedMinor
    return [{ status: 'draft', finalAt: open.graceEndAt, ...body }]
  })
}
