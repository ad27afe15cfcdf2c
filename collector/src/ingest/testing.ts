/** Fixture: ingest behind a link held in the hand, with one gateway enrolled. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { type GatewayId, parseReceipt, type Receipt, signJws } from '@camtally/protocol'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import { acrossAccounts, type Store } from '../store/database.ts'
import { hasMinute } from '../store/minutes.ts'
import { readPresence } from '../store/presence.ts'
import type { StatementRow } from '../store/statement.ts'
import type { BrokerLink, Intake } from './link.ts'
import { type RunningIngest, startIngest } from './start.ts'
import { cameraKey, createAccount, enrollGateway, noonMs, type Signed, type TestGateway } from './testing-gateway.ts'

export interface TestIngest {
  readonly store: Store
  readonly gateway: TestGateway
  readonly link: HandLink
  readonly clock: ReturnType<typeof standingClock>
  /** Delivers as one batch, and waits until all of it is stored, receipted and projected. */
  send(...statements: Signed[]): Promise<void>
  settle(): Promise<void>
}

/** A running ingest with one gateway enrolled, for the time of `run`. */
export async function withIngest(store: Store, run: (ingest: TestIngest) => Promise<void>): Promise<void> {
  const gateway = await enrollGateway(store, await createAccount(store))
  const link = handLink()
  const clock = standingClock()
  const ingest = await startTestIngest(store, link, clock)
  const settle = () => ingest.settle()
  const send = async (...statements: Signed[]) => {
    for (const { jws } of statements) link.deliver(gateway.id, jws)
    await settle()
  }
  try {
    await run({ store, gateway, link, clock, send, settle })
  } finally {
    await ingest.stop()
  }
}

/** All statements, in the order of storing within each chain. */
export function storedStatements(store: Store): Promise<StatementRow[]> {
  return acrossAccounts(store, (tx) => tx.selectFrom('statement').selectAll().orderBy('serial').execute())
}

/** Minutes in which the camera with this first key was present, by any gateway of the account. */
export async function presentMinutes({ store, gateway }: TestIngest, name: string): Promise<number> {
  const days = { from: 0, to: 100_000 }
  const rows = await acrossAccounts(store, (tx) => readPresence(tx, gateway.accountId, days))
  const own = rows.filter((row) => row.cameraKey === cameraKey(name))
  const count = (set: Uint8Array) => Array.from({ length: 1440 }, (_, at) => hasMinute(set, at)).filter(Boolean).length
  return own.reduce((sum, row) => sum + count(row.minutes), 0)
}

/** A link without a broker: the test delivers, and reads what was published. */
export interface HandLink extends BrokerLink {
  deliver(gatewayId: GatewayId, jws: string): void
  /** Published to this gateway, in order. */
  receipts(gatewayId: GatewayId): readonly { readonly jws: string; readonly receipt: Receipt }[]
  /** Resolves when this many messages were published. */
  published(count: number): Promise<void>
}

export function handLink(): HandLink {
  let intake: Intake | undefined
  const published: { topic: string; payload: string }[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  return {
    async open(to) {
      intake = to
    },
    async publish(topic, payload) {
      published.push({ topic, payload })
      for (const { count, resolve } of waiting) if (published.length >= count) resolve()
    },
    isConnected: () => intake !== undefined,
    async close() {},
    deliver(gatewayId, jws) {
      intake?.take({ gatewayId, name: 'statement', payload: Buffer.from(jws) }, () => undefined)
    },
    receipts: (gatewayId) =>
      published
        .filter(({ topic }) => topic === `camtally/v1/${gatewayId}/receipt`)
        .map(({ payload }) => ({ jws: payload, receipt: openReceipt(payload) })),
    published(count) {
      return new Promise((resolve) => {
        waiting.push({ count, resolve })
        if (published.length >= count) resolve()
      })
    },
  }
}

/** The receipt in a JWS, unchecked. */
export function openReceipt(jws: string): Receipt {
  return parseReceipt(new Uint8Array(Buffer.from(jws.split('.')[1] ?? '', 'base64url')))
}

/** A clock that stands at `ms` until it is set; `after` runs nothing, because tests settle instead of waiting. */
export function standingClock(ms = noonMs): Clock & { set(ms: number): void } {
  let now = ms
  return {
    wallMs: () => now,
    monoMs: () => now,
    after: () => () => undefined,
    set(to) {
      now = to
    },
  }
}

/** Ingest with a key of its own, silent. */
export function startTestIngest(
  store: Store,
  link: BrokerLink,
  clock: Clock = standingClock(),
): Promise<RunningIngest> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const kid = createHash('sha256')
    .update(privateKey.export({ format: 'der', type: 'pkcs8' }))
    .digest('base64url')
  const signer = {
    sign: (typ: 'camtally-receipt+jws', payload: string) =>
      signJws({ typ, kid, payload }, (message) => new Uint8Array(sign(null, message, privateKey))),
  }
  return startIngest({ store, link, clock, signer, log: pino({ level: 'silent' }), registry: new Registry() })
}
