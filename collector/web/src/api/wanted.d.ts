/** What the page asks for beyond what the collector offers yet, in the form of offered.d.ts. A test takes care that a
 *  route leaves this file once it is offered; until then the page says that the collector does not offer it. */
import type {
  AuditEntry,
  CameraHeartbeat,
  Checkpoint,
  EvidenceJob,
  FleetCounts,
  Gateway,
  Page,
  Session,
  Uncounted,
} from '../model.ts'
import type { Offered } from './offered.d.ts'

type Draft = Offered['GET /v1/accounts/{account}/drafts']['answer']['items'][number]
type ListQuery = { cursor?: string; limit?: number; find?: string }
type Span = { from: string; to: string }

export interface Wanted {
  'GET /v1/session': { query: object; body: undefined; answer: Session }
  'POST /v1/session': { query: object; body: { email: string; password: string }; answer: Session }
  'POST /v1/session/link': { query: object; body: { link: string; password: string }; answer: Session }
  'DELETE /v1/session': { query: object; body: undefined; answer: undefined }
  'GET /v1/accounts/{account}/presence/{day}/{camera}/heartbeats': {
    query: ListQuery
    body: undefined
    answer: Page<CameraHeartbeat>
  }
  'GET /v1/fleet': { query: object; body: undefined; answer: FleetCounts }
  'GET /v1/gateways': { query: ListQuery & { health?: string }; body: undefined; answer: Page<Gateway> }
  'GET /v1/uncounted': { query: ListQuery & { what?: string }; body: undefined; answer: Page<Uncounted> }
  'GET /v1/audit': { query: ListQuery; body: undefined; answer: Page<AuditEntry> }
  'GET /v1/checkpoints': { query: ListQuery; body: undefined; answer: Page<Checkpoint> }
  'POST /v1/accounts/{account}/evidence': { query: object; body: Span; answer: EvidenceJob }
  'GET /v1/accounts/{account}/evidence/{id}': { query: object; body: undefined; answer: EvidenceJob }
}

/** Members the page would show if an answer had them. */
export interface WantedMembers {
  account: { billingContact?: { name: string; email: string } | null; paymentUrl?: string | null }
  accountHead: { tierName?: string; frequency?: 'monthly' | 'yearly'; gateways?: number; connected?: number }
  day: { amountMinor?: number; isAgreed?: boolean }
  camera: {
    siteId?: string
    firstSeenAt?: string
    source?: string
    sourceKind?: 'direct' | 'recorder'
    heartbeats?: number
    notCounted?: 'short' | 'swap'
  }
  /** The next invoice if as many cameras as today stay connected to its end. */
  estimate: { ifStay?: Draft | null; connectedNow?: number }
  request: { askedBy?: string }
  addOn: { ratedTo?: string }
}
