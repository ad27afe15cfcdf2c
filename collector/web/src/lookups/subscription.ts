/** The subscription: what holds, what is pending, what comes next, what a change would do and its carrying out. */
import { type AnswerOf, type Answer, read, tell } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { WantedMembers } from '../api/wanted.d.ts'
import { dayOf } from '../format/day.ts'
import type {
  Account,
  AddOn,
  ChangeDone,
  ChangeRequest,
  Estimate,
  PendingChange,
  Plan,
  PlanChange,
  PlanTerms,
  Preview,
  Subscription,
} from '../model.ts'
import { draftOf, type InvoiceWire } from './draft.ts'
import { baseOf, type Prices, planOf, readPrices } from './rate-card.ts'

type SubscriptionWire = AnswerOf<'GET /v1/accounts/{account}/subscription'>
type StateWire = SubscriptionWire['state']
type PreviewWire = AnswerOf<'POST /v1/accounts/{account}/subscription/preview'>
const changesRoute = 'POST /v1/accounts/{account}/subscription/changes'

export function subscriptionLookup({ id, today }: Account): Lookup<Subscription> {
  return {
    key: `subscription ${id}`,
    read: async (signal) => {
      const [{ body, etag }, prices] = await Promise.all([
        read('GET /v1/accounts/{account}/subscription', { path: { account: id } }, signal),
        readPrices(today, signal),
      ])
      return { body: subscriptionOf(body, prices), etag }
    },
  }
}

export function plansLookup({ today }: Account): Lookup<readonly Plan[]> {
  return {
    key: `plans ${today}`,
    read: async (signal) => ({ body: (await readPrices(today, signal))?.plans ?? [], etag: null }),
  }
}

/** Newest first. */
export function historyLookup({ id, timeZone, today }: Account): Lookup<readonly PlanChange[]> {
  return {
    key: `history ${id}`,
    read: async (signal) => {
      const [{ body }, prices] = await Promise.all([
        read('GET /v1/accounts/{account}/subscription', { path: { account: id } }, signal),
        readPrices(today, signal),
      ])
      return { body: historyOf(body, { timeZone, prices }), etag: null }
    },
  }
}

/** What a change of the plan would do; nothing is changed. @throws RequestFault with its refusal */
export async function previewChange({ id, today }: Account, change: ChangeRequest): Promise<Preview> {
  const asked = { path: { account: id }, body: { change: { do: 'changePlan' as const, ...change } } }
  const [{ body }, prices] = await Promise.all([
    tell('POST /v1/accounts/{account}/subscription/preview', asked),
    readPrices(today, new AbortController().signal),
  ])
  return previewOf(body, prices)
}

/** Carries out exactly what was previewed, once for a key. @throws RequestFault: PREVIEW_STALE and other refusals */
export async function carryOut(
  { id }: Account,
  change: ChangeRequest,
  { preview, key }: { readonly preview: Preview; readonly key: string },
): Promise<ChangeDone> {
  const body = { change: { do: 'changePlan' as const, ...change }, previewToken: preview.token }
  const answer = await tell(changesRoute, { path: { account: id }, body, key })
  const { state } = answer.body
  const { document, today, after } = preview
  return {
    tierName: state.tierName,
    pendingTierName: state.pendingTier || state.pendingFrequency ? after.tierName : null,
    document: document && { kind: document, number: null, grossMinor: today?.grossMinor ?? 0 },
  }
}

/** Removes an add-on, cancels or undoes it: what was read last must still hold. @throws RequestFault */
export async function ask(
  { id }: Account,
  change: { readonly do: 'removeAddOn' | 'cancel' | 'undoCancel'; readonly tier?: string },
  etag: string | null,
): Promise<Answer<SubscriptionWire>> {
  return tell(changesRoute, { path: { account: id }, body: { change }, etag })
}

function subscriptionOf(body: SubscriptionWire, prices: Prices | undefined): Subscription {
  const { state, nextInvoice } = body
  const plan = planOf(prices, state.tier)
  return {
    tier: state.tier,
    tierName: state.tierName,
    frequency: state.frequency,
    status: statusOf(state),
    startedOn: state.startDay,
    billingDay: state.billingDay,
    usagePeriod: state.usagePeriod,
    basePeriod: state.basePeriod,
    nextBillingOn: state.usagePeriod?.to ?? null,
    baseMinor: baseOf(plan, state.frequency),
    rate: plan?.rate ?? null,
    included: prices?.included ?? 1,
    minConnectedMinutes: prices?.minConnectedMinutes ?? 15,
    addOns: state.addOns.map((addOn) => addOnOf(addOn, prices)),
    pending: pendingOf(state, prices),
    cancelOn: state.isCancelled ? (state.endDay ?? state.basePeriod?.to ?? null) : null,
    creditBalanceMinor: body.creditBalanceMinor,
    estimate: estimateOf(nextInvoice, state, body),
  }
}

