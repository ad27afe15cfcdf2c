/** What operators and auditors see, as the pages show it. */
import type { Frequency } from './model-invoices.ts'
import type { NamedId, Plan, Subscription } from './model.ts'

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
  tierName: string | null
  frequency: Frequency | null
  status: Subscription['status'] | null
  gateways: number | null
  connected: number | null
}

export type RateCard = {
  from: string
  hash: string
  isNewest: boolean
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
  says: string
  dueAt: string | null
  dueCount: number
  lastSuccessAt: string | null
  failed: string | null
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

export type SellerKey = { use: string; key: string; words: string[] }
