/** The account a page is about: its data, its live connection, and how its money and times are written. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Live } from './api/live.ts'
import { type Reading, type Lookup, useLookup } from './api/lookup.ts'
import type { Account, Day, Now, Rate, Session } from './model.ts'
import { money, rateMoney } from './format/money.ts'
import { languageNow, say } from './texts/say.ts'

/** What live events can change; each has a version that rises when it did. */
export type Topic = 'now' | 'days' | 'subscription' | 'invoices' | 'account'
export type AccountView = {
  readonly session: Session
  readonly account: Account
  readonly etag: string | null
  readonly live: Live
  /** The figures of this moment. */
  readonly now: Reading<Now>
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

/** Reads a lookup of the account, again whenever live events say that its topic changed. */
export function useAccountLookup<Body>(
  make: (account: Account) => Lookup<Body> | undefined,
  topic: Topic,
): Reading<Body> {
  const { account, versions } = useAccount()
  return useLookup(make(account), versions[topic])
}

/** The day that is not over, as it stands at this moment; undefined until it was read. */
export function useOpenDay(): Day | undefined {
  const { now } = useAccount()
  return now.state === 'ready' ? now.body.day : undefined
}

/** The local day it is: the collector's word, else the clock's. */
export function useToday(): string {
  const { account, now } = useAccount()
  return now.state === 'ready' ? now.body.day.day : account.today
}

/** Money of the account in the reader's language. */
export function useMoney() {
  const { account } = useAccount()
  return {
    /** A dash where the collector does not tell. */
    money: (amountMinor: number | null) => (amountMinor === null ? '–' : money(amountMinor, account, languageNow())),
    rate: (rate: Rate | null) => rateText(rate, account),
  }
}

/** Whether who is signed in may change the account. */
export function mayChange({ session }: AccountView): boolean {
  return session.role === 'customerAdmin' || session.role === 'ops'
}

/** A rate in words: one figure, or the first of several bands (R35). */
export function rateText(rate: Rate | null, currency: Pick<Account, 'currency' | 'currencyDigits'>): string {
  const [first, ...more] = rate?.bands ?? []
  if (first === undefined) return '–'
  const figure = rateMoney(first.rateMicros, currency, languageNow())
  return more.length > 0 ? say('rate.graduated', { rate: figure }) : figure
}