function statusOf(state: StateWire): Subscription['status'] {
  if (state.status === 'past_due') return 'pastDue'
  if (state.status === 'cancelled' || (state.isCancelled && state.status !== 'ended')) return 'cancelling'
  return state.status
}

function addOnOf(addOn: StateWire['addOns'][number], prices: Prices | undefined): AddOn {
  const plan = planOf(prices, addOn.tier)
  const more: typeof addOn & WantedMembers['addOn'] = addOn
  return {
    tier: addOn.tier,
    tierName: plan?.tierName ?? addOn.tier,
    rate: plan?.rate ?? null,
    isActive: addOn.isActive,
    ratedTo: more.ratedTo ?? null,
  }
}

function pendingOf(state: StateWire, prices: Prices | undefined): PendingChange[] {
  const { pendingTier, pendingFrequency } = state
  const tier = pendingTier?.tier ?? state.tier
  const plan = { tier, tierName: planOf(prices, tier)?.tierName ?? tier }
  const frequency = pendingFrequency?.frequency ?? state.frequency
  const byTier = pendingTier ? [{ ...plan, kind: 'tier' as const, frequency, on: pendingTier.on }] : []
  const byFrequency = pendingFrequency
    ? [{ ...plan, kind: 'frequency' as const, frequency, on: pendingFrequency.on }]
    : []
  return byTier[0]?.on === byFrequency[0]?.on ? byTier : [...byTier, ...byFrequency]
}

function estimateOf(next: InvoiceWire | null, state: StateWire, more: WantedMembers['estimate'] & object): Estimate {
  return {
    invoiceOn: next?.issuedOn ?? state.usagePeriod?.to ?? null,
    soFar: next && draftOf(next),
    ifStay: more.ifStay ? draftOf(more.ifStay) : null,
    connected: more.connectedNow ?? null,
  }
}

type HistoryOptions = { readonly timeZone: string; readonly prices: Prices | undefined }

function historyOf(body: SubscriptionWire, { timeZone, prices }: HistoryOptions): PlanChange[] {
  let tier = ''
  let frequency: PlanChange['frequency'] = 'monthly'
  const changes = body.history.map((request): PlanChange => {
    tier = request.do === 'removeAddOn' ? tier : (request.tier ?? tier)
    frequency = request.frequency ?? frequency
    const plan = planOf(prices, tier)
    const more: typeof request & WantedMembers['request'] = request
    return {
      on: dayOf(request.at, timeZone),
      kind: request.do,
      tierName: plan?.tierName ?? tier,
      frequency,
      baseMinor: plan ? baseOf(plan, frequency) : null,
      rate: plan?.rate ?? null,
      askedBy: more.askedBy ?? null,
      ledgerEntry: request.n,
    }
  })
  return changes.reverse()
}

function previewOf(body: PreviewWire, prices: Prices | undefined): Preview {
  const { before, after, today, nextInvoice, newRateFrom } = body
  const document = today.invoice ? 'invoice' : today.creditNote ? 'creditNote' : null
  const made = today.invoice ?? today.creditNote
  const moves = [newRateFrom, after.pendingTier?.on, after.pendingFrequency?.on].filter((day) => day !== undefined)
  return {
    token: body.previewToken,
    before: termsOf(before, prices, { isPending: false }),
    after: termsOf(after, prices, { isPending: true }),
    effectiveOn: moves.filter((day) => day !== null).sort()[0] ?? today.day,
    rateFrom: newRateFrom,
    period: before.usagePeriod,
    document,
    today: made && draftOf(made),
    next: estimateOf(nextInvoice, after, body),
  }
}

/** The terms that hold, or with what is pending on them. */
function termsOf(state: StateWire, prices: Prices | undefined, { isPending }: { isPending: boolean }): PlanTerms {
  const tier = (isPending ? state.pendingTier?.tier : undefined) ?? state.tier
  const frequency = (isPending ? state.pendingFrequency?.frequency : undefined) ?? state.frequency
  const plan = planOf(prices, tier)
  return {
    tier,
    tierName: plan?.tierName ?? tier,
    frequency,
    baseMinor: baseOf(plan, frequency),
    rate: plan?.rate ?? null,
    included: prices?.included ?? 1,
  }
}
