/** What the parts of an agent do together: minutes in, statements out, receipts back. */
import type { Window } from './core/window.ts'
import type { SendView } from './core/send-schedule.ts'
import { type BootInput, openParts, type Parts } from './start-parts.ts'
import { noteFailure, noteFull } from './start-failure.ts'
import { signOn, takeReceipt, tidy } from './start-receipt.ts'

/** What the engine asks of its surroundings. `onSigned`: something new may be sent. `onChange`: the status changed. */
export type EngineEvents = {
  readonly onSigned: () => void
  readonly onWindow: () => void
  readonly onChange: () => void
}

export interface Engine {
  readonly parts: Parts
  /** Signs the boot and what is due, or waits for the retained receipt after an unclean stop. */
  begin(): void
  /** Call at the end of each minute. Answers after how many ms the next one ends. */
  minute(): number
  receipt(payload: Uint8Array): void
  sendView(): SendView
  /** The bytes of a statement from either place, or undefined: then it is skipped and named. */
  compactOf(ordinal: number): string | undefined
  /** Ends the last whole minute. Nothing is signed after. */
  end(): void
}

/** How long an unclean start waits for the retained receipt before it signs, ms (protocol 3, Agent). */
const HOLD_MS = 10_000
/** How often a full disk is asked for the reserve again. */
const RESERVE_AGAIN_MS = 600_000
/** Windows that waited and are signed in one go; between two goes the process looks at cameras and receipts. */
const DRAIN_WINDOWS = 200

/** Makes the engine of one boot. */
export function createEngine(input: BootInput, events: EngineEvents): Engine {
  const { clock, log } = input.ports
  let isEnded = false
  let tidiedDay = 0
  let isDraining = false
  let reserveTriedMonoMs = 0
  let cancelHold = () => {}
  const parts: Parts = openParts(input, {
    onWindow(window) {
      takeWindow(parts, window)
      events.onWindow()
    },
    onSigned(entries) {
      const [first] = entries
      if (first === undefined) return
      parts.counts.commit()
      parts.alerts.clear('JOURNAL_FULL')
      parts.alerts.clear('JOURNAL_FAILED')
      log.info({ event: 'statement.signed', fromSeq: first.seq, count: entries.length }, 'statements signed')
      events.onSigned()
    },
    onFailure: (what, error) => noteFailure(parts, what, error),
    hasRoom(hasRoom) {
      if (!hasRoom) noteFull(parts)
      return hasRoom
    },
  })
  const { live, keeper, speaker, store } = parts

  const drain = () => {
    isDraining = !isEnded && keeper.drain(DRAIN_WINDOWS)
    if (isDraining) clock.after(0, drain)
  }
  const holdReserve = () => {
    const monoMs = clock.monoMs()
    if (store.reserve.isHeld() || monoMs - reserveTriedMonoMs < RESERVE_AGAIN_MS) return
    reserveTriedMonoMs = monoMs
    store.reserve.hold()
  }
  const signDue = () => {
    if (live.isHeld || isEnded) return
    holdReserve()
    if (live.isBootDue) live.isBootDue = !keeper.sign(() => speaker.boot(input.boot.why))
    if (live.isBootDue) return
    if (!isDraining) drain()
    signFreshInventory(parts)
  }
  const release = () => {
    cancelHold()
    live.isHeld = false
    signDue()
  }
  return {
    parts,
    begin() {
      for (const repair of store.repairs) log.warn({ event: 'journal.repaired', ...repair }, 'journal repaired')
      signOn(parts, parts.desk.recall())
      if (live.isHeld) cancelHold = clock.after(HOLD_MS, release)
      else signDue()
    },
    minute() {
      const monoMs = clock.monoMs()
      parts.meter.tick(monoMs)
      parts.meter.forget(monoMs)
      if (parts.meter.view().isFull) parts.alerts.raise('CAMERAS_LIMIT', clock.wallMs())
      signDue()
      events.onChange()
      return parts.meter.minuteEndsInMs(clock.monoMs())
    },
    receipt(payload) {
      if (isEnded) return
      const taken = takeReceipt(parts, payload)
      if (taken === 'refused') return
      release() // whatever it says: the retained receipt has come
      if (taken === undefined) return
      parts.meter.tick(clock.monoMs())
      signDue()
      const day = Math.floor(taken.receipt.t / 86_400_000)
      if (day !== tidiedDay) tidy(parts, taken.receipt.t)
      tidiedDay = day
      events.onSigned() // room in flight
      events.onChange()
    },
    sendView: () => sendViewOf(parts),
    compactOf: (ordinal) => findCompact(parts, ordinal),
    end() {
      parts.meter.tick(clock.monoMs())
      parts.meter.cut()
      isEnded = true
      cancelHold()
    },
  }
}

/** A window goes to the keeper; with the time unknown at least its inventory is signed. */
function takeWindow(parts: Parts, window: Window): void {
  const { keeper, speaker, live, ports } = parts
  if (window.minute === undefined && !live.isHeld && !live.isBootDue) {
    keeper.sign(() => speaker.ensureInventory(window.cameras))
  }
  const { clock, machine } = ports
  const startRawMs = clock.wallMs() - (clock.monoMs() - window.startMonoMs)
  const isSynchronised = machine.clockSynchronised()
  keeper.take(window, { kernelRun: machine.kernelRun(), startRawMs, isSynchronised })
}

/** While nothing in flight could tell the time, a fresh inventory may. */
function signFreshInventory(parts: Parts): void {
  const { live, schedule, fresh, meter, keeper, speaker, store } = parts
  const monoMs = parts.ports.clock.monoMs()
  if (parts.time.nowMs(monoMs) !== undefined) return
  const { index } = store.journal
  const teller = index.unreceipted().has(live.timeTeller ?? 0) ? live.timeTeller : undefined
  if (!fresh.isDue(monoMs, schedule.canTellTime(monoMs, parts.bootFrom, teller))) return
  if (!keeper.sign(() => speaker.freshInventory(meter.list().rows))) return
  live.timeTeller = index.nextOrdinal() - 1
  fresh.signed(monoMs)
}

function sendViewOf({ store, live, ports }: Parts): SendView {
  return {
    monoMs: ports.clock.monoMs(),
    unreceipted: store.journal.index.unreceipted(),
    windowSize: live.windowSize,
    lastReceiptMonoMs: live.lastReceiptMonoMs,
    timeTeller: live.timeTeller,
  }
}

function findCompact({ store, speaker, alerts, ports }: Parts, ordinal: number): string | undefined {
  const { index } = store.journal
  const entry = index.at(ordinal)
  if (entry === undefined) return undefined
  const compact = store.journal.find(entry) ?? store.copies.find(entry.hash)
  if (compact !== undefined) return compact
  index.skip(ordinal)
  if (entry.kind === 'inventory') speaker.dropInventory() // the next heartbeat names one that can be read
  alerts.raise('JOURNAL_DAMAGED', ports.clock.wallMs(), `statement ${entry.seq}`)
  ports.log.error({ event: 'statement.lost', seq: entry.seq, kind: entry.kind }, 'a statement cannot be read back')
  return undefined
}
