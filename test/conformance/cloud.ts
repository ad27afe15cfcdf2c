/** Fixture: the collector's intake behind its real embedded broker and a real database, one enrolled gateway, and its
 *  MQTT connection. Receipts that arrive are what tests wait for. */
import type { Receipt } from '@camtally/protocol'
import { pino } from 'pino'
import mqtt, { type MqttClient } from 'mqtt'
import { Registry } from 'prom-client'
import { systemClock } from '../../collector/src/clock.ts'
import { startBroker } from '../../collector/src/ingest/broker.ts'
import { startIngest } from '../../collector/src/ingest/start.ts'
import { openReceipt, standingClock } from '../../collector/src/ingest/testing.ts'
import {
  cameraKey,
  createAccount,
  enrollGateway,
  noonMs,
  type Signed,
  type TestGateway,
} from '../../collector/src/ingest/testing-gateway.ts'
import { acrossAccounts, type Store } from '../../collector/src/store/database.ts'
import { hasMinute, minutesPerDay } from '../../collector/src/store/minutes.ts'
import { readPresence } from '../../collector/src/store/presence.ts'
import { type TestDatabase, type TestHandle, withDatabase } from '../../collector/src/store/testing.ts'
import { receiptSigner } from './receipt-signer.ts'

/** One gateway on its connection. */
export interface Uplink {
  readonly gateway: TestGateway
  /** Publishes in this order and answers the first receipt that says the last of them arrived. */
  send(...statements: Signed[]): Promise<Got>
  publish(jws: string): Promise<unknown>
  /** Publishes what the collector refuses; resolves when it has judged all of it. */
  refused(...payloads: string[]): Promise<void>
  /** Every receipt that came to the gateway, oldest first. */
  received(): readonly Got[]
}

export interface Cloud extends Uplink {
  readonly db: TestDatabase
  readonly store: Store
  /** Its wall time stands at noon until it is set. */
  readonly clock: ReturnType<typeof standingClock>
  readonly metrics: Registry
  /** Another connection, as this gateway or as given. */
  connect(as?: TestGateway): Promise<MqttClient>
  uplinkOf(gateway: TestGateway): Promise<Uplink>
  /** Minutes in which the camera with this first key was present, with all projected that is stored. */
  presentMinutes(name: string): Promise<number>
  /** Everything that came is stored and projected. */
  settle(): Promise<void>
}

export type Got = { readonly jws: string; readonly receipt: Receipt }

const silent = pino({ level: 'silent' })

/** Runs `run` with everything up, and ends it. */
export function withCloud(t: TestHandle, run: (cloud: Cloud) => Promise<void>): Promise<void> {
  return withDatabase(t, async (db) => {
    const { store } = db
    const gateway = await enrollGateway(store, await createAccount(store))
    const stands = standingClock()
    const clock = { ...stands, after: systemClock.after } // it gathers and waits as ever
    const registry = new Registry()
    const broker = await startBroker({ host: '127.0.0.1', port: 0, store, log: silent })
    const ports = { store, link: broker, clock, signer: receiptSigner(), log: silent, registry }
    const ingest = await startIngest(ports)
    const clients: MqttClient[] = []
    const connect = async (as = gateway) => {
      const options = {
        username: as.id,
        password: as.password,
        clientId: as.id,
        protocolVersion: 4,
        reconnectPeriod: 0,
      }
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { ...options, protocolVersion: 4 })
      clients.push(client)
      return client
    }
    const uplinkOf = async (of: TestGateway) => openUplink(await connect(of), of)
    const uplink = await uplinkOf(gateway)
    const settle = () => ingest.settle()
    const presentMinutes = async (name: string) => {
      await ingest.settle()
      return countPresence(store, gateway, name)
    }
    try {
      await run({ presentMinutes, db, store, clock, metrics: registry, connect, uplinkOf, settle, ...uplink })
    } finally {
      await Promise.all(clients.map((client) => client.endAsync(true)))
      await ingest.stop()
    }
  })
}

async function countPresence(store: Store, { accountId }: TestGateway, name: string): Promise<number> {
  const rows = await acrossAccounts(store, (tx) => readPresence(tx, accountId, { from: 0, to: 100_000 }))
  const minutes = rows.flatMap((row) =>
    Array.from({ length: minutesPerDay }, (_, at) => row.cameraKey === cameraKey(name) && hasMinute(row.minutes, at)),
  )
  return minutes.filter(Boolean).length
}

/** One minute after noon, and so on: for windows. */
export const noonMinute = noonMs / 60_000

async function openUplink(client: MqttClient, gateway: TestGateway): Promise<Uplink> {
  const got: Got[] = []
  const looks = new Set<() => void>()
  const topic = `camtally/v1/${gateway.id}/receipt`
  client.on('message', (_topic, payload) => {
    const jws = payload.toString()
    got.push({ jws, receipt: openReceipt(jws) })
    for (const look of [...looks]) look()
  })
  await client.subscribeAsync(topic, { qos: 1 })
  const publish = (jws: string) => client.publishAsync(`camtally/v1/${gateway.id}/statement`, jws, { qos: 1 })
  const named = (hash: string, from: number) =>
    got.slice(from).find(({ receipt }) => receipt.got.some((row) => row[1] === hash))
  const send = async (...statements: Signed[]) => {
    const from = got.length
    for (const { jws } of statements) await publish(jws)
    const last = statements.at(-1)?.hash ?? ''
    return new Promise<Got>((resolve) => {
      const look = () => {
        const found = named(last, from)
        if (found !== undefined && looks.delete(look)) resolve(found)
      }
      looks.add(look)
      look()
    })
  }
  return {
    gateway,
    send,
    publish,
    received: () => got,
    async refused(...payloads) {
      for (const payload of payloads) await publish(payload)
      // What is good comes after what is bad on this connection, and is judged after it.
      await send(gateway.at({ seq: 900_000 + got.length * 2, prev: 'A'.repeat(43) }, { kind: 'boot', why: 'clean' }))
    },
  }
}
