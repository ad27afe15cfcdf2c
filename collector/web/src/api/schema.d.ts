/** What travels between page and collector. Made from /v1/openapi.json by generate-api.ts; a test compares both. */

export type Rate = {
  basis: 'perCameraDay' | 'perCameraMonth'
  bands: { upTo: number | null; rateMicros: number }[]
}
export type Span = { from: string; to: string }
export type Role = 'ops' | 'auditor' | 'customerAdmin' | 'customerViewer'
export type Frequency = 'monthly' | 'yearly'
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

export type Address = { lines: string[]; city: string; region: string; postalCode: string; country: string }
export type Account = {
  id: string
  name: string
  timeZone: string
  currency: string
  currencyDigits: number
  locale: string
  billingContact: { name: string; email: string } | null
  billingAddress: Address | null
  taxId: string | null
  paymentUrl: string | null
  creditBalanceMinor: number
  sites: NamedId[]
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
  rate: Rate
  included: number
}
export type DraftLine = {
  kind: 'base' | 'usage' | 'prorationCredit' | 'prorationCharge' | 'adjustment' | 'credit'
  tier: string
  tierName: string
  frequency: Frequency | null
  from: string
  to: string
  quantity: number
  rate: Rate | null
  amountMinor: number
  fullMinor: number | null
  days: number | null
  periodDays: number | null
}
export type Draft = {
  lines: DraftLine[]
  netMinor: number
  taxMinor: number
  grossMinor: number
  creditAppliedMinor: number
  dueMinor: number
}
export type AddOn = {
  tier: string
  tierName: string
  rate: Rate
  isActive: boolean
  refusal: string | null
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
  usagePeriod: Span
  basePeriod: Span
  nextBillingOn: string
  baseMinor: number
  rate: Rate
  included: number
  minConnectedMinutes: number
  addOns: AddOn[]
  pending: PendingChange[]
  cancelOn: string | null
  isTaxed: boolean
  estimate: { invoiceOn: string; soFar: Draft; ifStay: Draft; connected: number }
}
export type PlanChange = {
  on: string
  kind: 'subscribe' | 'tier' | 'frequency' | 'cancel' | 'undoCancel' | 'removeAddOn'
  tier: string
  tierName: string
  frequency: Frequency
  baseMinor: number
  rate: Rate
  askedBy: string | null
  ledgerEntry: number
}
export type ChangeRequest = { tier?: string; frequency?: Frequency; when?: 'now' | 'periodEnd' }
export type Preview = {
  token: string
  before: PlanTerms
  after: PlanTerms
  effectiveOn: string
  rateFrom: string
  period: Span
  document: 'invoice' | 'creditNote' | null
  today: Draft | null
  next: { invoiceOn: string; connected: number; draft: Draft }
}
export type ChangeDone = {
  subscription: Subscription
  document: { kind: 'invoice' | 'creditNote'; id: string; number: string | null; grossMinor: number } | null
}

export type DayFlag = 'incomplete' | 'waived' | 'adjusted'
export type Day = {
  day: string
  window: Span
  minutes: number
  connected: number
  included: number
  additional: number
  tier: string
  tierName: string
  rate: Rate
  amountMinor: number
  coveredMinutes: number | null
  expectedMinutes: number | null
  flags: DayFlag[]
  isClosed: boolean
  isAgreed: boolean
  seenNotCounted: number
  invoice: string | null
}
export type SiteNow = { id: string; name: string; connected: number; newToday: number }
export type Now = { at: string; day: string; connected: number; notConnected: number; sites: SiteNow[]; today: Day }
export type GatewayShare = { gateway: string; name: string; heartbeats: number; holes: number }
export type CameraDay = {
  camera: string
  name: string | null
  site: NamedId | null
  rank: number
  sourceKind: 'direct' | 'recorder' | null
  source: string | null
  since: string
  minutes: number
  on: [number, number][]
  counted: boolean
  notCounted: 'short' | 'swap' | null
  isConnected: boolean
  heartbeats: number
  gateways: GatewayShare[]
}
export type CameraHeartbeat = {
  gateway: string
  ep: number
  seq: number
  hash: string
  from: string
  to: string
  minutes: number
  rank: number
  receiptAt: string | null
}
export type SilenceReason = 'off' | 'update' | 'overload' | 'clock' | 'unknown' | 'blind' | 'unsaid'
export type Silence = {
  gateway: string
  name: string
  from: string
  to: string
  minutes: number
  why: SilenceReason
}
export type Coverage = {
  silences: Silence[]
  gateways: { gateway: string; name: string; coveredMinutes: number; expectedMinutes: number }[]
  closedDays: number
  agreedDays: number
}
export type UsagePeriod = { from: string; to: string; invoice: string | null; number: string | null }

export type InvoiceHead = {
  id: string
  kind: 'subscription' | 'change' | 'usage' | 'creditNote'
  status: 'draft' | 'final'
  number: string | null
  issuedOn: string
  from: string
  to: string
  grossMinor: number
  dueMinor: number
  paidOn: string | null
  hasUsageReport: boolean
}
export type InvoiceLine = DraftLine & { line: number }
export type Invoice = InvoiceHead & {
  lines: InvoiceLine[]
  netMinor: number
  taxMinor: number
  taxes: { name: string; ratePpm: number; amountMinor: number }[]
  creditAppliedMinor: number
}

export type FleetCounts = {
  healthy: number
  late: number
  silent: number
  clock: number
  forked: number
  lowCoverage: number
  gateways: number
  accounts: number
}
export type GatewayHealth = 'healthy' | 'late' | 'silent' | 'clock' | 'forked' | 'revoked'
export type Gateway = {
  gateway: string
  health: GatewayHealth
  account: NamedId
  site: NamedId | null
  name: string | null
  lastHeartbeatAt: string | null
  clockErrorMs: number | null
  coverage: { coveredMinutes: number; expectedMinutes: number } | null
  journal: number | null
  version: string | null
  enrolledAt: string
  words: string[]
}
export type Claim = { claim: string; expiresAt: string; command: string }
export type AccountHead = {
  id: string
  name: string
  timeZone: string
  currency: string
  currencyDigits: number
  tierName: string | null
  frequency: Frequency | null
  status: Subscription['status'] | null
  gateways: number
  connected: number
  creditBalanceMinor: number
}
export type RateCard = {
  from: string
  hash: string
  currency: string
  currencyDigits: number
  included: number
  minConnectedMinutes: number
  graceHours: number
  ratingMode: 'tierOfDay' | 'tierAtInvoice'
  usageInvoicing: 'monthly' | 'withBase'
  plans: Plan[]
  ledgerEntry: number
}
export type Job = {
  job: string
  dueAt: string | null
  dueCount: number
  lastRanAt: string | null
  lastTookMs: number | null
  lastError: string | null
  isRunning: boolean
}
export type Uncounted = {
  at: string
  account: NamedId | null
  gateway: string
  code: string
  minutes: number
  what: 'minutes' | 'statement'
  detail: string
  ep: number | null
  seq: number | null
}
export type AuditEntry = {
  at: string
  who: string
  role: string
  action: string
  subject: string
  account: NamedId | null
  ledgerEntry: number | null
  requestId: string
}

export type EvidenceJob = {
  id: string
  state: 'working' | 'ready' | 'failed'
  done: number
  of: number
  what: string
  url: string | null
}
export type Checkpoint = { at: string; size: number; root: string }
export type SellerKey = { use: string; key: string; words: string[]; from: string; to: string | null }
