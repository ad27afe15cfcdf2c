/** Publishes what no receipt names, as the schedule says, while there is a connection. */
import type { Clock } from '../clock.ts'
import type { Ordinal, SendSchedule, SendView } from '../core/send-schedule.ts'

/** `compactOf`: the bytes to send, undefined if they cannot be read back; it then leaves `view().unreceipted`. */
export type SenderPorts = {
  readonly clock: Clock
  readonly schedule: SendSchedule
  readonly view: () => SendView
  readonly compactOf: (ordinal: Ordinal) => string | undefined
  readonly publish: (compact: string, onTaken: () => void) => void
  readonly onRefused: (ordinals: readonly Ordinal[]) => void
}

export interface Sender {
  opened(): void
  /** The connection ended. What was just published and not taken is treated as refused: its wait stands, or it would be
   *  published and the connection closed for ever (a broker closes on a packet it will not have). */
  closed(): void
  /** Sends what is due now and arms the next time. */
  pump(): void
}

/** A close this soon after a publish is its answer. */
const REFUSED_WITHIN_MS = 2_000

/** Starts without a connection. */
export function createSender(ports: SenderPorts): Sender {
  const { clock, schedule } = ports
  const untaken = new Map<Ordinal, number>()
  let isOpen = false
  let cancel = () => {}

  const send = (ordinal: Ordinal) => {
    const compact = ports.compactOf(ordinal)
    if (compact === undefined) return schedule.settle(ordinal)
    untaken.set(ordinal, clock.monoMs())
    ports.publish(compact, () => untaken.delete(ordinal))
  }
  const pump = () => {
    cancel()
    if (!isOpen) return
    for (const ordinal of schedule.take(ports.view())) send(ordinal)
    const view = ports.view()
    if (view.unreceipted.size > 0) cancel = clock.after(Math.max(0, schedule.nextAtMs(view) - view.monoMs), pump)
  }
  return {
    opened() {
      isOpen = true
      pump()
    },
    closed() {
      isOpen = false
      cancel()
      const nowMs = clock.monoMs()
      const refused: Ordinal[] = []
      for (const [ordinal, publishedMs] of untaken) {
        if (nowMs - publishedMs <= REFUSED_WITHIN_MS) refused.push(ordinal)
        else schedule.lost(ordinal)
      }
      untaken.clear()
      if (refused.length > 0) ports.onRefused(refused)
    },
    pump,
  }
}
