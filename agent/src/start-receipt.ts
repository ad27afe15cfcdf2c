/** What a receipt does to a running agent. */
import { ProtocolError } from '@camtally/protocol'
import { tidyStore } from './journal/store.ts'
import { noteFailure, textOf } from './start-failure.ts'
import type { Parts } from './start-parts.ts'
import type { TakenReceipt } from './uplink/receipt-desk.ts'

/** Once a UTC day of receipts: drops what has been kept long enough. */
export function tidy(parts: Parts, receiptAt: number): void {
  try {
    tidyStore(parts.store, receiptAt)
  } catch (error) {
    noteFailure(parts, 'tidy', error)
  }
}

/** Takes what came on the receipt topic: what it names, the time it tells, where the chain goes on. */
export function takeReceipt(parts: Parts, payload: Uint8Array): TakenReceipt | undefined | 'refused' {
  const { live, desk, alerts, identity } = parts
  const { clock, log } = parts.ports
  const monoMs = clock.monoMs()
  let taken: TakenReceipt | undefined
  try {
    taken = desk.take(payload, monoMs)
  } catch (error) {
    if (error instanceof ProtocolError) {
      alerts.raise('RECEIPT_REFUSED', clock.wallMs())
      log.warn({ event: 'receipt.refused', fault: textOf(error) }, 'receipt refused')
    } else noteFailure(parts, 'keep', error)
    return 'refused'
  }
  if (taken === undefined) return undefined
  const { receipt } = taken
  live.lastReceiptMonoMs = monoMs
  live.lastReceiptReceivedAt = clock.wallMs()
  live.windowSize = receipt.w
  if (taken.latencyMs !== undefined) live.latencyMs = taken.latencyMs
  parts.fresh.receiptCame()
  if (receipt.kid === identity.kid) alerts.clear('KEY_LOST')
  else if (alerts.raise('KEY_LOST', clock.wallMs())) log.error({ event: 'key.lost', kid: receipt.kid }, 'key lost')
  signOn(parts, taken)
  if (taken.tellsTime) tellTime(parts, receipt.t, monoMs)
  return taken
}

function tellTime({ live, time, ports }: Parts, tMs: number, monoMs: number): void {
  time.tell(tMs, monoMs)
  if (live.placedOffsetMs !== undefined) return
  live.placedOffsetMs = tMs - monoMs
  delete live.timeTeller
  const offsetMs = Math.round(tMs - ports.clock.wallMs())
  ports.log.info({ event: 'time.told', offsetMs }, 'a receipt told the time')
}

/** The next statement joins the collector's chain, an inventory first; nothing is signed at once. */
export function signOn(parts: Parts, taken: Pick<TakenReceipt, 'signOnFrom'>): void {
  const { signOnFrom } = taken
  if (signOnFrom === undefined) return
  parts.chain.signOn(signOnFrom)
  parts.speaker.dropInventory()
  parts.desk.signedOn(parts.store.journal.index.nextOrdinal())
  parts.ports.log.warn({ event: 'chain.signedOn', afterSeq: signOnFrom.seq }, 'the chain is signed on from a receipt')
}
