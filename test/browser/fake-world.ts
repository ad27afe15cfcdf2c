/** What the fake collector holds: the story at one of two moments, and what a test or the page changed since. */
import type { Account, Invoice, Now, PlanChange, Subscription } from '../../collector/web/src/api/schema.d.ts'
import {
  aprilInvoice,
  changeInvoice,
  historyOnBasic,
  historyOnPro,
  marchInvoice,
  onBasic,
  onPro,
} from './story-billing.ts'
import { hoboken, newark, type Story, storyDay } from './story-days.ts'
import { northgateId } from './story-operations.ts'

/** march: 21 March 2027, 14:28 in New York, on Basic. april: the 12th, after the switch, the period's invoice
 *  issued. */
export type WorldOptions = { readonly moment?: 'march' | 'april' }

export class World {
  readonly moment: 'march' | 'april'
  readonly now: string
  account: Account
  subscription: Subscription
  history: readonly PlanChange[]
  invoices: readonly Invoice[]
  /** Rises with every change of the subscription; a preview holds for one version. */
  version = 1
  /** Answers by Idempotency-Key: the same key has one effect. */
  readonly answered = new Map<string, unknown>()

  constructor({ moment = 'march' }: WorldOptions) {
    this.moment = moment
    const isApril = moment === 'april'
    this.now = isApril ? '2027-04-12T14:00:00Z' : '2027-03-21T18:28:06Z'
    this.account = accountOn(isApril ? '2027-04-12' : '2027-03-21')
    this.subscription = isApril ? { ...onPro, usagePeriod: { from: '2027-04-10', to: '2027-05-10' } } : onBasic
    this.history = isApril ? historyOnPro : historyOnBasic
    this.invoices = isApril ? [aprilInvoice, changeInvoice, marchInvoice] : [marchInvoice]
  }

  get story(): Story {
    return { today: this.account.today, proFrom: this.subscription.tier === 'pro' ? '2027-03-21' : undefined }
  }

  get figuresNow(): Now {
    return {
      at: this.now,
      day: this.account.today,
      connected: 5,
      notConnected: 1,
      sites: [
        { ...newark, connected: 3, newToday: 0 },
        { ...hoboken, connected: 2, newToday: this.moment === 'march' ? 2 : 0 },
      ],
      today: storyDay(this.story, this.account.today),
    }
  }

  set(part: Partial<Subscription>): void {
    this.subscription = { ...this.subscription, ...part }
    this.version += 1
  }

  switchToPro(): void {
    this.set(onPro)
    this.history = historyOnPro
    this.invoices = [changeInvoice, ...this.invoices]
  }
}

function accountOn(today: string): Account {
  return {
    id: northgateId,
    name: 'Northgate Cold Storage',
    timeZone: 'America/New_York',
    currency: 'USD',
    currencyDigits: 2,
    locale: 'en-US',
    billingContact: { name: 'the owner', email: 'accounts@northgate.example' },
    billingAddress: {
      lines: ['41 Harbor Street'],
      city: 'Newark',
      region: 'NJ',
      postalCode: '07105',
      country: 'United States',
    },
    taxId: null,
    paymentUrl: 'https://pay.example/northgate',
    creditBalanceMinor: 0,
    sites: [newark, hoboken],
    today,
  }
}
