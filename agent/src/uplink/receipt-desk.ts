/** Takes receipts in: verified, newer than the one held, then what they name, what time it is, and whether the
 *  chain must be signed on (protocol 3, Agent). */
import {
  type Crypto,
  decodeUtf8,
  type EnrollmentGrant,
  type JournalLookup,
  namedBy,
  type Receipt,
  receiptEffect,
  tellsTheTime,
} from '@camtally/protocol'
import type { SendSchedule } from '../core/send-schedule.ts'
import { type ChainHead, findSignOnHead } from '../core/sign-on.ts'
import { openReceipt } from '../identity/grant.ts'
import type { Journal } from '../journal/journal.ts'
import type { HeldReceipt, Receipts } from '../journal/receipts.ts'
import type { IndexEntry } from '../journal/statement-index.ts'

/** `bootFrom`: first ordinal of this boot. `newestSeq`: the chain's head. */
export type DeskPorts = {
  readonly grant: EnrollmentGrant
  readonly crypto: Crypto
  readonly journal: Journal
  readonly receipts: Receipts
  readonly schedule: SendSchedule
  readonly bootFrom: number
  readonly newestSeq: () => number
}

/** What a newer receipt did. `named`: statements named for the first time. `signOnFrom`: where the next statement must
 *  join the chain, if not behind the own newest. `latencyMs`: from the first sending of the newest named one. */
export type TakenReceipt = {
  readonly receipt: Receipt
  readonly named: readonly IndexEntry[]
  readonly tellsTime: boolean
  readonly signOnFrom: ChainHead | undefined
  readonly latencyMs: number | undefined
}

export interface ReceiptDesk {
  /** Takes what came on the receipt topic. Undefined if it is not newer than the one held, or of another epoch.
   *  @throws ProtocolError if it is no receipt of the collector */
  take(payload: Uint8Array, monoMs: number): TakenReceipt | undefined
  /** At a start: what the receipt held names, and whether to sign on by it. */
  recall(): Pick<TakenReceipt, 'named' | 'signOnFrom'>
  /** The chain was signed on: statements before this ordinal no longer make it sign on again. */
  signedOn(nextOrdinal: number): void
}

/** Opens the desk over what the journal remembers. */
export function openReceiptDesk(ports: DeskPorts): ReceiptDesk {
  const { grant, crypto, journal, receipts, schedule } = ports
  const { index } = journal
  let signedOnFrom = lastSigningOn(index.entries())

  const isSinceSignOn = (hash: string) => (index.find(hash)?.ordinal ?? 0) >= signedOnFrom
  const nameBy = (receipt: Receipt, findOwn: JournalLookup) => {
    const named = namedBy(receipt, findOwn)
    const entries = journal.name(named.keys(), receipt.t)
    const signOnFrom = findSignOnHead(receipt, named, { newestSeq: ports.newestSeq(), isSinceSignOn })
    return { named: entries, signOnFrom }
  }
  const tellsTime = (receipt: Receipt, monoMs: number): boolean =>
    tellsTheTime(receipt, { bid: THIS_BOOT, monoMs }, (hash) => {
      const entry = index.find(hash)
      if (entry === undefined || entry.ordinal < ports.bootFrom) return undefined
      return { bid: THIS_BOOT, firstPublishedMonoMs: schedule.firstSentMonoMs(entry.ordinal) }
    })
  return {
    take(payload, monoMs) {
      const compact = decodeUtf8(payload)
      const receipt = openReceipt(compact, grant, crypto)
      if (receipt.gw !== grant.gatewayId || receipt.ep !== grant.epoch) return undefined
      const effect = receiptEffect(receipts.newest()?.receipt, receipt)
      if (effect === 'ignore') return undefined
      const tells = tellsTime(receipt, monoMs)
      if (effect === 'replace') journal.takeBack()
      keepReceipt(receipts, { compact, receipt })
      // Settled statements are not walked again: the way down a chain of months is walked once.
      const { named, signOnFrom } = nameBy(receipt, (hash) => {
        const entry = index.find(hash)
        return entry?.isSettled ? undefined : entry
      })
      const latencyMs = latency(named, { schedule, monoMs })
      for (const { ordinal } of named) schedule.settle(ordinal)
      return { receipt, named, tellsTime: tells, signOnFrom, latencyMs }
    },
    recall() {
      const held = receipts.newest()
      return held === undefined
        ? { named: [], signOnFrom: undefined }
        : nameBy(held.receipt, (hash) => index.find(hash))
    },
    signedOn(nextOrdinal) {
      signedOnFrom = nextOrdinal
    },
  }
}

/** A disk that takes no receipt must not keep the agent from hearing it: the broker retains the newest. */
function keepReceipt(receipts: Receipts, held: HeldReceipt): void {
  try {
    receipts.keep(held)
  } catch {
    // held in memory; the next statement will tell of the disk
  }
}

/** The protocol compares `bid`; here an ordinal says as much. */
const THIS_BOOT = 'this boot'

/** Ordinal of the newest statement that does not follow the one signed before it: there the chain was signed on. */
function lastSigningOn(entries: Iterable<IndexEntry>): number {
  let from = 0
  let before: IndexEntry | undefined
  for (const entry of entries) {
    if (before !== undefined && entry.prev !== before.hash) from = entry.ordinal
    before = entry
  }
  return from
}

function latency(
  named: readonly IndexEntry[],
  at: { readonly schedule: SendSchedule; readonly monoMs: number },
): number | undefined {
  const sent = named.flatMap(({ ordinal }) => at.schedule.firstSentMonoMs(ordinal) ?? [])
  return sent.length === 0 ? undefined : Math.max(0, at.monoMs - Math.max(...sent))
}
