/** A collector for tests and simulations: stores what gateways sign, places it in chain or side and receipts it, all in
 *  memory and by a clock that is given. Its own rules are the protocol's, written again and shorter. */
import {
  compareRows,
  encodeReceipt,
  type GotRow,
  type HeartbeatStatement,
  minutesOfMask,
  camerasOn,
  type OpenedStatement,
  openStatement,
  parseTopic,
  type Receipt,
  type RunRow,
  signJws,
  type Statement,
  topicOf,
} from '@camtally/protocol'
import type { Clock } from '../clock.ts'
import { type KeyPair, nodeCrypto } from '../identity/node-crypto.ts'
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
  /** The gateway's end of the connection died without a word. */
  cut(): void
  /** Comes back with what it had stored after this many statements. */
  restore(storedCount: number): void
  /** What a test turns: `isSilent` stores and says nothing; `refuses` drops a statement and the connection. */
  readonly mood: { isSilent: boolean; isDown: boolean; refuses: (statement: Statement) => boolean; windowSize: number }
}

const LATENCY_MS = 20
/** Statements of this span share a receipt, as in a batch of the collector. */
const BATCH_MS = 30

/** `clock`: its own, which is right: its wall time stamps receipts. */
export function createFakeCollector(gateway: FakeGateway, clock: Clock): FakeCollector {
  let all: Stored[] = []
  let restores = 0
  let lastT = 0
  let publishCount = 0
  let retained: string | undefined
  const got: GotRow[] = []
  let open: TransportEvents | undefined
  const receiptTopic = topicOf(gateway.gatewayId, 'receipt')
  const mood: FakeCollector['mood'] = { isSilent: false, isDown: false, refuses: () => false, windowSize: 20 }

  const say = (rows: readonly GotRow[]) => {
    lastT = Math.max(lastT + 1, Math.round(clock.wallMs()))
    const side = runsOf(all, 1)
    const receipt: Receipt = {
      v: 1,
      gw: gateway.gatewayId,
      ep: gateway.epoch,
      t: lastT,
      rs: restores,
      got: rows,
      have: runsOf(all, 0).slice(-64),
      ...(side.length > 0 ? { side: side.slice(-20) } : {}),
      w: mood.windowSize,
      by: lastT + 86_400_000,
      kid: gateway.kid,
      li: 1,
      n: [1, 'A'.repeat(43)],
    }
    const compact = signJws(
      { typ: 'camtally-receipt+jws', kid: gateway.receiptKid, payload: encodeReceipt(receipt) },
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
    const known = all.findLast(({ hash }) => hash === opened.hash)
    const place = known?.place ?? placeOf(opened.statement, all)
    if (known === undefined) all.push({ ...opened, place, compact })
    if (mood.isSilent) return
    got.push([opened.statement.seq, opened.hash, place])
    if (got.length === 1) clock.after(BATCH_MS, () => say(got.splice(0, 64)))
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
      },
    }
  }
  return {
    connect,
    stored: () => all,
    publishCount: () => publishCount,
    presence: () => presenceOf(all.map(({ statement, hash }) => ({ statement, hash }))),
    retained: () => retained,
    cut() {
      open = undefined
    },
    restore(storedCount) {
      all = all.slice(0, storedCount)
      restores += 1
      say([])
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

/** Chain if it follows the chain's statement before it, or none has that number yet, and its own number is free. */
function placeOf(statement: Statement, all: readonly Stored[]): 0 | 1 {
  const chainAt = (seq: number) => all.findLast((stored) => stored.place === 0 && stored.statement.seq === seq)
  const before = chainAt(statement.seq - 1)
  if (chainAt(statement.seq) !== undefined) return 1
  if (before !== undefined && before.hash !== statement.prev) return 1
  const buildsOnSide = all.some(({ place, hash }) => place === 1 && hash === statement.prev)
  return buildsOnSide ? 1 : 0
}

/** Runs of neighbours whose links hold, ascending. */
function runsOf(all: readonly Stored[], place: 0 | 1): RunRow[] {
  const here = all.filter((stored) => stored.place === place).sort((a, b) => a.statement.seq - b.statement.seq)
  const runs: [number, number, string][] = []
  for (const { statement, hash } of here) {
    const run = runs.find(([, last, lastHash]) => last === statement.seq - 1 && lastHash === statement.prev)
    if (run === undefined) runs.push([statement.seq, statement.seq, hash])
    else run.splice(1, 2, statement.seq, hash)
  }
  return runs.sort(compareRows)
}

function presenceOf(all: readonly { statement: Statement; hash: string }[]): Map<string, Set<number>> {
  const inventories = inventoriesOf(all)
  const presence = new Map<string, Set<number>>()
  for (const { statement } of all) {
    if (statement.kind !== 'heartbeat') continue
    for (const { key, minutes } of onOf(statement, inventories.get(statement.inv) ?? [])) {
      const known = presence.get(key) ?? new Set()
      for (const minute of minutes) known.add(minute)
      presence.set(key, known)
    }
  }
  return presence
}

/** First camera keys by the hash of the (last part of the) inventory. */
function inventoriesOf(all: readonly { statement: Statement; hash: string }[]): Map<string, string[]> {
  const inventories = new Map<string, string[]>()
  const byHash = new Map(all.map((stored) => [stored.hash, stored.statement]))
  for (const { statement, hash } of all) {
    if (statement.kind !== 'inventory') continue
    const keys: string[] = []
    let part: Statement | undefined = statement
    while (part?.kind === 'inventory') {
      keys.unshift(...part.cams.map((camera) => camera.keys[0] ?? ''))
      part = (part.part?.[0] ?? 1) > 1 ? byHash.get(part.prev) : undefined
    }
    inventories.set(hash, keys)
  }
  return inventories
}

function onOf(heartbeat: HeartbeatStatement, keys: readonly string[]): { key: string; minutes: readonly number[] }[] {
  return camerasOn(heartbeat).map(({ index, mask }) => ({
    key: keys[index] ?? 'no such row',
    minutes: minutesOfMask(heartbeat.m, mask),
  }))
}
