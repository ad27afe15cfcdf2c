/** The pages of one account: reads the account, keeps its live connection, shows the page inside the frame. */
import { useCallback, useMemo, useState } from 'preact/hooks'
import { AccountContext, type AccountView, type Topic } from './account.ts'
import { type EventName, useEvents } from './api/events.ts'
import { useLookup } from './api/lookup.ts'
import type { Session } from './model.ts'
import { zonePlace } from './format/day.ts'
import { Frame } from './frame.tsx'
import { Billing } from './pages/billing/billing.tsx'
import { Cameras } from './pages/cameras/cameras.tsx'
import { Evidence } from './pages/evidence/evidence.tsx'
import { InvoicePage } from './pages/invoices/invoice.tsx'
import { Invoices } from './pages/invoices/invoices.tsx'
import { Overview } from './pages/overview/overview.tsx'
import { Usage } from './pages/usage/usage.tsx'
import { LiveLost } from './parts/live-line.tsx'
import { Failed, Skeleton } from './parts/states.tsx'
import { usePageTitle } from './parts/page-title.ts'
import type { Route } from './route.ts'
import { accountLookup } from './lookups/account.ts'
import { nowLookup } from './lookups/days.ts'
import { say } from './texts/say.ts'

type AccountRoute = Extract<Route, { readonly account: string }>
type Props = { readonly session: Session; readonly route: AccountRoute; readonly signOut: () => void }

export function AccountPages({ session, route, signOut }: Props) {
  const { versions, changed, hear } = useChanges()
  const reading = useLookup(accountLookup(route.account), versions.account)
  const live = useEvents(`/v1/accounts/${encodeURIComponent(route.account)}/events`, hear)
  const account = reading.state === 'ready' ? reading.body : undefined
  const etag = reading.state === 'ready' ? reading.etag : null
  const now = useLookup(account && session.role !== 'auditor' ? nowLookup(account) : undefined, versions.now)
  const view: AccountView | undefined = useMemo(
    () => account && { session, account, etag, live, now, versions, changed },
    [session, account, etag, live, now, versions, changed],
  )
  usePageTitle(say(`nav.${route.page}`), route.page + (route.item ?? ''))
  const named = account && {
    id: account.id,
    name: account.name,
    words: say('frame.sites', {
      count: account.sites.length,
      n: account.sites.length,
      zone: zonePlace(account.timeZone),
    }),
  }
  return (
    <Frame session={session} route={route} signOut={signOut} {...(named ? { account: named } : {})}>
      {reading.state === 'failed' && (
        <Failed what={say('what.account')} problem={reading.problem} again={reading.again} />
      )}
      {reading.state === 'loading' && <Skeleton what={say('what.account')} />}
      {view && (
        <AccountContext.Provider value={view}>
          <LiveLost live={live} timeZone={view.account.timeZone} />
          <PageOf route={route} />
        </AccountContext.Provider>
      )}
    </Frame>
  )
}

function PageOf({ route }: { readonly route: AccountRoute }) {
  switch (route.page) {
    case 'overview':
      return <Overview />
    case 'cameras':
      return <Cameras query={route.query} />
    case 'usage':
      return <Usage query={route.query} />
    case 'billing':
      return <Billing query={route.query} />
    case 'invoices':
      return route.item ? <InvoicePage id={route.item} query={route.query} /> : <Invoices query={route.query} />
    case 'evidence':
      return <Evidence query={route.query} />
  }
}

const unchanged: Readonly<Record<Topic, number>> = { now: 0, days: 0, subscription: 0, invoices: 0, account: 0 }
/** A day, a subscription and an invoice each move the estimate that stands with the subscription. */
const moved: Readonly<Record<string, readonly Topic[]>> = {
  now: ['now'],
  day: ['now', 'days', 'subscription'],
  subscription: ['now', 'subscription', 'days'],
  invoice: ['invoices', 'subscription', 'account'],
  reset: ['now', 'days', 'subscription', 'invoices', 'account'],
}

function useChanges() {
  const [versions, setVersions] = useState(unchanged)
  const changed = useCallback((topic: Topic) => setVersions((held) => ({ ...held, [topic]: held[topic] + 1 })), [])
  const hear = useCallback(
    (name: EventName) => {
      for (const topic of moved[name] ?? []) changed(topic)
    },
    [changed],
  )
  return { versions, changed, hear }
}
