/** A collector for tests and simulations: stores what gateways sign, places it in chain or side and receipts it, all in
 *  memory and by a clock that is given. Its own rules are the protocol's, written again and shorter. */
import {
  encodeReceipt,
  type GotRow,
  type OpenedStatement,
  openStatement,
  parseTopic,
  type Receipt,
  signJws,
  type Statement,
  topicOf,
} from '@camtally/protocol'
import type { Clock } from '../clock.ts'
import { type KeyPair, nodeCrypto } from '../identity/node-crypto.ts'
import { presenceOf } from './fake-presence.ts'
import { createShelves } from './fake-shelves.ts'
import type { Connect, TransportEvents } from './transport.ts'

/** The gateway it knows. `receiptKey` signs; `kid` is thumbprint of its public key. */
export type FakeGateway = {
  readonly gatewayId: `gw_${string}`
  readonly epoch: number
  readonly kid: string
  readonly publicKey: Uint8Array
  readonly receiptKey: KeyPair
  readonly receiptKid: string
}

/** What it stored: the statement, its hash, and where. */
export type Stored = {
  readonly statement: Statement
  readonly hash: string
  readonly place: 0 | 1
  readonly compact: string
}

export interface FakeCollector {
  readonly connect: Connect
  /** In the order of arrival. */
  stored(): readonly Stored[]
  /** How many publishes came, repetitions too. */
  publishCount(): number
  /** Minutes each first camera key was on, as signed. */
  presence(): Map<string, Set<number>>
  /** The newest receipt, as the broker retains it. */
  retained(): string | undefined
  /** Sends these bytes on the receipt topic. */
  say(compact: string): void
  /** The gateway's end of the connection died without a word. */
  cut(): void
  /** Comes back with what it had stored after this many statements. */
  restore(storedCount: number): void
  /** What a test turns: `isSilent` stores and says nothing; `refuses` drops a statement and the connection. */
  readonly mood: {
    isSilent: boolean
    isDown: boolean
    refuses: (statement: Statement) => boolean
    windowSize: number
    /** Its clock is wrong by this. */
    skewMs: number
    kid: string
  }
}

const LATENCY_MS = 20
/** Statements of this span share a receipt, as in a batch of the collector. */
const BATCH_MS = 30

/** `clock`: its own, which is right: its wall time stamps receipts. */
export function createFakeCollector(gateway: FakeGateway, clock: Clock): FakeCollector {
  let all: Stored[] = []
  let shelves = createShelves()
  let restores = 0
  let lastT = 0
  let publishCount = 0
  let retained: string | undefined
  const got: GotRow[] = []
  let open: TransportEvents | undefined
  const receiptTopic = topicOf(gateway.gatewayId, 'receipt')
  const mood: FakeCollector['mood'] = {
    isSilent: false,
    isDown: false,
    refuses: () => false,
    windowSize: 20,
    skewMs: 0,
    kid: gateway.kid,
  }

  const receipt = (rows: readonly GotRow[]) => {
    lastT = Math.max(lastT + 1, Math.round(clock.wallMs() + mood.skewMs))
    const side = shelves.runs(1)
    const body: Receipt = {
      v: 1,
      gw: gateway.gatewayId,
      ep: gateway.epoch,
      t: lastT,
      rs: restores,
      got: rows,
      have: shelves.runs(0).slice(-64),
      ...(side.length > 0 ? { side: side.slice(-20) } : {}),
      w: mood.windowSize,
      by: lastT + 86_400_000,
      kid: mood.kid,
      li: 1,
      n: [1, 'A'.repeat(43)],
    }
    const compact = signJws(
      { typ: 'camtally-receipt+jws', kid: gateway.receiptKid, payload: encodeReceipt(body) },
      gateway.receiptKey.sign,
    )
    retained = compact
    deliver(compact)
  }
  const deliver = (compact: string) => {
    const to = open
    clock.after(LATENCY_MS, () => {
      if (to === open) to?.onMessage(receiptTopic, new TextEncoder().encode(compact))
    })
  }
  const arrive = (compact: string) => {
    publishCount += 1
    const opened = openedBy(compact, gateway)
    if (mood.refuses(opened.statement)) return drop('refused')
    const place = shelves.placeOf(opened)
    const stored: Stored = { ...opened, place, compact }
    if (shelves.add(stored)) all.push(stored)
    if (mood.isSilent) return
    got.push([opened.statement.seq, opened.hash, place])
    if (got.length === 1) clock.after(BATCH_MS, () => receipt(got.splice(0, 64)))
  }
  const drop = (reason: string) => {
    const events = open
    open = undefined
    events?.onClose(reason)
  }
  const connect: Connect = (_request, events) => {
    clock.after(LATENCY_MS, () => {
      if (mood.isDown) return events.onClose('connection refused')
      open = events
      events.onOpen()
      if (retained !== undefined && open === events) deliver(retained)
    })
    const onTheirWay = new Set<() => void>()
    return {
      publish({ topic, payload }, onTaken) {
        const come = () => {
          onTheirWay.delete(come)
          if (open !== events) return
          if (parseTopic(topic).name === 'statement') arrive(payload)
          if (open === events) onTaken()
        }
        onTheirWay.add(come)
        clock.after(LATENCY_MS, () => onTheirWay.has(come) && come())
      },
      async close() {
        for (const come of onTheirWay) come()
        if (open === events) drop('closed')
        else events.onClose('closed')
      },
    }
  }
  return {
    connect,
    stored: () => all,
    publishCount: () => publishCount,
    presence: () => presenceOf(all),
    retained: () => retained,
    say: deliver,
    cut() {
      open = undefined
    },
    restore(storedCount) {
      all = all.slice(0, storedCount)
      shelves = createShelves()
      for (const stored of all) shelves.add(stored)
      restores += 1
      receipt([])
    },
    mood,
  }
}

function openedBy(compact: string, gateway: FakeGateway): { statement: Statement; hash: string } {
  const key = { publicKey: gateway.publicKey, ep: gateway.epoch }
  const findKey = (kid: string) => (kid === gateway.kid ? key : undefined)
  const opened: OpenedStatement = openStatement(compact, { gw: gateway.gatewayId, findKey }, nodeCrypto)
  if (!('ok' in opened.parsed)) throw new Error(`not understood: ${JSON.stringify(opened.parsed.fault)}`)
  return { statement: opened.parsed.ok, hash: opened.hash }
}
