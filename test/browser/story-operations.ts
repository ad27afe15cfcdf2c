/** What operators see in the story: the fleet, accounts, rate card, jobs, what was set aside, who did what. */
import type { Offered } from '../../collector/web/src/api/offered.d.ts'
import type { WantedMembers } from '../../collector/web/src/api/wanted.d.ts'
import type {
  AuditEntry,
  Checkpoint,
  FleetCounts,
  Gateway,
  GatewayHealth,
  Uncounted,
} from '../../collector/web/src/model.ts'
import { hoboken, hobokenGateway, newark, newarkGateway } from './story-days.ts'

type ItemOf<Answer> = Answer extends { items: (infer Item)[] } ? Item : never
type AccountHead = ItemOf<Offered['GET /v1/accounts']['answer']> & WantedMembers['accountHead']

export const northgateId = 'acc_k3m7qz2pd5xa'
const northgate = { id: northgateId, name: 'Northgate Cold Storage' }
const now = Date.parse('2027-03-21T18:28:06Z')
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()

export const fleetCounts: FleetCounts = {
  healthy: 206,
  late: 4,
  silent: 2,
  clock: 1,
  forked: 1,
  lowCoverage: 5,
  gateways: 214,
  accounts: 86,
}

const rows = [
  ['gw_r7xk3mq2zp5a', 'silent', 'Brightwater Ports', 'Pier 4', 33_120, null, 550, null],
  ['gw_b2wq6nt4hy7c', 'forked', 'Ardent Parking', 'Level 2', 24, 300, 1440, 3],
  ['gw_m5zd7kx3ra2f', 'late', 'Brightwater Ports', 'Gatehouse', 2460, 1200, 1319, 184],
  ['gw_t4pn2vq6ce3k', 'late', 'Kestrel Foods', 'Line 3', 1980, -400, 1354, 96],
  ['gw_z6ha3by5md7w', 'clock', 'Orchard Transit', 'Depot', 12, 214_000, 1440, 2],
  ['gw_h4k2wz7mq3tb', 'healthy', 'Northgate Cold Storage', 'Hoboken', 8, 100, 1440, 1],
  ['gw_m4t7k2xq5zpa', 'healthy', 'Northgate Cold Storage', 'Newark', 21, -200, 1440, 1],
] as const satisfies readonly (readonly [string, GatewayHealth, ...unknown[]])[]

const first: Gateway[] = rows.map(([gateway, health, account, site, age, clockErrorMs, minutes, journal]) => ({
  gateway,
  health,
  account: account === northgate.name ? northgate : { id: 'acc_a2b3c4d5e6f7', name: account },
  site: { id: 'site_aaaaaaaaaaaa', name: site },
  name: null,
  lastHeartbeatAt: ago(age),
  clockErrorMs,
  coverage: { coveredMinutes: minutes, expectedMinutes: 1440 },
  journal,
  version: health === 'silent' ? null : '1.4.2',
  enrolledAt: '2026-09-10T13:00:00Z',
  words: ['amber', 'kettle', 'orbit', 'lemon', 'harbor', 'sixty'],
}))

/** Enough gateways for several pages of a list. */
export const gateways: Gateway[] = [
  ...first,
  ...first
    .slice(-1)
    .flatMap((healthy) =>
      Array.from({ length: 120 }, (_, i) => ({ ...healthy, gateway: `gw_lumen${i}`, name: `Lumen ${i}` })),
    ),
]

const accountHead: AccountHead = {
  accountId: northgateId,
  ledgerId: 'bGVkZ2VyLW5vcnRoZ2F0ZQ',
  name: northgate.name,
  timeZone: 'America/New_York',
  currency: 'USD',
  taxes: [],
  address: [],
  taxIds: [],
  locale: 'en-US',
  paper: 'letter',
  version: 1,
  createdAt: '2026-09-10T13:00:00.000Z',
  endedAt: null,
  tierName: 'Basic',
  frequency: 'monthly',
  gateways: 2,
  connected: 5,
}
/** Enough accounts for several pages of a list. */
export const accounts: AccountHead[] = [
  accountHead,
  ...Array.from({ length: 120 }, (_, i): AccountHead => {
    return { ...accountHead, accountId: `acc_${String(i).padStart(12, 'b')}`, name: `Kestrel Foods ${i + 1}` }
  }),
]

