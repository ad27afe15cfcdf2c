/** The transport over MQTT (only home of `mqtt` in the agent): one client a connection, no retry of its own, no
 *  store of its own. The journal is the store, the receipt is the acknowledgement (protocol 2). */
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { Clock } from '../clock.ts'
import type { Connect, ConnectRequest, Transport, TransportEvents } from './transport.ts'

const CONNECT_TIMEOUT_MS = 20_000
const KEEPALIVE_SECONDS = 60
const CLOSE_TIMEOUT_MS = 2_000
/** No message of ours is larger; a broker that sends one is cut off by the client. */
const RECEIVE_MAX = 100

/** Connects by the grant's address and version (4 is MQTT 3.1.1, 5 is MQTT 5), over TCP, TLS or WebSocket. */
export function createMqttConnect(clock: Clock): Connect {
  return (request, events) => {
    try {
      return connect(request, events, clock)
    } catch (error) {
      // An address that the library will not have; said later, as every close is.
      queueMicrotask(() => events.onClose(error instanceof Error ? error.message : 'no connection'))
      return { publish: () => {}, close: async () => {} }
    }
  }
}

function connect(request: ConnectRequest, events: TransportEvents, clock: Clock): Transport {
  const client = mqtt.connect(request.access.url, optionsOf(request))
  let isClosed = false
  let isEnding = false
  const closeOnce = (reason: string) => {
    if (isClosed) return
    isClosed = true
    client.end(true) // drops its own store: what was not taken is sent again by the journal's schedule
    events.onClose(isEnding ? 'closed by the agent' : reason)
  }
  // Set before connecting: the first redelivered messages would go past it (10 of 50 lost, measured).
  client.handleMessage = (packet, callback) => {
    // Called back without an error always: with one MQTT.js leaves a silent hole until the next connection.
    if (!isClosed && typeof packet.payload !== 'string') events.onMessage(packet.topic, packet.payload)
    callback()
  }
  listen({ client, request, events, closeOnce })
  client.connect()
  return {
    publish({ topic, payload, isRetained }, onTaken) {
      client.publish(topic, payload, { qos: 1, retain: isRetained }, (error) => {
        if (!error && !isClosed) onTaken()
      })
    },
    async close() {
      if (isClosed) return
      isEnding = true
      await endInOrder(client, clock)
      closeOnce('')
    },
  }
}

function optionsOf({ access, clientId, will }: ConnectRequest): IClientOptions {
  return {
    manualConnect: true,
    reconnectPeriod: 0, // our own retry, by our own clock
    clean: true,
    clientId,
    username: access.username,
    ...(access.password === undefined ? {} : { password: access.password }),
    protocolVersion: access.protocolVersion,
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepalive: KEEPALIVE_SECONDS,
    resubscribe: false,
    queueQoSZero: false,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.isRetained },
    ...(access.protocolVersion === 5 ? { properties: { receiveMaximum: RECEIVE_MAX } } : {}),
  }
}

function listen(on: {
  readonly client: MqttClient
  readonly request: ConnectRequest
  readonly events: TransportEvents
  readonly closeOnce: (reason: string) => void
}): void {
  const { client, request, events, closeOnce } = on
  let reason = 'the connection was closed'
  client.on('connect', () => {
    client.subscribe(request.subscribeTo, { qos: 1 }, (error) => {
      // A SUBACK is no authorisation; that receipts arrive is seen by their arriving.
      if (error) closeOnce(`subscribe: ${error.message}`)
      else events.onOpen()
    })
  })
  client.on('error', (error) => {
    reason = error.message
    closeOnce(reason) // a refused CONNACK is an error and no close
  })
  client.on('disconnect', (packet) => {
    reason = `disconnected by the broker, reason ${packet.reasonCode ?? 0}`
  })
  client.on('close', () => closeOnce(reason))
}

function endInOrder(client: MqttClient, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(CLOSE_TIMEOUT_MS, resolve)
    client.end(false, {}, () => {
      cancel()
      resolve()
    })
  })
}
