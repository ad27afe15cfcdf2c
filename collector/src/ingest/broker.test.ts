/** The embedded broker over TCP: who gets in, what they may do, and how publishers are held back. */
import mqtt, { type MqttClient } from 'mqtt'
import { pino } from 'pino'
import t from 'tap'
import { acrossAccounts, type Store } from '../store/database.ts'
import { listCameraNames, listGatewayStatus } from '../store/gateway.ts'
import { withDatabase } from '../store/testing.ts'
import { type EmbeddedBroker, startBroker } from './broker.ts'
import type { Intake, Message } from './link.ts'
import { openReceipt, startTestIngest } from './testing.ts'
import { cameraKey, createAccount, enrollGateway, type TestGateway } from './testing-gateway.ts'

const boot = { kind: 'boot', why: 'first' } as const
const log = pino({ level: 'silent' })

async function withBroker(
  store: Store,
  run: (broker: EmbeddedBroker, gateway: TestGateway) => Promise<void>,
): Promise<void> {
  const gateway = await enrollGateway(store, await createAccount(store))
  const broker = await startBroker({ host: '127.0.0.1', port: 0, store, log })
  try {
    await run(broker, gateway)
  } finally {
    await broker.close()
  }
}

function connect(broker: EmbeddedBroker, user: string, password: string): MqttClient {
  const url = `mqtt://${broker.host}:${broker.port}`
  return mqtt.connect(url, { protocolVersion: 4, username: user, password, reconnectPeriod: 0, clientId: 'any' })
}

t.test('a statement goes in by MQTT, its receipt comes back retained', (t) =>
  withDatabase(t, ({ store }) =>
    withBroker(store, async (broker, gateway) => {
      const ingest = await startTestIngest(store, counting(broker))
      const client = connect(broker, gateway.id, gateway.password)
      await client.subscribeAsync(`camtally/v1/${gateway.id}/receipt`, { qos: 1 })
      const receipt = nextMessage(client)
      const { jws, hash } = gateway.next(boot)
      const came = counting.next()
      await client.publishAsync(`camtally/v1/${gateway.id}/statement`, jws, { qos: 1, retain: true })
      await came
      await ingest.settle()
      t.same(openReceipt(await receipt).got, [[1, hash, 0]])
      await client.endAsync()
      const late = connect(broker, gateway.id, gateway.password)
      const again = nextMessage(late)
      await late.subscribeAsync(`camtally/v1/${gateway.id}/receipt`, { qos: 1 })
      t.same(openReceipt(await again).got, [[1, hash, 0]])
      await late.endAsync()
      await ingest.stop()
    }),
  ),
)

t.test('status and names are kept as information, and the newest wins', (t) =>
  withDatabase(t, ({ store }) =>
    withBroker(store, async (broker, gateway) => {
      const ingest = await startTestIngest(store, counting(broker))
      const client = connect(broker, gateway.id, gateway.password)
      for (const [name, body] of [
        ['status', { v: 1, state: 'online', journal: 3 }],
        ['status', { v: 1, state: 'offline' }],
        ['status', { v: 1, state: 'dancing' }],
        ['names', { v: 1, names: { [cameraKey('a')]: 'Dock 2', short: 'x', [cameraKey('b')]: 7 } }],
      ] as const) {
        const came = counting.next()
        await client.publishAsync(`camtally/v1/${gateway.id}/${name}`, JSON.stringify(body), { qos: 1 })
        await came
        await ingest.settle()
      }
      const [status] = await acrossAccounts(store, (tx) => listGatewayStatus(tx, gateway.accountId))
      t.match(status, { state: 'offline' })
      const names = await acrossAccounts(store, (tx) => listCameraNames(tx, gateway.accountId))
      t.same(
        names.map(({ key, name }) => [key, name]),
        [[cameraKey('a'), 'Dock 2']],
      )
      await client.endAsync()
      await ingest.stop()
    }),
  ),
)

