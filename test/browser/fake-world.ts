/** What the fake collector holds: the story at one of two moments, and what a test or the page changed since. */
import type { Offered } from '../../collector/web/src/api/offered.d.ts'
import {
  aprilInvoice,
  changeInvoice,
  type Invoice,
  marchInvoice,
  onBasic,
  onPro,
  type Subscription,
} from './story-billing.ts'
import { hoboken, newark, type Story, storyPresence } from './story-days.ts'
import { northgateId } from './story-operations.ts'

/** march: 21 March 2027, 14:28 in New York, on Basic. april: the 12th, after the switch, the period's invoice issued.
 *  lean: only what the collector offers by now, nothing that the page only wants. */
export type WorldOptions = { readonly moment?: 'march' | 'april'; readonly isLean?: boolean }

type Account = Offered['GET /v1/accounts/{account}']['answer']

export class World {
  readonly moment: 'march' | 'april'
  readonly isLean: boolean
  readonly now: string
  account: Account
  readonly sites = [newark, hoboken].map((site) => ({ ...site, version: 1, createdAt: '2026-09-10T13:00:00.000Z' }))
  subscription: Subscription
  invoices: readonly Invoice[]
  /** Rises with every change of the subscription; a preview holds for one version. */
  version = 1
  /** Answers by Idempotency-Key: the same key has one effect. */
  readonly answered = new Map<string, unknown>()
  /** Cameras connected at this moment; a test may let it change. */
  connected = 5

  constructor({ moment = 'march', isLean = false }: WorldOptions) {
    this.moment = moment
    this.isLean = isLean
    const isApril = moment === 'april'
    this.now = isApril ? '2027-04-12T14:00:00Z' : '2027-03-21T18:28:06Z'
    this.account = northgate
    this.subscription = isApril ? inApril : onBasic
    this.invoices = isApril ? [aprilInvoice, changeInvoice, marchInvoice] : [marchInvoice]
  }

  /** An answer as this collector gives it. */
  told<Body>(kind: keyof typeof wanted, body: Body): Body {
    if (!this.isLean) return body
    const names: readonly string[] = wanted[kind]
    return JSON.parse(JSON.stringify(body, (name, value: unknown) => (names.includes(name) ? undefined : value)))
  }

  get story(): Story {
    const proFrom = this.subscription.state.tier === 'pro' ? '2027-03-21' : undefined
    return { today: this.moment === 'march' ? '2027-03-21' : '2027-04-12', nowMinute: 868, proFrom }
  }

  get drafts(): readonly Invoice[] {
    return this.subscription.nextInvoice ? [this.subscription.nextInvoice] : []
  }

  get connectedNow(): Offered['GET /v1/accounts/{account}/presence/now']['answer'] {
    const cameras = storyPresence(this.story, this.story.today).cameras.slice(0, this.connected)
    return {
      connectedCount: this.connected,
      minute: this.now,
      cameras: cameras.map(({ camera, name }) => ({ camera, name })),
      gateways: [],
    }
  }

  set(part: Partial<Subscription['state']>): void {
    this.subscription = { ...this.subscription, state: { ...this.subscription.state, ...part } }
    this.version += 1
  }

  switchToPro(): void {
    this.subscription = onPro
    this.version += 1
    this.invoices = [changeInvoice, ...this.invoices]
  }
}

const inApril: Subscription = {
  ...onPro,
  nextInvoice: null,
  ifStay: null,
  state: { ...onPro.state, usagePeriod: { from: '2027-04-10', to: '2027-05-10' } },
}

/** Members of wanted.d.ts by the answer they would stand in: a collector that does not offer them leaves them out. */
const wanted = {
  account: ['billingContact', 'paymentUrl'],
  day: ['amountMinor', 'isAgreed'],
  presence: ['siteId', 'firstSeenAt', 'source', 'sourceKind', 'heartbeats', 'notCounted'],
  subscription: ['ifStay', 'connectedNow', 'askedBy', 'ratedTo'],
} as const

const northgate: Account & { paymentUrl: string; billingContact: { name: string; email: string } } = {
  accountId: northgateId,
  ledgerId: 'bGVkZ2VyLW5vcnRoZ2F0ZQ',
  name: 'Northgate Cold Storage',
  timeZone: 'America/New_York',
  currency: 'USD',
  taxes: [],
  address: ['41 Harbor Street', 'Newark, NJ 07105', 'United States'],
  taxIds: [],
  locale: 'en-US',
  paper: 'letter',
  version: 1,
  createdAt: '2026-09-10T13:00:00.000Z',
  endedAt: null,
  paymentUrl: 'https://pay.example/northgate',
  billingContact: { name: 'the owner', email: 'accounts@northgate.example' },
}
