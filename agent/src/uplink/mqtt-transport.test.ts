/** MQTT.js and its traps, against a real broker in this process (protocol 2). */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Aedes, type Client } from 'aedes'
import t from 'tap'
import { systemClock } from '../clock.ts'
import { createMqttConnect } from './mqtt-transport.ts'
import type { ConnectRequest, OutMessage, Transport, TransportEvents } from './transport.ts'

const GATEWAY = 'gw_abcdefghijkl'
const RECEIPTS = `camtally/v1/${GATEWAY}/receipt`
const STATEMENTS = `camtally/v1/${GATEWAY}/statement`
const will: OutMessage = { topic: `camtally/v1/${GATEWAY}/status`, payload: 'offline', isRetained: true }
const connect = createMqttConnect(systemClock)

type Broker = { aedes: Aedes; url: string; sockets: Set<Socket>; close: () => Promise<void> }

async function startBroker(): Promise<Broker> {
  const aedes = await Aedes.createBroker()
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    aedes.handle(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => aedes.close(resolve))
    server.close()
  }
  return { aedes, url: `mqtt://127.0.0.1:${port}`, sockets, close }
}

const request = (url: string): ConnectRequest => ({
  access: { url, protocolVersion: 4, username: GATEWAY, password: 'secret' },
  clientId: GATEWAY,
  subscribeTo: RECEIPTS,
  will,
})

/** A connection whose events can be awaited. */
function dial(url: string): { transport: Transport; next: (name: string) => Promise<string>; seen: string[] } {
  const seen: string[] = []
  const waiting: { name: string; resolve: (word: string) => void }[] = []
  const note = (word: string) => {
    seen.push(word)
    const at = waiting.findIndex(({ name }) => word.startsWith(name))
    if (at >= 0) waiting.splice(at, 1)[0]?.resolve(word)
  }
  const events: TransportEvents = {
    onOpen: () => note('open'),
    onMessage: (_topic, payload) => note(`message ${new TextDecoder().decode(payload)}`),
    onClose: (reason) => note(`close ${reason}`),
  }
  const transport = connect(request(url), events)
  const next = (name: string) => {
    const known = seen.find((word) => word.startsWith(name))
    return known === undefined
      ? new Promise<string>((resolve) => waiting.push({ name, resolve }))
      : Promise.resolve(known)
  }
  return { transport, next, seen }
}

t.test('connects as the gateway, publishes QoS 1, ends in order without its will', async (t) => {
  const broker = await startBroker()
  const statuses: string[] = []
  await new Promise<void>((resolve) =>
    broker.aedes.subscribe(
      will.topic,
      (packet, done) => {
        statuses.push(packet.payload.toString())
        done()
      },
      resolve,
    ),
  )
  const clients: (Client | undefined)[] = []
  broker.aedes.authenticate = (client, username, password, done) => {
    clients.push(client)
    done(null, username === client.id && password?.toString() === 'secret')
  }
  const published = once(broker.aedes, 'publish')
  const { transport, next, seen } = dial(broker.url)
  await next('open')
  t.equal(clients[0]?.id, GATEWAY)
  await published
  const taken = new Promise<void>((resolve) =>
    transport.publish({ topic: STATEMENTS, payload: 'statement', isRetained: false }, resolve),
  )
  await taken
  await transport.close()
  t.same(
    seen.filter((word) => word.startsWith('close')),
    ['close closed by the agent'],
  )
  t.same(statuses, [])
  await broker.close()
})

t.test('messages that come with the subscription do not go past handleMessage', async (t) => {
  const broker = await startBroker()
  const retained = {
    cmd: 'publish',
    topic: RECEIPTS,
    payload: Buffer.from('newest'),
    qos: 1,
    retain: true,
    dup: false,
  } as const
  await new Promise<void>((resolve) => broker.aedes.publish(retained, () => resolve()))
  const { transport, next } = dial(broker.url)
  t.equal(await next('message'), 'message newest')
  for (let at = 0; at < 50; at += 1) {
    broker.aedes.publish({ ...retained, retain: false, payload: Buffer.from(`r${at}`) }, () => {})
  }
  t.equal(await next('message r49'), 'message r49')
  await transport.close()
  await broker.close()
})

t.test('a broken connection is one close, and its will speaks', async (t) => {
  const broker = await startBroker()
  const died = new Promise<string>((resolve) =>
    broker.aedes.subscribe(
      will.topic,
      (packet, done) => {
        resolve(packet.payload.toString())
        done()
      },
      () => {},
    ),
  )
  const { next, seen } = dial(broker.url)
  await next('open')
  for (const socket of broker.sockets) socket.destroy()
  await next('close')
  t.equal(await died, 'offline')
  t.equal(seen.filter((word) => word.startsWith('close')).length, 1)
  await broker.close()
})

t.test('refused, unreachable and impossible addresses are a close, later, never a throw', async (t) => {
  const broker = await startBroker()
  broker.aedes.authenticate = (_client, _username, _password, done) => done(null, false)
  for (const url of [broker.url, 'mqtt://127.0.0.1:1', 'mqtt://127.0.0.1:99999']) {
    const { next, seen } = dial(url)
    t.same(seen, [], `${url}: not inside the call`)
    t.match(await next('close'), /^close ./, url)
  }
  await broker.close()
})

t.test('a close right after a publish reaches the sender as a close: the broker refused', async (t) => {
  const broker = await startBroker()
  broker.aedes.authorizePublish = (_client, _packet, done) => done(new Error('no right'))
  const { transport, next } = dial(broker.url)
  await next('open')
  let isTaken = false
  transport.publish({ topic: STATEMENTS, payload: 'statement', isRetained: false }, () => {
    isTaken = true
  })
  await next('close')
  t.equal(isTaken, false)
  await broker.close()
})
