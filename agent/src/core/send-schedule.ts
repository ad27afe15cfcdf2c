/** Which statements to send now (protocol 3, Agent): what no receipt names, oldest first, each again until one does. */
import { TELLS_TIME_MAX_MS } from '@camtally/protocol'
import { retryWaitMs, SEND_WAITS } from './retry.ts'

/** With no newer receipt for this long only the oldest is sent: why flood a collector that does not answer. */
const PROBE_AFTER_MS = 600_000
/** The oldest without a receipt for this long may be one that is refused for ever: others go past it. */
const STUCK_AFTER_MS = 3_600_000

/** Names a statement in the journal; ascends in the order of signing. */
export type Ordinal = number

/** What the schedule looks at. `unreceipted` ascends. `windowSize` is the receipt's `w`. `timeTeller`: the fresh
 *  inventory that shall tell the time, sent whatever else is in flight. Instants are monotonic. */
export type SendView = {
  readonly monoMs: number
  readonly unreceipted: ReadonlySet<Ordinal>
  readonly windowSize: number
  readonly lastReceiptMonoMs: number
  readonly timeTeller: Ordinal | undefined
}

/** Mutable: one a boot. */
export interface SendSchedule {
  /** What to send now, in this order; each counts as sent. */
  take(view: SendView): Ordinal[]
  /** Monotonic instant at which `take` has something again if nothing else happens. */
  nextAtMs(view: SendView): number
  /** A receipt named it, or it cannot be read: nothing more to send. */
  settle(ordinal: Ordinal): void
  /** The connection broke before the broker took it: it is due as soon as there is a connection. */
  lost(ordinal: Ordinal): void
  firstSentMonoMs(ordinal: Ordinal): number | undefined
  /** Something sent at most 120 s ago, or this one still to be sent first, may bring a receipt that tells the time. */
  canTellTime(monoMs: number, ownFrom: Ordinal, timeTeller: Ordinal | undefined): boolean
}

type Sent = { readonly firstSentMs: number; readonly tries: number; nextSendMs: number }

/** Starts with nothing sent. `unit` returns random numbers in [0, 1). */
export function createSendSchedule(unit: () => number): SendSchedule {
  const sent = new Map<Ordinal, Sent>()
  return {
    take(view) {
      const due = allowed(view, sent).filter((ordinal) => (sent.get(ordinal)?.nextSendMs ?? 0) <= view.monoMs)
      for (const ordinal of due) sent.set(ordinal, sentAgain(sent.get(ordinal), view.monoMs, unit()))
      return due
    },
    nextAtMs(view) {
      const instants = allowed(view, sent).map((ordinal) => sent.get(ordinal)?.nextSendMs ?? view.monoMs)
      return instants.reduce((a, b) => Math.min(a, b), view.monoMs + SEND_WAITS.longestMs)
    },
    settle: (ordinal) => void sent.delete(ordinal),
    lost(ordinal) {
      const state = sent.get(ordinal)
      if (state !== undefined) state.nextSendMs = 0
    },
    firstSentMonoMs: (ordinal) => sent.get(ordinal)?.firstSentMs,
    canTellTime(monoMs, ownFrom, timeTeller) {
      if (timeTeller !== undefined && !sent.has(timeTeller)) return true
      return [...sent].some(
        ([ordinal, { firstSentMs }]) => ordinal >= ownFrom && monoMs - firstSentMs <= TELLS_TIME_MAX_MS,
      )
    },
  }
}

/** Those that may be in flight now, in the order of sending. */
function allowed(view: SendView, sent: ReadonlyMap<Ordinal, Sent>): Ordinal[] {
  const [oldest] = view.unreceipted
  if (oldest === undefined) return []
  const isProbing = view.monoMs - view.lastReceiptMonoMs >= PROBE_AFTER_MS
  const chosen = new Set(firstOf(view.unreceipted, isProbing ? 1 : view.windowSize))
  if (view.timeTeller !== undefined && view.unreceipted.has(view.timeTeller)) chosen.add(view.timeTeller)
  const isStuck = view.monoMs - (sent.get(oldest)?.firstSentMs ?? view.monoMs) >= STUCK_AFTER_MS
  if (isStuck) for (const ordinal of [...view.unreceipted].slice(-view.windowSize).reverse()) chosen.add(ordinal)
  return [...chosen]
}

function firstOf(ordinals: ReadonlySet<Ordinal>, count: number): Ordinal[] {
  const first: Ordinal[] = []
  for (const ordinal of ordinals) {
    if (first.length >= count) break
    first.push(ordinal)
  }
  return first
}

function sentAgain(before: Sent | undefined, monoMs: number, unit: number): Sent {
  const tries = (before?.tries ?? 0) + 1
  const nextSendMs = monoMs + retryWaitMs(SEND_WAITS, tries - 1, unit)
  return { firstSentMs: before?.firstSentMs ?? monoMs, tries, nextSendMs }
}
