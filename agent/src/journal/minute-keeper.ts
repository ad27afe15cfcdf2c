/** Keeps minutes until they are signed: at once if their place in time is known and the journal takes them, else on
 *  disk until it is and does. Oldest first, so that heartbeats and gaps tile the epoch. */
import type { GapReason } from '@camtally/protocol'
import { type PlacementNow, placeWindow } from '../core/placement.ts'
import type { Speaker } from '../core/speaker.ts'
import type { Window } from '../core/window.ts'
import type { Chain } from './chain.ts'
import type { Reserve } from './reserve.ts'
import type { IndexEntry } from './statement-index.ts'
import type { Waiting, WaitingWindow } from './waiting.ts'
import type { ClockSight } from './waiting-record.ts'

/** `placement`: what is known of the time now, undefined while it is not known. `maySign`: false while the start waits
 *  for the retained receipt. `hasRoom`: whether the journal takes a statement of any size behind so many bytes.
 *  `waitingBytes`: how much may wait. */
export type KeeperPorts = {
  readonly speaker: Speaker
  readonly chain: Chain
  readonly waiting: Waiting
  readonly reserve: Pick<Reserve, 'giveUp'>
  readonly placement: () => Omit<PlacementNow, 'runs' | 'statedTo'> | undefined
  readonly maySign: () => boolean
  readonly hasRoom: (pendingBytes: number) => boolean
  readonly waitingBytes: () => number
  readonly onSigned: (entries: readonly IndexEntry[]) => void
  readonly onFailure: (what: 'sign' | 'wait', error: unknown) => void
}

export interface MinuteKeeper {
  take(window: Window, sight: ClockSight): void
  /** Signs the next windows that wait, at most `count`. False if none is left or none can be signed now. */
  drain(count: number): boolean
  /** Signs what `speak` says, all or nothing; false if the journal cannot take it. */
  sign(speak: () => void): boolean
}

/** Makes the keeper of one boot. */
export function createMinuteKeeper(ports: KeeperPorts): MinuteKeeper {
  const { speaker, chain, waiting } = ports
  /** Why minutes are missing before the next window to be signed, and before the next one to wait. */
  const lost: { beforeSigned?: GapReason; beforeWaiting?: GapReason } = {}

  const sign = (speak: () => void): boolean => {
    const putBack = speaker.save()
    try {
      speak()
      ports.onSigned(chain.commit())
      return true
    } catch (error) {
      chain.rollBack()
      putBack()
      ports.onFailure('sign', error)
      return false
    }
  }
  const tried = (append: () => boolean): boolean | undefined => {
    try {
      return append()
    } catch (error) {
      ports.onFailure('wait', error)
      return undefined
    }
  }
  const keepWaiting = (window: WaitingWindow) => {
    const append = () =>
      waiting.append({ ...window, holeWhy: lost.beforeWaiting ?? window.holeWhy }, ports.waitingBytes())
    const isKept = tried(append) ?? (ports.reserve.giveUp() ? tried(append) : undefined) ?? false
    if (isKept) delete lost.beforeWaiting
    else lost.beforeWaiting = 'overload'
  }
  const drain = (count: number): boolean => {
    const now = ports.placement()
    if (now === undefined || waiting.isEmpty() || !ports.maySign() || !ports.hasRoom(0)) return false
    const windows = waiting.peek(count)
    let stated: Stated = { count: 0, lostWhy: lost.beforeSigned }
    const hasRoom = () => ports.hasRoom(chain.pendingBytes())
    const isSigned = sign(() => {
      stated = stateWhile(hasRoom, windows, { speaker, now: { ...now, runs: waiting.runs() }, lostWhy: stated.lostWhy })
    })
    if (!isSigned || stated.count === 0) return false
    if (stated.lostWhy === undefined) delete lost.beforeSigned
    else lost.beforeSigned = stated.lostWhy
    // Crash here: signed and still in the file. They come again and are skipped: no minute is stated twice.
    waiting.done(stated.count)
    return !waiting.isEmpty()
  }
  return {
    take(window, sight) {
      const { minute } = window
      const holeWhy = lost.beforeSigned ?? lost.beforeWaiting ?? window.holeWhy
      const isNext = waiting.isEmpty() && minute !== undefined && ports.maySign() && ports.hasRoom(0)
      if (!isNext || !sign(() => speaker.state({ ...window, minute, holeWhy }))) keepWaiting({ ...window, ...sight })
      else {
        delete lost.beforeSigned
        delete lost.beforeWaiting
      }
    },
    drain,
    sign,
  }
}

/** How many windows were stated, and why minutes before the next one are missing, if the last ones have no place. */
type Stated = { readonly count: number; readonly lostWhy: GapReason | undefined }

/** States windows where they lie, while there is room. */
function stateWhile(
  hasRoom: () => boolean,
  windows: readonly WaitingWindow[],
  on: { speaker: Speaker; now: Omit<PlacementNow, 'statedTo'>; lostWhy: GapReason | undefined },
): Stated {
  let { lostWhy } = on
  for (const [count, window] of windows.entries()) {
    if (!hasRoom()) return { count, lostWhy }
    const minute = placeWindow(window, { ...on.now, statedTo: on.speaker.statedTo() })
    if (minute !== undefined) on.speaker.state({ ...window, minute, holeWhy: lostWhy ?? window.holeWhy })
    lostWhy = minute === undefined ? 'clock' : undefined
  }
  return { count: windows.length, lostWhy }
}
