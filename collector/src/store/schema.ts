/** The tables as Kysely sees them: one interface a table, in the order of the migrations, which say what each column
 *  means. bigint columns are numbers here (milliseconds, counters: the pool refuses what is not a safe integer),
 *  numeric(20,0) is money and a bigint, date is text like 2027-04-01, bit(1440) is read through bit_send. */
import type { ColumnType, Generated } from 'kysely'
import type {
  DayCountTable,
  InvoiceDocumentTable,
  InvoiceTable,
  JobDueTable,
  JobRunTable,
  LedgerDocumentTable,
  LedgerEntryTable,
  LedgerHeadTable,
  LedgerTipTable,
  CloseRowTable,
  NumberSeriesTable,
  OneInstant,
  RateCardTable,
  SubscriptionTable,
} from './schema-billing.ts'
import type {
  AgreementTable,
  AwaitingInventoryTable,
  CameraKeyTable,
  ChainTable,
  CoverageTable,
  ForkTable,
  GapTable,
  InventorySetTable,
  InventoryTable,
  NotUnderstoodTable,
  PresenceTable,
  ProjectionTable,
  ReceiptTable,
  RefusedTable,
  SharedRowTable,
  StatementTable,
  UncountedTable,
} from './schema-statement.ts'

export interface Tables {
  account: AccountTable
  site: SiteTable
  token: TokenTable
  idempotency_key: IdempotencyKeyTable
  gateway: GatewayTable
  gateway_key: GatewayKeyTable
  claim: ClaimTable
  claim_failure: ClaimFailureTable
  enrollment: EnrollmentTable
  gateway_status: GatewayStatusTable
  camera_name: CameraNameTable
  statement: StatementTable
  chain: ChainTable
  receipt: ReceiptTable
  fork: ForkTable
  refused: RefusedTable
  arrival_fence: OneInstant
  projection: ProjectionTable
  inventory: InventoryTable
  inventory_set: InventorySetTable
  awaiting_inventory: AwaitingInventoryTable
  presence: PresenceTable
  coverage: CoverageTable
  gap: GapTable
  uncounted: UncountedTable
  not_understood: NotUnderstoodTable
  camera_key: CameraKeyTable
  shared_row: SharedRowTable
  shared_presence: PresenceTable
  agreement: AgreementTable
  ledger_entry: LedgerEntryTable
  ledger_document: LedgerDocumentTable
  ledger_head: LedgerHeadTable
  ledger_tip: LedgerTipTable
  close_row: CloseRowTable
  rate_card: RateCardTable
  subscription: SubscriptionTable
  day_count: DayCountTable
  number_series: NumberSeriesTable
  invoice: InvoiceTable
  invoice_document: InvoiceDocumentTable
  job_due: JobDueTable
  job_run: JobRunTable
  collector_tick: OneInstant
}

/** jsonb: read as the parsed value, written as its text. */
export type Json<T> = ColumnType<T, string, string>

/** The same, with a default in the table. */
export type DefaultJson<T> = ColumnType<T, string | undefined, string>

export interface AccountTable {
  account_id: string
  ledger_id: string
  name: string
  time_zone: string
  currency: string
  details: DefaultJson<Record<string, unknown>>
  version: Generated<number>
  created_at: number
  ended_at: number | null
}

export interface SiteTable {
  account_id: string
  site_id: string
  name: string
  details: DefaultJson<Record<string, unknown>>
  version: Generated<number>
  created_at: number
}

export type TokenRole = 'ops' | 'customer' | 'auditor'

export interface TokenTable {
  account_id: string
  token_id: string
  hash: string
  role: TokenRole
  name: string
  created_at: number
  expires_at: number | null
  revoked_at: number | null
}

export interface IdempotencyKeyTable {
  account_id: string
  caller: string
  key: string
  request: string
  status: number | null
  answer: string | null
  created_at: number
}

export interface GatewayTable {
  account_id: string
  gateway_id: string
  site_id: string
  name: string
  epoch: Generated<number>
  password_hash: string | null
  created_at: number
  approved_at: number | null
  retired_at: number | null
  version: Generated<number>
}

export interface GatewayKeyTable {
  account_id: string
  gateway_id: string
  epoch: number
  kid: string
  public_key: Uint8Array
  from_at: number
  revoked_at: number | null
}

export interface ClaimTable {
  account_id: string
  claim_id: string
  site_id: string
  name: string
  secret_hash: string
  replaces: string | null
  created_at: number
  expires_at: number
  used_at: number | null
  used_by: string | null
  revoked_at: number | null
}

export interface ClaimFailureTable {
  account_id: string
  claim_id: string
  address: string
  failed_at: number
}

export interface EnrollmentTable {
  account_id: string
  enrollment_id: string
  claim_id: string
  gateway_id: string
  epoch: number
  public_key: Uint8Array
  nonce: string
  expires_at: number
  proof_hash: string | null
  answer: string | null
  completed_at: number | null
}

export interface GatewayStatusTable {
  account_id: string
  gateway_id: string
  state: 'online' | 'offline'
  details: Json<Record<string, unknown>>
  said_at: number
}

export interface CameraNameTable {
  account_id: string
  key: string
  name: string
  named_at: number
}
