/** The bills of the story (billing.md G3): rate card, subscription before and after the switch, previews, invoices, as
 *  the collector would answer them. Plain data, nothing is computed but sums. */
import type { Offered } from '../../collector/web/src/api/offered.d.ts'
import type { WantedMembers } from '../../collector/web/src/api/wanted.d.ts'
import { type Story, storyDays } from './story-days.ts'

export type Invoice = Offered['GET /v1/accounts/{account}/invoices']['answer']['items'][number]
type Line = Invoice['lines'][number]
type Answer = Offered['GET /v1/accounts/{account}/subscription']['answer']
export type Subscription = Answer & WantedMembers['estimate']
type Preview = Offered['POST /v1/accounts/{account}/subscription/preview']['answer']

const price = (rateMicros: number) => ({
  from: '2020-01-01',
  basis: 'perCameraDay',
  graduated: [{ upTo: null, rateMicros }],
})
export const rateCard = {
  hash: 'kQ3v0Zl1Xr8nYw2mTt5bPs7cUd9eFa4gHi6jKo0LqRs',
  n: 30_001,
  recordedOn: '2027-01-01',
  isNewest: true,
  card: {
    currency: 'USD',
    tiers: [
      { id: 'basic', name: 'Basic', rank: 0, monthly: 4900, yearly: 49_000, usage: [price(950_000)] },
      { id: 'pro', name: 'Pro', rank: 1, monthly: 9900, yearly: 99_000, usage: [price(1_900_000)] },
    ],
  },
}

const tierNames = { basic: 'Basic', pro: 'Pro' } as const
type Tier = keyof typeof tierNames
const period = { from: '2027-03-10', to: '2027-04-10' }
const switchDay = '2027-03-21'
const basicDays = { from: period.from, to: switchDay }
const proDays = { from: switchDay, to: period.to }

function base(tier: Tier, frequency: 'monthly' | 'yearly', priceMinor: number): Line {
  const to = frequency === 'monthly' ? '2027-05-10' : '2028-04-10'
  const derivation = { tierName: tierNames[tier], frequency, priceMinor, from: '2027-04-10', to }
  return { kind: 'base', tier, quantity: 1, amountMinor: priceMinor, derivation }
}

function usage(tier: Tier, span: { from: string; to: string }, quantity: number): Line {
  const rateMicros = tier === 'basic' ? 950_000 : 1_900_000
  const story: Story = { today: '2027-05-01', nowMinute: 0, proFrom: tier === 'pro' ? '2027-03-21' : undefined }
  const days = storyDays(story, span).map(({ day, connected, included, billable, amountMinor }) => ({
    ...{ day, connected, included, billable, amountMinor },
    isWaived: false,
  }))
  const rate = { from: '2020-01-01', basis: 'perCameraDay', bands: [{ upTo: null, rateMicros }] }
  const derivation = { tierName: tierNames[tier], ...span, periodDays: 31, price: rate, days }
  return { kind: 'usage', tier, quantity, amountMinor: (quantity * rateMicros) / 10_000, derivation }
}

function proration(tier: Tier, priceMinor: number, amountMinor: number): Line {
  const made = { tierName: tierNames[tier], frequency: 'monthly', priceMinor, ...period, effectiveOn: switchDay }
  const derivation = { ...made, periodDays: 31, restDays: 20 }
  return { kind: amountMinor < 0 ? 'prorationCredit' : 'prorationCharge', tier, quantity: 20, amountMinor, derivation }
}

type Head = Pick<Invoice, 'invoiceId' | 'kind' | 'issuedOn' | 'periodStart' | 'periodEnd'>

function draft(head: Head, lines: Line[]): Invoice {
  const netMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return {
    ...head,
    status: 'draft',
    number: null,
    key: `${head.kind} ${head.periodStart}`,
    currency: 'USD',
    lines,
    taxes: [],
    netMinor,
    taxMinor: 0,
    grossMinor: netMinor,
    creditAppliedMinor: 0,
    dueMinor: netMinor,
    finalAt: `${head.issuedOn}T04:00:00.000Z`,
    paidAt: null,
    ofInvoice: null,
    ledgerN: null,
  }
}

function final(invoice: Invoice, number: number, paidAt: string | null): Invoice {
  return { ...invoice, status: 'final', number, paidAt, ledgerN: 44_000 + number }
}

