/** A subscription as the API shows it: what holds, what is pending, what comes next, and every request so far. */
import Type from 'typebox'
import type { Fact } from '../domain/fact.ts'
import { cardNow } from '../ledger/card-of-facts.ts'
import type { SubscriptionState } from '../domain/subscription-state.ts'
import type { AccountBill } from '../ledger/account-bill.ts'
import { amountMinor, closed, instant, localDay, orNull, shownInstant } from './api.ts'
import { invoiceSchema, ownerOfBill, shownInvoice } from './invoice-form.ts'

export const frequency = Type.Enum(['monthly', 'yearly'])
const span = Type.Object({ from: localDay, to: localDay }, { ...closed, description: 'Local days [from, to).' })

const dunning = Type.Object(
  {
    invoices: Type.Array(Type.Integer()),
    firstFailedAt: instant,
    pastDueAt: instant,
    suspendAt: instant,
    endsOn: localDay,
    retriesAt: Type.Array(instant),
  },
  closed,
)

export const stateSchema = Type.Object(
  {
    status: Type.Enum(['trial', 'active', 'past_due', 'suspended', 'cancelled', 'ended']),
    tier: Type.String(),
    tierName: Type.String(),
    frequency,
    addOns: Type.Array(
      Type.Object(
        {
          tier: Type.String(),
          isActive: Type.Boolean({ description: 'Of the tier in force: it cannot be removed (R18).' }),
        },
        closed,
      ),
    ),
    startDay: localDay,
    trialEnd: orNull(localDay),
    billingDay: Type.Integer({ minimum: 1, maximum: 31, description: 'Day of the month, kept for ever (R2).' }),
    usagePeriod: orNull(span),
    basePeriod: orNull(span),
    pendingTier: orNull(Type.Object({ tier: Type.String(), on: localDay }, closed)),
    pendingFrequency: orNull(Type.Object({ frequency, on: localDay }, closed)),
    pendingTimeZone: orNull(Type.String()),
    isCancelled: Type.Boolean(),
    endDay: orNull(localDay),
    dunning: orNull(dunning),
  },
  closed,
)

const request = Type.Object(
  {
    n: Type.Integer({ description: 'Its ledger entry.' }),
    at: instant,
    do: Type.Enum(['subscribe', 'changePlan', 'removeAddOn', 'cancel', 'undoCancel', 'end']),
    tier: Type.Optional(Type.String()),
    frequency: Type.Optional(frequency),
    when: Type.Optional(Type.Enum(['now', 'periodEnd'])),
    trialDays: Type.Optional(Type.Integer()),
  },
  closed,
)

export const subscriptionSchema = Type.Object(
  {
    state: stateSchema,
    version: Type.Integer({ description: 'The ETag.' }),
    draft: orNull({ ...invoiceSchema, description: 'The invoice of the period just ended, in its grace time.' }),
    nextInvoice: orNull({ ...invoiceSchema, description: 'Of the running period, as it stands now.' }),
    creditBalanceMinor: amountMinor,
    currency: Type.String(),
    history: Type.Array(request),
  },
  closed,
)

/** The newest subscription with what comes next; undefined where there never was one. */
export function shownSubscription(ledgerId: string, account: AccountBill) {
  const { bill, facts } = account
  const state = bill.subscriptions.at(-1)
  if (state === undefined) return undefined
  const owner = ownerOfBill(ledgerId, bill)
  const draft = nextDraft(bill.invoices)
  const next = account.nextInvoice()
  return {
    state: shownState(state, facts),
    version: versionOf(facts),
    draft: draft === undefined ? null : shownInvoice(draft, owner),
    nextInvoice: next === undefined ? null : shownInvoice(next, owner),
    creditBalanceMinor: Number(bill.creditBalanceMinor),
    currency: bill.currency,
    history: facts.flatMap((fact) => (fact.kind === 'subscription' ? [shownRequest(fact)] : [])),
  }
}

/** Grows with each entry that changes what is subscribed; closes and invoices leave it as it is. */
export function versionOf(facts: readonly Fact[]): number {
  const kinds: readonly Fact['kind'][] = ['subscription', 'timeZone', 'payment', 'freeDays']
  return facts.filter(({ kind }) => kinds.includes(kind)).length
}

/** The draft that becomes final first. */
export function nextDraft(invoices: AccountBill['bill']['invoices']) {
  return invoices.find(({ status }) => status === 'draft')
}

export function shownState(state: SubscriptionState, facts: readonly Fact[]) {
  const { dunning: dunned } = state
  return {
    status: state.status,
    tier: state.tier,
    tierName: cardNow(facts)?.tiers.find(({ id }) => id === state.tier)?.name ?? state.tier,
    frequency: state.frequency,
    addOns: state.addOns.map((tier) => ({ tier, isActive: tier === state.tier })),
    startDay: state.startDay,
    trialEnd: state.trialEnd ?? null,
    billingDay: Number(state.anchor.slice(8)),
    usagePeriod: spanOf(state.usagePeriod),
    basePeriod: spanOf(state.basePeriod),
    pendingTier: state.pendingTier ?? null,
    pendingFrequency: state.pendingFrequency ?? null,
    pendingTimeZone: state.pendingTimeZone ?? null,
    isCancelled: state.isCancelled,
    endDay: state.endDay ?? null,
    dunning:
      dunned === undefined
        ? null
        : {
            invoices: [...dunned.invoices],
            firstFailedAt: shownInstant(dunned.firstFailedAt),
            pastDueAt: shownInstant(dunned.pastDueAt),
            suspendAt: shownInstant(dunned.suspendAt),
            endsOn: dunned.endsOn,
            retriesAt: dunned.retriesAt.map(shownInstant),
          },
  }
}

function shownRequest({ n, at, kind: _kind, ...asked }: Fact & { readonly kind: 'subscription' }) {
  return { n, at: shownInstant(at), ...asked }
}

function spanOf(given: { readonly from: string; readonly to: string } | undefined) {
  return given === undefined ? null : { from: given.from, to: given.to }
}
