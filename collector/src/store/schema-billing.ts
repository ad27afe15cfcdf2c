/** Tables of the ledger, of what it adds up to, and of the jobs (migrations 0005 to 0007). */
import type { Generated } from 'kysely'
import type { DefaultJson, Json } from './schema.ts'

export interface LedgerEntryTable {
  account_id: string
  ledger_id: string
  n: number
  index: number
  kind: string
  t: number
  entry: string
  hash: string
}

export interface LedgerDocumentTable {
  account_id: string
  ledger_id: string
  n: number
  salt: Uint8Array
  document: Uint8Array
}

export interface LedgerHeadTable {
  account_id: string
  ledger_id: string
  n: Generated<number>
  hash: string
  index: number | null
}

export interface LedgerTipTable {
  only_row: Generated<boolean>
  size: number
  t: number
  restores: Generated<number>
}

export interface CloseRowTable {
  account_id: string
  ledger_id: string
  n: number
  gateway_id: string
  epoch: number
  hash: string
  body: Uint8Array
}

export interface RateCardTable {
  hash: string
  from_on: string
  n: number
  card: Json<unknown>
}

export type SubscriptionStatus = 'trial' | 'active' | 'past_due' | 'suspended' | 'cancelled' | 'ended'

export interface SubscriptionTable {
  account_id: string
  status: SubscriptionStatus
  tier: string
  frequency: 'monthly' | 'yearly'
  state: Json<unknown>
  version: Generated<number>
  n: number
}

export interface DayCountTable {
  account_id: string
  day: string
  revision: number
  from_minute: number
  to_minute: number
  connected: number
  included: number
  billable: number
  is_incomplete: boolean
  details: DefaultJson<Record<string, unknown>>
  n: number
  closed_at: number
}

export type Series = 'invoice' | 'creditNote'

export interface NumberSeriesTable {
  series: Series
  next: number
}

export interface InvoiceTable {
  account_id: string
  invoice_id: string
  series: Series
  number: number
  unique_key: string
  kind: string
  period_from: string | null
  period_to: string | null
  issued_on: string
  currency: string
  net_minor: bigint
  tax_minor: bigint
  gross_minor: bigint
  due_minor: bigint
  document: Json<unknown>
  n: number
  final_at: number
  paid_at: number | null
}

export interface InvoiceDocumentTable {
  account_id: string
  invoice_id: string
  name: string
  media_type: string
  hash: string
  body: Uint8Array
}

export interface JobDueTable {
  account_id: string
  job: string
  key: string
  due_at: number
  attempts: Generated<number>
  failed: string | null
}

export interface JobRunTable {
  job: string
  succeeded_at: number
}

/** A table of one row and one instant (ms): collector_tick, arrival_fence. */
export interface OneInstant {
  only_row: Generated<boolean>
  at: number
}
