/** Reads a resource for a component: loading, ready or failed, again when asked or when live events say it changed. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import { RequestFault, read } from './client.ts'
import type { Problem } from './schema.d.ts'

export type Resource<Body> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly body: Body; readonly etag: string | null }
  | { readonly state: 'failed'; readonly problem: Problem }

export type Reading<Body> = Resource<Body> & { readonly again: () => void }

/** `path` undefined reads nothing yet. While a newer `version` of the same path is read, the former stays on show, so
 *  that live figures never flash. */
export function useResource<Body>(path: string | undefined, version = 0): Reading<Body> {
  const [round, setRound] = useState(0)
  const [held, setHeld] = useState<{ path?: string; resource: Resource<Body> }>({ resource: { state: 'loading' } })
  useEffect(() => {
    if (path === undefined) return
    const stop = new AbortController()
    read<Body>(path, stop.signal).then(
      (answer) => setHeld({ path, resource: { state: 'ready', ...answer } }),
      (fault: unknown) => {
        if (!stop.signal.aborted) setHeld({ path, resource: { state: 'failed', problem: problemIn(fault) } })
      },
    )
    return () => stop.abort()
  }, [path, round, version])
  const again = useCallback(() => {
    setHeld({ resource: { state: 'loading' } })
    setRound((n) => n + 1)
  }, [])
  return held.path === path && path !== undefined ? { ...held.resource, again } : { state: 'loading', again }
}

/** The problem of a fault that may be anything: what is not ours is named UNKNOWN and never swallowed. */
export function problemIn(fault: unknown): Problem {
  if (fault instanceof RequestFault) return fault.problem
  return { type: 'about:blank', title: String(fault), status: 0, code: 'UNKNOWN' }
}
