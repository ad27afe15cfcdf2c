/** The bills of the story (billing.md G3): plans, subscription before and after the switch, previews, invoices. */
import type {
  Draft,
  DraftLine,
  Invoice,
  InvoiceLine,
  Plan,
  PlanChange,
  PlanTerms,
  Preview,
  Subscription,
} from '../../collector/web/src/api/schema.d.ts'
import { basicRate, proRate } from './story-days.ts'

export const plans: Plan[] = [
  { tier: 'basic', tierName: 'Basic', rank: 0, monthlyMinor: 4900, yearlyMinor: 49_000, rate: basicRate, included: 1 },
  { tier: 'pro', tierName: 'Pro', rank: 1, monthlyMinor: 9900, yearlyMinor: 99_000, rate: proRate, included: 1 },
]

const basic = { tier: 'basic', tierName: 'Basic', rate: basicRate } as const
const pro = { tier: 'pro', tierName: 'Pro', rate: proRate } as const
const period = { from: '2027-03-10', to: '2027-04-10' }
const nextBase = { from: '2027-04-10', to: '2027-05-10' }
const noProration = { fullMinor: null, days: null, periodDays: null }

function draft(lines: DraftLine[]): Draft {
  const netMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return { lines, netMinor, taxMinor: 0, grossMinor: netMinor, creditAppliedMinor: 0, dueMinor: Math.max(0, netMinor) }
}

type Tier = typeof basic | typeof pro

function base({ tier, tierName }: Tier, amountMinor: number, frequency: 'monthly' | 'yearly' = 'monthly'): DraftLine {
  const to = frequency === 'monthly' ? nextBase.to : '2028-04-10'
  return {
    kind: 'base',
    tier,
    tierName,
    frequency,
    from: nextBase.from,
    to,
    quantity: 1,
    rate: null,
    amountMinor,
    ...noProration,
  }
}

function usage(tier: Tier, span: { from: string; to: string }, quantity: number): DraftLine {
  const perDay = tier.tier === 'basic' ? 95 : 190
  return { kind: 'usage', ...tier, frequency: null, ...span, quantity, amountMinor: quantity * perDay, ...noProration }
}

function proration({ tier, tierName }: Tier, fullMinor: number, amountMinor: number): DraftLine {
  return {
    kind: amountMinor < 0 ? 'prorationCredit' : 'prorationCharge',
    tier,
    tierName,
    frequency: 'monthly',
    from: '2027-03-21',
    to: period.to,
    quantity: 20,
    rate: null,
    amountMinor,
    fullMinor,
    days: 20,
    periodDays: 31,
  }
}

const switchDay = '2027-03-21'
const basicDays = { from: period.from, to: switchDay }
const proDays = { from: switchDay, to: period.to }
const change = draft([proration(basic, 4900, -3161), proration(pro, 9900, 6387)])
const afterSwitch = draft([base(pro, 9900), usage(basic, basicDays, 22), usage(pro, proDays, 80)])

const shared = {
  frequency: 'monthly',
  status: 'active',
  startedOn: '2026-09-10',
  billingDay: 10,
  usagePeriod: period,
  basePeriod: period,
  nextBillingOn: '2027-04-10',
  included: 1,
  minConnectedMinutes: 15,
  pending: [],
  cancelOn: null,
  isTaxed: false,
} satisfies Partial<Subscription>

export const onBasic: Subscription = {
  ...shared,
  ...basic,
  baseMinor: 4900,
  addOns: [{ ...basic, isActive: true, refusal: 'ADD_ON_REQUIRED', ratedTo: null }],
  estimate: {
    invoiceOn: '2027-04-10',
    soFar: draft([base(basic, 4900), usage(basic, period, 26)]),
    ifStay: draft([base(basic, 4900), usage(basic, period, 102)]),
    connected: 5,
  },
}

export const onPro: Subscription = {
  ...shared,
  ...pro,
  baseMinor: 9900,
  addOns: [
    { ...pro, isActive: true, refusal: 'ADD_ON_REQUIRED', ratedTo: null },
    { ...basic, isActive: false, refusal: null, ratedTo: '2027-03-20' },
  ],
  estimate: {
    invoiceOn: '2027-04-10',
    soFar: draft([base(pro, 9900), usage(basic, basicDays, 22), usage(pro, proDays, 4)]),
    ifStay: afterSwitch,
    connected: 5,
  },
}

const beforeTerms: PlanTerms = { ...basic, frequency: 'monthly', baseMinor: 4900, included: 1 }

/** What the collector would say to a wish; plain data, nothing is computed. */
export const previews: Readonly<Record<string, Omit<Preview, 'token'>>> = {
  'pro monthly': {
    before: beforeTerms,
    after: { ...pro, frequency: 'monthly', baseMinor: 9900, included: 1 },
    effectiveOn: switchDay,
    rateFrom: switchDay,
    period,
    document: 'invoice',
    today: change,
    next: { invoiceOn: '2027-04-10', connected: 5, draft: afterSwitch },
  },
  'basic yearly': {
    before: beforeTerms,
    after: { ...basic, frequency: 'yearly', baseMinor: 49_000, included: 1 },
    effectiveOn: '2027-04-10',
    rateFrom: '2027-04-10',
    period,
    document: null,
    today: null,
    next: {
      invoiceOn: '2027-04-10',
      connected: 5,
      draft: draft([base(basic, 49_000, 'yearly'), usage(basic, period, 102)]),
    },
  },
}

const subscribed: PlanChange = {
  on: '2026-09-10',
  kind: 'subscribe',
  ...basic,
  frequency: 'monthly',
  baseMinor: 4900,
  askedBy: 'the owner',
  ledgerEntry: 31_077,
}
export const historyOnBasic = [subscribed]
export const historyOnPro = [
  { ...subscribed, ...pro, on: switchDay, kind: 'tier', baseMinor: 9900, ledgerEntry: 44_902 } satisfies PlanChange,
  subscribed,
]

const numbered = ({
  lines,
  ...sums
}: Draft): Pick<Invoice, 'lines' | 'netMinor' | 'taxMinor' | 'creditAppliedMinor'> => ({
  ...sums,
  lines: lines.map((line, i): InvoiceLine => ({ ...line, line: i + 1 })),
})

const final = { status: 'final', taxes: [] } satisfies Partial<Invoice>

export const marchInvoice: Invoice = {
  ...final,
  ...numbered(draft([base(basic, 4900), usage(basic, { from: '2027-02-10', to: '2027-03-10' }, 56)])),
  id: 'inv_march2027aaaa',
  kind: 'subscription',
  number: '2027-00514',
  issuedOn: '2027-03-10',
  from: '2027-02-10',
  to: '2027-03-10',
  grossMinor: 10_220,
  dueMinor: 10_220,
  paidOn: '2027-03-11',
  hasUsageReport: true,
}

export const changeInvoice: Invoice = {
  ...final,
  ...numbered(change),
  id: 'inv_change2027aaa',
  kind: 'change',
  number: '2027-00871',
  issuedOn: switchDay,
  from: switchDay,
  to: period.to,
  grossMinor: 3226,
  dueMinor: 3226,
  paidOn: null,
  hasUsageReport: false,
}

export const aprilInvoice: Invoice = {
  ...final,
  ...numbered(afterSwitch),
  id: 'inv_april2027aaaa',
  kind: 'subscription',
  number: '2027-01187',
  issuedOn: '2027-04-10',
  ...period,
  grossMinor: 27_190,
  dueMinor: 27_190,
  paidOn: '2027-04-11',
  hasUsageReport: true,
}
