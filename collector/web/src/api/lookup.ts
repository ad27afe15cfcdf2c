/** Reads a lookup for a component: loading, ready or failed, again when asked or when live events say it changed. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Problem } from '../model.ts'
import { type Answer, RequestFault } from './client.ts'

/** What is read and how. The key tells lookups apart: the same key is the same thing. */
export type Lookup<Body> = {
  readonly key: string
  readonly read: (signal: AbortSignal) => Promise<Answer<Body>>
}

export type Resource<Body> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly body: Body; readonly etag: string | null }
  | { readonly state: 'failed'; readonly problem: Problem }

export type Reading<Body> = Resource<Body> & { readonly again: () => void }

/** An undefined lookup reads nothing yet. While a newer `version` of the same lookup is read, the former stays on
 *  show, so that live figures never flash. */
export function useLookup<Body>(lookup: Lookup<Body> | undefined, version = 0): Reading<Body> {
  const [round, setRound] = useState(0)
  const [held, setHeld] = useState<Held<Body>>({ resource: { state: 'loading' } })
  const key = lookup?.key
  useEffect(() => {
    if (lookup === undefined) return
    const stop = new AbortController()
    lookup.read(stop.signal).then(
      (answer) => {
        if (!stop.signal.aborted) setHeld({ key: lookup.key, resource: { state: 'ready', ...answer } })
      },
      (fault: unknown) => {
        if (!stop.signal.aborted) setHeld((before) => afterFault(before, lookup.key, problemIn(fault)))
      },
    )
    return () => stop.abort()
  }, [key, round, version])
  const again = useCallback(() => {
    setHeld({ resource: { state: 'loading' } })
    setRound((n) => n + 1)
  }, [])
  return held.key === key && key !== undefined ? { ...held.resource, again } : { state: 'loading', again }
}

/** The problem of a fault that may be anything: what is not ours is named UNKNOWN and never swallowed. */
export function problemIn(fault: unknown): Problem {
  if (fault instanceof RequestFault) return fault.problem
  return { type: 'about:blank', title: String(fault), status: 0, code: 'UNKNOWN' }
}

type Held<Body> = { readonly key?: string; readonly resource: Resource<Body> }

/** What was read before stays on show while the collector is away for a moment: the live line says that it stands
 *  still, and an open window is not taken out of somebody's hands. */
function afterFault<Body>(before: Held<Body>, key: string, problem: Problem): Held<Body> {
  const isAway = problem.status === 0 || problem.status >= 500
  if (isAway && before.key === key && before.resource.state === 'ready') return before
  return { key, resource: { state: 'failed', problem } }
}