const aprilHead: Head = {
  invoiceId: 'inv_aprilaprilap',
  kind: 'subscription',
  issuedOn: '2027-04-10',
  periodStart: '2027-04-10',
  periodEnd: '2027-05-10',
}
const afterSwitch = draft(aprilHead, [
  base('pro', 'monthly', 9900),
  usage('basic', basicDays, 22),
  usage('pro', proDays, 80),
])
const onBasicDraft = (cameraDays: number) =>
  draft(aprilHead, [base('basic', 'monthly', 4900), usage('basic', period, cameraDays)])
const changeHead: Head = {
  invoiceId: 'inv_changechange',
  kind: 'change',
  issuedOn: switchDay,
  periodStart: switchDay,
  periodEnd: period.to,
}
const changeDraft = draft(changeHead, [proration('basic', 4900, -3161), proration('pro', 9900, 6387)])
const marchHead: Head = {
  invoiceId: 'inv_marchmarchma',
  kind: 'subscription',
  issuedOn: '2027-03-10',
  periodStart: '2027-03-10',
  periodEnd: '2027-04-10',
}
const marchUsage = usage('basic', { from: '2027-02-10', to: '2027-03-10' }, 56)
const marchBase = {
  ...base('basic', 'monthly', 4900),
  derivation: { tierName: 'Basic', frequency: 'monthly', ...period },
}

export const marchInvoice = final(draft(marchHead, [marchBase, marchUsage]), 514, '2027-03-11T15:00:00.000Z')
export const changeInvoice = final(changeDraft, 871, null)
export const aprilInvoice = final(afterSwitch, 1187, '2027-04-11T15:00:00.000Z')

const state: Answer['state'] = {
  status: 'active',
  tier: 'basic',
  tierName: 'Basic',
  frequency: 'monthly',
  addOns: [{ tier: 'basic', isActive: true }],
  startDay: '2026-09-10',
  trialEnd: null,
  billingDay: 10,
  usagePeriod: period,
  basePeriod: period,
  pendingTier: null,
  pendingFrequency: null,
  pendingTimeZone: null,
  isCancelled: false,
  endDay: null,
  dunning: null,
}
const basicRatedTo: WantedMembers['addOn'] = { ratedTo: '2027-03-20' }
const proState: Answer['state'] = {
  ...state,
  tier: 'pro',
  tierName: 'Pro',
  addOns: [
    { tier: 'pro', isActive: true },
    { tier: 'basic', isActive: false, ...basicRatedTo },
  ],
}
const asked: WantedMembers['request'] = { askedBy: 'the owner' }
const subscribed: Answer['history'][number] = {
  n: 31_077,
  at: '2026-09-10T13:00:00.000Z',
  do: 'subscribe',
  tier: 'basic',
  frequency: 'monthly',
  ...asked,
}
const switched: Answer['history'][number] = {
  n: 44_902,
  at: '2027-03-21T18:30:00.000Z',
  do: 'changePlan',
  tier: 'pro',
  ...asked,
}
const shared = { version: 1, draft: null, creditBalanceMinor: 0, currency: 'USD', connectedNow: 5 }

export const onBasic: Subscription = {
  ...shared,
  state,
  nextInvoice: onBasicDraft(26),
  ifStay: onBasicDraft(102),
  history: [subscribed],
}
export const onPro: Subscription = {
  ...shared,
  state: proState,
  nextInvoice: draft(aprilHead, [
    base('pro', 'monthly', 9900),
    usage('basic', basicDays, 22),
    usage('pro', proDays, 4),
  ]),
  ifStay: afterSwitch,
  history: [subscribed, switched],
}

export type Previewed = Omit<Preview, 'previewToken'> & WantedMembers['estimate']
const nothingToday: Preview['today'] = { day: switchDay, invoice: null, creditNote: null }

/** What the collector would say to a wish. */
export const previews: Readonly<Record<string, Previewed>> = {
  'pro monthly': {
    before: state,
    after: proState,
    today: { ...nothingToday, invoice: { ...changeDraft, status: 'due' } },
    nextInvoice: onPro.nextInvoice,
    newRateFrom: switchDay,
    ifStay: afterSwitch,
    connectedNow: 5,
  },
  'basic yearly': {
    before: state,
    after: { ...state, pendingFrequency: { frequency: 'yearly', on: '2027-04-10' } },
    today: nothingToday,
    nextInvoice: draft(aprilHead, [base('basic', 'yearly', 49_000), usage('basic', period, 26)]),
    newRateFrom: null,
  },
}