t.test('nobody connects without the password of a gateway, and nobody evicts another by a client id', (t) =>
  withDatabase(t, ({ store }) =>
    withBroker(store, async (broker, gateway) => {
      const other = await enrollGateway(store, gateway.accountId)
      for (const [user, password] of [
        [gateway.id, 'wrong'],
        [gateway.id, other.password],
        [gateway.id, ''],
        ['gw_zzzzzzzzzzzz', gateway.password],
        ['collector', 'x'],
      ] as const) {
        const refused = connect(broker, user, password)
        refused.on('error', () => undefined)
        const ended = nextEvent(refused, 'close')
        await ended
        t.notOk(refused.connected, `${user} ${password}`)
        await refused.endAsync(true)
      }
      const first = connect(broker, gateway.id, gateway.password)
      await nextEvent(first, 'connect')
      const second = connect(broker, other.id, other.password)
      await nextEvent(second, 'connect')
      t.ok(first.connected, 'both said the client id "any"')
      await Promise.all([first.endAsync(true), second.endAsync(true)])
    }),
  ),
)

t.test("a gateway that writes on another's topic is cut off, and reads nothing of it", (t) =>
  withDatabase(t, ({ store }) =>
    withBroker(store, async (broker, gateway) => {
      const other = await enrollGateway(store, gateway.accountId)
      const messages: Message[] = []
      await broker.open({
        take(message, goOn) {
          messages.push(message)
          goOn()
        },
      })
      const client = connect(broker, gateway.id, gateway.password)
      client.on('message', (topic) => t.fail(`read ${topic}`))
      const foreign = ['#', `camtally/v1/${other.id}/receipt`, 'camtally/v1/+/receipt']
      await t.rejects(client.subscribeAsync(foreign, { qos: 1 }), /Subscribe error/)
      await broker.publish(`camtally/v1/${other.id}/receipt`, 'x')
      const ended = nextEvent(client, 'close')
      client.publish(`camtally/v1/${other.id}/statement`, 'x', { qos: 1 })
      await ended
      t.same(messages, [])
      await client.endAsync(true)
    }),
  ),
)

t.test('publishers wait while there is no room, and go on when there is', (t) =>
  withDatabase(t, ({ store }) =>
    withBroker(store, async (broker, gateway) => {
      const held: (() => void)[] = []
      const taken: Message[] = []
      const first = Promise.withResolvers<void>()
      await broker.open({
        take(message, goOn) {
          taken.push(message)
          if (taken.length === 1) held.push(goOn)
          else goOn()
          first.resolve()
        },
      })
      const client = connect(broker, gateway.id, gateway.password)
      const topic = `camtally/v1/${gateway.id}/statement`
      await client.publishAsync(topic, 'one', { qos: 1 })
      await first.promise
      const second = client.publishAsync(topic, 'two', { qos: 1 })
      await client.publishAsync(`camtally/v1/${gateway.id}/status`, '{}', { qos: 0 })
      t.equal(taken.length, 1, 'the second waits at the door')
      for (const goOn of held) goOn()
      await second
      t.ok(taken.length >= 2)
      await client.endAsync(true)
    }),
  ),
)

function nextMessage(client: MqttClient): Promise<string> {
  return new Promise((resolve) => client.once('message', (_topic, payload) => resolve(payload.toString())))
}

function nextEvent(client: MqttClient, name: 'connect' | 'close'): Promise<void> {
  return new Promise((resolve) => client.once(name, () => resolve()))
}

/** The link, telling when a message was taken. */
function counting(broker: EmbeddedBroker): EmbeddedBroker {
  const tell = (intake: Intake): Intake => ({
    take(message, goOn) {
      intake.take(message, goOn)
      for (const resolve of counting.waiting.splice(0)) resolve()
    },
  })
  return { ...broker, open: (intake) => broker.open(tell(intake)) }
}
counting.waiting = [] as (() => void)[]
counting.next = () => new Promise<void>((resolve) => void counting.waiting.push(resolve))
