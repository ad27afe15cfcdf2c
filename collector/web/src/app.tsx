/** Who is signed in, and which page they see. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import { AccountPages } from './account-pages.tsx'
import { read, tell, useCsrfToken } from './api/client.ts'
import { problemIn } from './api/lookup.ts'
import type { Problem, Session } from './model.ts'
import { Frame } from './frame.tsx'
import { go, useRoute } from './location.ts'
import { OpsPages } from './ops-pages.tsx'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { Failed, Skeleton } from './parts/states.tsx'
import { Unknown } from './pages/unknown.tsx'
import { homeOf, isOpenTo, type Route, withQuery } from './route.ts'
import { say } from './texts/say.ts'

type Who =
  | { readonly state: 'asking' }
  | { readonly state: 'out' }
  | { readonly state: 'in'; readonly session: Session }
  | { readonly state: 'failed'; readonly problem: Problem }

export function App() {
  const route = useRoute()
  const { who, enter, signOut, ask } = useWho()
  useLanding(who, route)
  if (who.state === 'asking') return <Skeleton what={say('what.session')} />
  if (who.state === 'failed') return <Failed what={say('what.session')} problem={who.problem} again={ask} />
  if (who.state === 'out') {
    const link = route.page === 'sign-in' ? route.query['link'] : undefined
    return <SignIn enter={enter} {...(link === undefined ? {} : { link })} />
  }
  return <PageOf session={who.session} route={route} signOut={signOut} />
}

type PageProps = { readonly session: Session; readonly route: Route; readonly signOut: () => void }

function PageOf({ session, route, signOut }: PageProps) {
  if (route.page === 'unknown' || !isOpenTo(session.role, route))
    return (
      <Frame session={session} route={route} signOut={signOut}>
        <Unknown home={homeOf(session.role, session.accounts[0]?.id)} />
      </Frame>
    )
  if (route.page === 'home' || route.page === 'sign-in') return <Skeleton what={say('what.page')} />
  if ('account' in route) return <AccountPages session={session} route={route} signOut={signOut} />
  return <OpsPages session={session} route={route} signOut={signOut} />
}

function useWho() {
  const [who, setWho] = useState<Who>({ state: 'asking' })
  const leave = useCallback(() => setWho({ state: 'out' }), [])
  const enter = useCallback(
    (session: Session) => {
      useCsrfToken(session.csrfToken, leave)
      setWho({ state: 'in', session })
    },
    [leave],
  )
  const ask = useCallback(() => {
    setWho({ state: 'asking' })
    read('GET /v1/session').then(
      ({ body }) => enter(body),
      (fault: unknown) => {
        const problem = problemIn(fault)
        setWho(problem.status === 401 ? { state: 'out' } : { state: 'failed', problem })
      },
    )
  }, [enter])
  const signOut = useCallback(() => {
    const done = () => {
      leave()
      go('/sign-in')
    }
    tell('DELETE /v1/session').then(done, done)
  }, [leave])
  useEffect(ask, [ask])
  return { who, enter, signOut, ask }
}

/** Signed out one stands at the sign-in page, which knows where one wanted to go; signed in, one leaves it. */
function useLanding(who: Who, route: Route): void {
  useEffect(() => {
    const here = location.pathname + location.search
    if (who.state === 'out' && route.page !== 'sign-in')
      go(withQuery('/sign-in', { to: here === '/' ? undefined : here }), { replace: true })
    if (who.state === 'in' && (route.page === 'sign-in' || route.page === 'home')) {
      const home = homeOf(who.session.role, who.session.accounts[0]?.id)
      const wished = route.page === 'sign-in' ? route.query['to'] : undefined
      go(wished?.startsWith('/') && !wished.startsWith('//') ? wished : home, { replace: true })
    }
  }, [who, route])
}
