/** What the pages show, made from what the collector answers by the files in lookups/. null is: it is not told. */
import type { Draft, Frequency, Rate } from './model-invoices.ts'

export type * from './model-days.ts'
export type * from './model-invoices.ts'
export type * from './model-operations.ts'

export type Span = { from: string; to: string }

export type Role = 'ops' | 'auditor' | 'customerAdmin' | 'customerViewer'

export type Page<Item> = { items: Item[]; next: string | null; total?: number | null }

export type Problem = {
  type: string
  title: string
  status: number
  detail?: string
  code: string
  hint?: string
  requestId?: string
  errors?: { pointer: string; detail: string }[]
}

export type NamedId = { id: string; name: string }

export type Session = {
  name: string
  email: string
  role: Role
  accounts: NamedId[]
  csrfToken: string
}

export type TaxId = { label: string; value: string }

export type Account = {
  id: string
  name: string
  timeZone: string
  currency: string
  currencyDigits: number
  /** As on an envelope. */
  address: string[]
  taxIds: TaxId[]
  billingContact: { name: string; email: string } | null
  paymentUrl: string | null
  sites: NamedId[]
  /** The local day it is. */
  today: string
}

export type Plan = {
  tier: string
  tierName: string
  rank: number
  monthlyMinor: number
  yearlyMinor: number
  rate: Rate
  included: number
}

export type PlanTerms = {
  tier: string
  tierName: string
  frequency: Frequency
  baseMinor: number
  rate: Rate | null
  included: number
}

export type AddOn = {
  tier: string
  tierName: string
  rate: Rate | null
  /** Of the tier in force: it cannot be removed (R18). */
  isActive: boolean
  /** The last day rated by it, of an old one. */
  ratedTo: string | null
}

export type PendingChange = {
  kind: 'tier' | 'frequency'
  tier: string
  tierName: string
  frequency: Frequency
  on: string
}

export type Subscription = {
  tier: string
  tierName: string
  frequency: Frequency
  status: 'trial' | 'active' | 'pastDue' | 'suspended' | 'cancelling' | 'ended'
  startedOn: string
  billingDay: number
  /** null once it has ended. */
  usagePeriod: Span | null
  basePeriod: Span | null
  nextBillingOn: string | null
  /** The full price of its plan. */
  baseMinor: number
  rate: Rate | null
  included: number
  minConnectedMinutes: number
  addOns: AddOn[]
  pending: PendingChange[]
  /** The first day without. */
  cancelOn: string | null
  creditBalanceMinor: number
  estimate: Estimate
}

/** The next invoice: as counted so far, and if as many cameras as today stay to its end. */
export type Estimate = { invoiceOn: string | null; soFar: Draft | null; ifStay: Draft | null; connected: number | null }

export type PlanChange = {
  on: string
  kind: 'subscribe' | 'changePlan' | 'cancel' | 'undoCancel' | 'removeAddOn' | 'end'
  tierName: string
  frequency: Frequency
  baseMinor: number | null
  rate: Rate | null
  askedBy: string | null
  ledgerEntry: number
}

export type ChangeRequest = { tier?: string; frequency?: Frequency; when?: 'now' | 'periodEnd' }

export type Preview = {
  token: string
  before: PlanTerms
  after: PlanTerms
  /** The first day of the new plan. */
  effectiveOn: string
  /** From when another rate holds for additional cameras. */
  rateFrom: string | null
  period: Span | null
  document: 'invoice' | 'creditNote' | null
  today: Draft | null
  next: Estimate
}

export type ChangeDone = {
  tierName: string
  pendingTierName: string | null
  document: { kind: 'invoice' | 'creditNote'; number: string | null; grossMinor: number } | null
}
