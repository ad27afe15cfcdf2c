/** The live connection as a pure state machine: when figures are live, since when they stand still, when to try
 *  again. */

export type Live = {
  readonly status: 'connecting' | 'live' | 'lost'
  /** When something was last heard, milliseconds since 1970; undefined before the first word. */
  readonly heardAtMs?: number
  /** What the collector's own clock said then: this is shown, so that a wrong clock here misleads nobody. */
  readonly toldAtMs?: number
  /** When the next attempt is due; only while lost. */
  readonly retryAtMs?: number
  readonly attempt: number
  /** The last event's id: the collector resumes after it. */
  readonly lastId?: string
}

export type LiveEvent =
  | { readonly kind: 'heard'; readonly atMs: number; readonly id?: string; readonly toldAtMs?: number }
  | { readonly kind: 'failed'; readonly atMs: number }
  | { readonly kind: 'looked'; readonly atMs: number }
  | { readonly kind: 'online'; readonly atMs: number }

/** The collector says something at least each 15 s; three times that without a word and the line is dead. */
export const silenceMs = 45_000
const firstRetryMs = 1_000
const lastRetryMs = 30_000

export const notYetLive: Live = { status: 'connecting', attempt: 0 }

/** Waits double from 1 s to 30 s; coming back online tries at once; an attempt that is due becomes `connecting`. */
export function liveAfter(live: Live, event: LiveEvent): Live {
  switch (event.kind) {
    case 'heard': {
      const lastId = event.id === undefined || event.id === '' ? live.lastId : event.id
      const toldAtMs = event.toldAtMs ?? live.toldAtMs
      return {
        status: 'live',
        heardAtMs: event.atMs,
        attempt: 0,
        ...(toldAtMs === undefined ? {} : { toldAtMs }),
        ...(lastId === undefined ? {} : { lastId }),
      }
    }
    case 'failed':
      return lost(live, event.atMs)
    case 'looked':
      if (live.status === 'lost') return (live.retryAtMs ?? 0) <= event.atMs ? trying(live) : live
      if (live.status === 'live' && event.atMs - (live.heardAtMs ?? 0) > silenceMs) return lost(live, event.atMs)
      return live
    case 'online':
      return live.status === 'lost' ? trying(live) : live
  }
}

function lost(live: Live, atMs: number): Live {
  const waitMs = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(live.attempt, 10))
  return { ...kept(live), status: 'lost', attempt: live.attempt + 1, retryAtMs: atMs + waitMs }
}

function trying(live: Live): Live {
  return { ...kept(live), status: 'connecting' }
}

function kept(live: Live): Pick<Live, 'attempt' | 'heardAtMs' | 'toldAtMs' | 'lastId'> {
  return {
    attempt: live.attempt,
    ...(live.heardAtMs === undefined ? {} : { heardAtMs: live.heardAtMs }),
    ...(live.toldAtMs === undefined ? {} : { toldAtMs: live.toldAtMs }),
    ...(live.lastId === undefined ? {} : { lastId: live.lastId }),
  }
}
