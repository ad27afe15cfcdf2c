/** Whether figures are live, in a word with the time, and in a sentence when they stand still. */
import { useEffect, useState } from 'preact/hooks'
import type { Live } from '../api/live.ts'
import { clockTimeWithZone } from '../format/day.ts'
import { say } from '../texts/say.ts'
import { Notice } from './states.tsx'

type LiveProps = { readonly live: Live; readonly timeZone: string }

/** "Live, 14:28:06 EDT": the time of the newest word from the collector. */
export function LiveLine({ live, timeZone }: LiveProps) {
  const time = live.toldAtMs === undefined ? undefined : clockTimeWithZone(live.toldAtMs, timeZone)
  if (live.status === 'live' && time !== undefined) return <span class="live">{say('live.live', { time })}</span>
  return <span class="live off">{live.status === 'lost' ? say('live.lost') : say('live.connecting')}</span>
}

/** Says since when figures stand still and when the connection is tried again; silent while all is well. */
export function LiveLost({ live, timeZone }: LiveProps) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const isLost = live.attempt > 0
  useEffect(() => {
    if (!isLost) return
    setNowMs(Date.now())
    const counting = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(counting)
  }, [isLost])
  if (!isLost) return null
  const title =
    live.toldAtMs === undefined
      ? say('live.neverHeard')
      : say('live.still', { time: clockTimeWithZone(live.toldAtMs, timeZone) })
  const seconds = Math.max(0, Math.ceil(((live.retryAtMs ?? nowMs) - nowMs) / 1000))
  const isWaiting = live.status === 'lost' && seconds > 0
  return (
    <Notice tone="warn" title={title} role="status">
      <p>
        {say('live.reason')}{' '}
        <span aria-live="off">
          {isWaiting ? say('live.retry', { count: seconds, n: seconds }) : say('live.trying')}
        </span>
      </p>
    </Notice>
  )
}
