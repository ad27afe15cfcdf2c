/** The link to a broker of its own (Mosquitto, EMQX, HiveMQ, VerneMQ): MQTT 5, one shared subscription for any number
 *  of collectors. The only place that knows the mqtt library. */
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { parseTopic } from '@camtally/protocol'
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type BrokerLink, type Intake, readNames } from './link.ts'

export interface MqttLinkOptions {
  /** mqtt:// or mqtts://, with the collector's user and password. */
  readonly url: string
  readonly clock: Clock
  readonly log: Log
  /** 5 by default; 4 (3.1.1) has no shared subscription, so there may be one collector only. */
  readonly protocolVersion?: 4 | 5
}

/** Makes the link; it connects when opened, and again by itself whenever the broker was away. */
export function mqttLink({ url, clock, log, protocolVersion = 5 }: MqttLinkOptions): BrokerLink {
  const clientId = `collector-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`
  const client = mqtt.connect(url, {
    manualConnect: true,
    clientId,
    protocolVersion,
    clean: true, // what came while nobody listened comes again from the journals
    resubscribe: false,
    reconnectPeriod: 1_000,
    ...(protocolVersion === 5 ? { properties: { receiveMaximum: 1_000 } } : {}),
  })
  client.on('error', (err) => log.warn({ event: 'broker.lost', err }, 'the broker is away; connecting goes on'))
  client.on('close', () => log.warn({ event: 'broker.lost' }, 'the connection to the broker ended'))
  return {
    isConnected: () => client.connected,
    async open(intake) {
      const selfTest = `camtally/v1/selftest/${clientId}`
      const echoed = Promise.withResolvers<void>()
      // Before connecting: the first redelivered messages would bypass it (10 of 50 were lost, measured).
      client.handleMessage = deliver(intake, selfTest, echoed.resolve)
      const filters = [
        ...readNames.map((name) => filterOf(name, protocolVersion)),
        sharedSelf(selfTest, protocolVersion),
      ]
      client.connect()
      await untilConnected(client, clock)
      client.on('connect', () => {
        subscribe(client, filters).catch((err) => log.error({ event: 'broker.refused', err }, 'no subscription'))
      })
      await subscribe(client, filters)
      // A SUBACK is no authorisation, and some brokers grant $share and deliver nothing: only what came is proof.
      await client.publishAsync(selfTest, 'ping', { qos: 1 })
      await inTime(
        echoed.promise,
        clock,
        `no message came back on ${selfTest}: the broker does not let us read or write there`,
      )
      log.info({ event: 'broker.connected', clientId }, 'the broker delivered a message to ourselves')
    },
    async publish(topic, payload) {
      await client.publishAsync(topic, payload, { qos: 1, retain: true })
    },
    async close() {
      await client.endAsync(true)
    },
  }
}

const shareName = 'camtally-collectors'
const openWithinMs = 30_000

function filterOf(name: string, version: 4 | 5): string {
  return version === 5 ? `$share/${shareName}/camtally/v1/+/${name}` : `camtally/v1/+/${name}`
}

/** Shared too, under a name of its own, so that the test tries the very thing the intake depends on. */
function sharedSelf(topic: string, version: 4 | 5): string {
  return version === 5 ? `$share/${topic.slice(topic.lastIndexOf('/') + 1)}/${topic}` : topic
}

async function subscribe(client: MqttClient, filters: readonly string[]): Promise<void> {
  try {
    await client.subscribeAsync([...filters], { qos: 1 })
  } catch (error) {
    throw new Error(`the broker refused to let us read all of ${filters.join(', ')}`, { cause: error })
  }
}

/** MQTT.js acknowledges one message after the other, each when this calls back: an error here would leave a silent hole
 *  until a reconnect, so it never gives one. */
function deliver(intake: Intake, selfTest: string, onSelfTest: () => void): MqttClient['handleMessage'] {
  return (packet: IPublishPacket, done) => {
    const goOn = () => done()
    if (packet.topic === selfTest) {
      onSelfTest()
      return goOn()
    }
    const topic = topicOf(packet.topic)
    if (!topic || topic.name === 'close' || topic.name === 'receipt') return goOn()
    intake.take({ gatewayId: topic.gw, name: topic.name, payload: bytesOf(packet.payload) }, goOn)
  }
}

function topicOf(topic: string) {
  try {
    return parseTopic(topic)
  } catch {
    return undefined // a filter matches it, but it is no topic of ours
  }
}

function bytesOf(payload: string | Buffer): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload
}

function untilConnected(client: MqttClient, clock: Clock): Promise<void> {
  const connected = new Promise<void>((resolve) => client.once('connect', () => resolve()))
  return inTime(connected, clock, 'the broker did not let us connect')
}

/** Rejects with `otherwise` when nothing happened within 30 s. */
function inTime(promise: Promise<void>, clock: Clock, otherwise: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(openWithinMs, () => reject(new Error(otherwise)))
    promise.then(resolve, reject).finally(cancel)
  })
}