/** The gateways of the account itself, as it sees them. */
export const gatewayAnswers: ItemOf<Offered['GET /v1/accounts/{account}/gateways']['answer']>[] = [
  { ...newark, gatewayId: newarkGateway },
  { ...hoboken, gatewayId: hobokenGateway },
].map((one) => ({
  gatewayId: one.gatewayId,
  siteId: one.siteId,
  name: one.name,
  epoch: 1,
  createdAt: '2026-09-10T13:00:00.000Z',
  retiredAt: null,
  state: 'online',
  saidAt: ago(8),
  status: {},
  lastReceiptAt: ago(8),
  statementsStored: 55_000,
  holes: 0,
  sides: 0,
  keys: [
    {
      epoch: 1,
      thumbprint: 'k'.repeat(43),
      words: ['amber', 'kettle', 'orbit', 'lemon', 'harbor', 'sixty'],
      from: '2026-09-10T13:00:00.000Z',
      revokedAt: null,
    },
  ],
}))

const due = { accountId: northgateId, key: '2027-03-21', dueAt: '2027-03-22T04:00:00.000Z', attempts: 0, failed: null }
export const jobs: ItemOf<Offered['GET /v1/jobs']['answer']>[] = [
  { name: 'close-day', says: 'closes days whose grace is over', lastSuccessAt: ago(360), due: [due], dueCount: 1 },
  {
    name: 'finalize',
    says: 'makes due invoices final',
    lastSuccessAt: ago(3660),
    due: [{ ...due, dueAt: ago(60), attempts: 3, failed: 'STORE_UNREACHABLE' }],
    dueCount: 1,
  },
]

export const uncounted: Uncounted[] = [
  {
    at: ago(600),
    account: northgate,
    gateway: 'gw_h4k2wz7mq3tb',
    code: 'MINUTE_TOO_OLD',
    minutes: 35,
    what: 'minutes',
    detail: 'Said 63 days after it was over.',
    ep: 1,
    seq: 1522,
  },
  {
    at: ago(900),
    account: null,
    gateway: 'gw_r7xk3mq2zp5a',
    code: 'SIGNATURE_INVALID',
    minutes: 0,
    what: 'statement',
    detail: 'Not signed by the key of this gateway.',
    ep: null,
    seq: null,
  },
]

export const audit: AuditEntry[] = [
  {
    at: ago(1200),
    who: 'Tomasz Wilk',
    role: 'ops',
    action: 'gateway.enrolled',
    subject: 'gw_h4k2wz7mq3tb',
    account: northgate,
    ledgerEntry: 44_871,
    requestId: 'r7f2k9',
  },
  {
    at: ago(4200),
    who: 'Ana Ruiz',
    role: 'auditor',
    action: 'evidence.pulled',
    subject: '2027-00514',
    account: northgate,
    ledgerEntry: null,
    requestId: 'r7f2k1',
  },
]

export const checkpoints: Checkpoint[] = [
  { at: '2027-03-21T18:00:00Z', size: 44_910, root: 'u8Kq2mXr8nYw2mTt5bPs7cUd9eFa4gHi6jKo0LqRsTu=' },
  { at: '2027-03-21T17:00:00Z', size: 44_902, root: 'Zr04NcXr8nYw2mTt5bPs7cUd9eFa4gHi6jKo0LqRsTu=' },
]

const words = ['tulip', 'gravel', 'nine', 'ocean', 'button', 'maple']
export const sellerKeys: ItemOf<Offered['GET /v1/keys']['answer']>[] = [
  { use: 'billing', publicKey: 'b1', kid: 'b1', words },
  { use: 'receipt', publicKey: 'r1', kid: 'r1', words: [...words].reverse() },
]
