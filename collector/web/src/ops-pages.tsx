/** The pages of the people who run the service. */
import { useState } from 'preact/hooks'
import { useEvents } from './api/events.ts'
import type { Session } from './model.ts'
import { Frame } from './frame.tsx'
import { Accounts } from './pages/accounts/accounts.tsx'
import { AuditLog } from './pages/audit-log/audit-log.tsx'
import { Fleet } from './pages/fleet/fleet.tsx'
import { Jobs } from './pages/jobs/jobs.tsx'
import { RateCards } from './pages/rate-cards/rate-cards.tsx'
import { UncountedPage } from './pages/uncounted/uncounted.tsx'
import { LiveLost } from './parts/live-line.tsx'
import { usePageTitle } from './parts/page-title.ts'
import type { OpsPage, Route } from './route.ts'
import { say } from './texts/say.ts'

type OpsRoute = Extract<Route, { readonly page: OpsPage }>
type Props = { readonly session: Session; readonly route: OpsRoute; readonly signOut: () => void }

/** Operators compare with logs, which are in UTC. */
export const opsZone = 'UTC'

export function OpsPages({ session, route, signOut }: Props) {
  const [fleetVersion, setFleetVersion] = useState(0)
  const live = useEvents('/v1/events', (name) => {
    if (name === 'fleet' || name === 'reset') setFleetVersion((version) => version + 1)
  })
  usePageTitle(say(`nav.${route.page}`), route.page)
  return (
    <Frame session={session} route={route} signOut={signOut}>
      <LiveLost live={live} timeZone={opsZone} />
      {route.page === 'fleet' && <Fleet query={route.query} live={live} liveVersion={fleetVersion} />}
      {route.page === 'accounts' && <Accounts query={route.query} />}
      {route.page === 'rate-cards' && <RateCards query={route.query} />}
      {route.page === 'jobs' && <Jobs />}
      {route.page === 'uncounted' && <UncountedPage query={route.query} />}
      {route.page === 'audit-log' && <AuditLog query={route.query} />}
    </Frame>
  )
}
