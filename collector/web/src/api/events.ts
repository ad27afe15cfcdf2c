/** Holds one server-sent event stream open: opens, listens, and asks live.ts what to do when it breaks. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Live, type LiveEvent, liveAfter, notYetLive } from './live.ts'

/** What the collector tells: that something changed, never what to. The page reads it where it always does. */
const names = ['hello', 'now', 'day', 'subscription', 'invoice', 'fleet', 'reset'] as const
export type EventName = (typeof names)[number]
const lookEveryMs = 1_000

/** Listens to `path` as long as the component lives; `onTold` hears every event but the ticks. */
export function useEvents(path: string | undefined, onTold: (name: EventName) => void): Live {
  const [live, setLive] = useState(notYetLive)
  const heard = useRef(onTold)
  heard.current = onTold
  useEffect(() => {
    if (path === undefined) return
    const stream = openStream(path, { told: (name) => heard.current(name), changed: setLive })
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

type Listener = { readonly told: (name: EventName) => void; readonly changed: (live: Live) => void }

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
    const hear = (message: MessageEvent<string>) => {
      const toldAtMs = instantIn(message.data)
      const word = { kind: 'heard', atMs: Date.now(), id: message.lastEventId } as const
      on(toldAtMs === undefined ? word : { ...word, toldAtMs })
    }
    source.addEventListener('tick', hear)
    for (const name of names)
      source.addEventListener(name, (message) => {
        hear(message)
        listener.told(name)
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
