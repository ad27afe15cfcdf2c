/** The account a page is about: its data, its live connection, and how its money and times are written. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Live } from './api/live.ts'
import { type Reading, useResource } from './api/resource.ts'
import type { Account, Now, Rate, Session } from './api/schema.d.ts'
import { money, rateMoney } from './format/money.ts'
import { languageNow, say } from './texts/say.ts'

/** What live events can change; each has a version that rises when it did. */
export type Topic = 'days' | 'subscription' | 'invoices' | 'account'
export type AccountView = {
  readonly session: Session
  readonly account: Account
  readonly etag: string | null
  readonly live: Live
  /** The newest live figures; undefined until the first arrive. */
  readonly now: Now | undefined
  /** The first figures, read before any event came. */
  readonly firstNow: Reading<Now>
  readonly versions: Readonly<Record<Topic, number>>
  /** Says that the page itself changed something: what shows it is read again. */
  readonly changed: (topic: Topic) => void
}

export const AccountContext = createContext<AccountView | undefined>(undefined)

/** Only for what is shown inside an account's frame. */
export function useAccount(): AccountView {
  const view = useContext(AccountContext)
  if (view === undefined) throw new Error('an account page outside of an account')
  return view
}

/** Reads `/v1/accounts/{account}/...`, again whenever live events say that its topic changed. */
export function useAccountResource<Body>(path: string | undefined, topic: Topic): Reading<Body> {
  const { account, versions } = useAccount()
  return useResource<Body>(path === undefined ? undefined : apiPath(account.id, path), versions[topic])
}

/** Money of the account in the reader's language. */
export function useMoney() {
  const { account } = useAccount()
  return {
    money: (amountMinor: number) => money(amountMinor, account, languageNow()),
    rate: (rate: Rate) => rateText(rate, account),
  }
}

/** Whether who is signed in may change the account. */
export function mayChange({ session }: AccountView): boolean {
  return session.role === 'customerAdmin' || session.role === 'ops'
}

export function apiPath(account: string, path: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}${path}`
}

/** A rate in words: one figure, or the first of several bands (R35). */
export function rateText(rate: Rate, currency: Pick<Account, 'currency' | 'currencyDigits'>): string {
  const [first, ...more] = rate.bands
  const figure = rateMoney(first?.rateMicros ?? 0, currency, languageNow())
  return more.length > 0 ? say('rate.graduated', { rate: figure }) : figure
}
