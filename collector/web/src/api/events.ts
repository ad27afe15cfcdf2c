/** Holds one server-sent event stream open: opens, listens, and asks live.ts what to do when it breaks. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { FleetCounts, Now } from './schema.d.ts'
import { type Live, type LiveEvent, liveAfter, notYetLive } from './live.ts'

/** What the collector tells, by the name of its event. */
export type Told =
  | { readonly name: 'now'; readonly data: Now }
  | { readonly name: 'fleet'; readonly data: FleetCounts }
  | { readonly name: 'hello' | 'day' | 'subscription' | 'invoice' | 'reset' }
const names = ['hello', 'tick', 'now', 'day', 'subscription', 'invoice', 'fleet', 'reset'] as const
const lookEveryMs = 1_000

/** Listens to `path` as long as the component lives; `onTold` hears every event but the ticks. */
export function useEvents(path: string | undefined, onTold: (told: Told) => void): Live {
  const [live, setLive] = useState(notYetLive)
  const heard = useRef(onTold)
  heard.current = onTold
  useEffect(() => {
    if (path === undefined) return
    const stream = openStream(path, { told: (told) => heard.current(told), changed: setLive })
    return () => stream.close()
  }, [path])
  return live
}

/** The `at` of an event, where it has one. */
function instantIn(text: string): number | undefined {
  const data: unknown = JSON.parse(text)
  if (typeof data !== 'object' || data === null || !('at' in data) || typeof data.at !== 'string') return undefined
  return Date.parse(data.at)
}

/** The collector's word for the shape is taken, as in client.ts. */
function toldIn(name: Exclude<(typeof names)[number], 'tick'>, text: string): Told {
  if (name === 'now') return { name, data: JSON.parse(text) as Now }
  if (name === 'fleet') return { name, data: JSON.parse(text) as FleetCounts }
  return { name }
}

type Listener = { readonly told: (told: Told) => void; readonly changed: (live: Live) => void }

function openStream(path: string, listener: Listener): { close: () => void } {
  let live = notYetLive
  let source: EventSource | undefined
  const on = (event: LiveEvent) => {
    const before = live
    live = liveAfter(live, event)
    if (live === before) return
    if (live.status === 'lost') source?.close()
    if (live.status === 'connecting') connect()
    listener.changed(live)
  }
  const connect = () => {
    source?.close()
    source = new EventSource(live.lastId === undefined ? path : `${path}?after=${encodeURIComponent(live.lastId)}`)
    source.onerror = () => on({ kind: 'failed', atMs: Date.now() })
    for (const name of names)
      source.addEventListener(name, (message) => {
        const toldAtMs = instantIn(message.data)
        const word = { kind: 'heard', atMs: Date.now(), id: message.lastEventId } as const
        on(toldAtMs === undefined ? word : { ...word, toldAtMs })
        if (name !== 'tick') listener.told(toldIn(name, message.data))
      })
  }
  const goneOffline = () => on({ kind: 'failed', atMs: Date.now() })
  const backOnline = () => on({ kind: 'online', atMs: Date.now() })
  const looking = setInterval(() => on({ kind: 'looked', atMs: Date.now() }), lookEveryMs)
  addEventListener('offline', goneOffline)
  addEventListener('online', backOnline)
  connect()
  return {
    close: () => {
      clearInterval(looking)
      removeEventListener('offline', goneOffline)
      removeEventListener('online', backOnline)
      source?.close()
    },
  }
}
