/** The broker inside the collector: aedes (MQTT 3.1.1) behind a TCP listener, for up to some fifty gateways. It holds
 *  nothing that matters; what gateways may do is the same table that Mosquitto gets. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { isId, parseTopic } from '@camtally/protocol'
import { Aedes } from 'aedes'
import type { Log } from '../log.ts'
import { acrossAccounts, type Store } from '../store/database.ts'
import { findGateway } from '../store/gateway.ts'
import type { BrokerLink, Intake } from './link.ts'
import { limitPackets } from './packet-limit.ts'
import { mayPublish, maySubscribe } from './topic-table.ts'

export interface EmbeddedBroker extends BrokerLink {
  /** Where it listens. */
  readonly host: string
  readonly port: number
}

export interface BrokerOptions {
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  readonly store: Store
  readonly log: Log
}

/** Listens. Publishers are held until the broker is opened: nobody could take what they send. */
export async function startBroker({ host, port, store, log }: BrokerOptions): Promise<EmbeddedBroker> {
  const broker = await Aedes.createBroker({ concurrency: 1_000 })
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.setNoDelay(true).on('close', () => sockets.delete(socket))
    const onTooLarge = () => log.warn({ event: 'connection.refused', why: 'PACKET_TOO_LARGE' }, 'packet over 64 KiB')
    broker.handle(limitPackets(socket, onTooLarge))
  })
  const rooms = gates()
  guard(broker, { store, rooms })
  const events: EventEmitter = broker // its own types leave this one out
  events.on('error', (err: Error) => log.error({ event: 'broker.failed', err }, 'the embedded broker failed'))
  broker.on('clientError', (client, error) => {
    const gatewayId = isId('gw', client.id) ? client.id : undefined
    log.warn({ event: 'connection.refused', gatewayId, why: error.message }, 'the broker closed a connection')
  })
  await listen(server, host, port)
  const address = server.address() as AddressInfo
  return {
    host,
    port: address.port,
    isConnected: () => !broker.closed,
    async open(intake) {
      await subscribeAll(broker, intake, rooms)
    },
    publish: (topic, payload) => publish(broker, topic, payload),
    async close() {
      server.close()
      await new Promise<void>((resolve) => broker.close(resolve))
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Publishers wait here while there is no room: the broker acknowledges before it delivers, so holding deliveries back
 *  would slow nobody and fill its queue. */
interface Gates {
  isClosed: boolean
  readonly waiting: (() => void)[]
}

function gates(): Gates {
  return { isClosed: true, waiting: [] }
}

function guard(broker: Aedes, { store, rooms }: { store: Store; rooms: Gates }): void {
  broker.preConnect = (_client, packet, done) => {
    // As Mosquitto does by use_username_as_clientid: nobody can evict another gateway by its client id.
    packet.clientId = packet.username ?? ''
    packet.clean = true // no queue is kept for who is away: the newest receipt is retained, statements come again
    // An error, because a plain no leaves the connection open for ever.
    if (isId('gw', packet.username)) done(null, true)
    else done(new Error('the user name is no gateway'), false)
  }
  broker.authenticate = (...[, username, password, done]) => {
    isRightPassword(store, username, password).then(
      (isRight) => done(null, isRight),
      () => done(null, false),
    )
  }
  broker.authorizePublish = (client, packet, done) => {
    if (!client || !mayPublish(client.id, packet.topic)) return done(new Error(`may not write ${packet.topic}`))
    if (parseTopic(packet.topic).name === 'statement') packet.retain = false
    if (rooms.isClosed) rooms.waiting.push(() => done(null))
    else done(null)
  }
  broker.authorizeSubscribe = (client, subscription, done) =>
    done(null, maySubscribe(client.id, subscription.topic) ? subscription : null)
  broker.authorizeForward = (client, packet) => (maySubscribe(client.id, packet.topic) ? packet : null)
}

/** The password of a gateway is 32 random bytes: SHA-256 at rest is enough. */
async function isRightPassword(store: Store, username = '', password: Buffer | undefined): Promise<boolean> {
  const gateway = await acrossAccounts(store, (tx) => findGateway(tx, username))
  const given = createHash('sha256')
    .update(password ?? '')
    .digest()
  const kept = Buffer.from(gateway?.password_hash ?? '', 'base64url')
  return password !== undefined && kept.length === given.length && timingSafeEqual(kept, given)
}

/** Statements, status and names of all gateways, taken inside the process: no client, no password, no second copy. */
async function subscribeAll(broker: Aedes, intake: Intake, rooms: Gates): Promise<void> {
  const open = () => {
    rooms.isClosed = false
    for (const goOn of rooms.waiting.splice(0)) goOn()
  }
  for (const name of ['statement', 'status', 'names'] as const) {
    await new Promise<void>((resolve) =>
      broker.subscribe(
        `camtally/v1/+/${name}`,
        (packet, done) => {
          done()
          const topic = parseTopic(packet.topic) // its publisher passed the table, or is ourselves
          let isTaken = false
          intake.take({ gatewayId: topic.gw, name, payload: new Uint8Array(packet.payload as Buffer) }, () => {
            isTaken = true
            if (rooms.isClosed) open()
          })
          rooms.isClosed ||= !isTaken
        },
        resolve,
      ),
    )
  }
  open()
}

function publish(broker: Aedes, topic: string, payload: string): Promise<void> {
  return new Promise((resolve, reject) => {
    broker.publish(
      { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: true, dup: false },
      (error?: Error) => (error ? reject(error) : resolve()),
    )
  })
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
