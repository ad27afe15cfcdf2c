/** The broker and the network of a simulation: connections that break without a word, messages that are lost, doubled,
 *  late or out of order, one newest retained receipt a gateway. It holds nothing that matters (protocol 2). */
import { type GatewayId, parseTopic } from '@camtally/protocol'
import type { Clock } from '../../agent/src/clock.ts'
import type { VirtualClock } from '../../agent/src/core/virtual-clock.ts'
import type { Connect, TransportEvents } from '../../agent/src/uplink/transport.ts'
import type { Draw } from './draw.ts'
import type { Roughness } from './plan.ts'

/** The machine's end of its connections. `clock` forgets what a dead process wanted; `onMessage` is called after each
 *  message that its process took. */
export type Station = { isCutOff: boolean; readonly clock: () => Clock; readonly onMessage: () => void }

export interface BrokerModel {
  connectFrom(station: Station): Connect
  /** The connections of a station are dead. Its process hears of it later, if it is told at all. */
  drop(station: Station, isTold: boolean): void
  /** From the collector, retained. */
  publish(topic: string, payload: string): void
  restart(losesRetained: boolean): void
  stop(): void
  /** From now on messages travel so. */
  setRoughness(roughness: Roughness): void
}

export const SMOOTH: Roughness = { loss: 0, twice: 0, shuffleMs: 0, lateMs: 0 }

type Connection = {
  readonly station: Station
  readonly gatewayId: string
  readonly events: TransportEvents
  isOpen: boolean
  /** Nothing passes any more, in neither direction. */
  isDead: boolean
  isClosed: boolean
  /** When the last message to each end arrives: a connection keeps the order. */
  readonly lastMs: { up: number; down: number }
}

/** A silent death is noticed by keep-alive within this time. */
const KEEP_ALIVE_MS = 90_000

export function createBrokerModel(
  time: VirtualClock,
  draw: Draw,
  deliver: (gatewayId: GatewayId, jws: string) => void,
): BrokerModel {
  const connections = new Set<Connection>()
  const retained = new Map<string, string>()
  let isUp = true
  let roughness = SMOOTH

  const close = (connection: Connection, reason: string) => {
    connections.delete(connection)
    connection.isDead = true
    if (connection.isClosed) return
    connection.isClosed = true
    connection.events.onClose(reason)
  }
  /** Runs when the message has come over this connection, if it does. */
  const travel = (connection: Connection, way: 'up' | 'down', arrive: () => void) => {
    // Whole ms: by parts of one a timer may miss its instant and be armed again for ever.
    const lateMs = Math.round(roughness.lateMs * draw.unit())
    const atMs = Math.max(connection.lastMs[way], time.monoMs() + draw.whole(10, 300) + lateMs)
    connection.lastMs[way] = atMs
    const run = () => {
      if (!connection.isDead) arrive()
    }
    const clock = way === 'up' ? time : connection.station.clock()
    clock.after(atMs - time.monoMs(), run)
  }
  /** Between broker and collector, and of receipts on their way to a connection: lost, doubled, late, out of order. */
  const scatter = (run: () => void) => {
    if (draw.chance(roughness.loss)) return
    const times = draw.chance(roughness.twice) ? 2 : 1
    for (let at = 0; at < times; at += 1) time.after(Math.round(draw.unit() * roughness.shuffleMs) + 5, run)
  }
  const tell = (connection: Connection, topic: string, payload: string) =>
    travel(connection, 'down', () => {
      connection.events.onMessage(topic, new TextEncoder().encode(payload))
      connection.station.onMessage()
    })
  const open = (connection: Connection) => {
    if (!isUp || connection.station.isCutOff) return close(connection, 'connection refused')
    for (const other of connections) {
      if (other.gatewayId === connection.gatewayId) disconnect(other, 'taken over')
    }
    connections.add(connection)
    connection.isOpen = true
    connection.events.onOpen()
    const topic = `camtally/v1/${connection.gatewayId}/receipt`
    const newest = retained.get(topic)
    if (newest !== undefined) tell(connection, topic, newest)
  }
  /** The broker ends it in order: the other end hears it. */
  const disconnect = (connection: Connection, reason: string) => {
    connections.delete(connection)
    connection.isDead = true
    connection.station.clock().after(draw.whole(5, 200), () => close(connection, reason))
  }
  return {
    connectFrom: (station) => (request, events) => {
      const lastMs = { up: 0, down: 0 }
      const { clientId: gatewayId } = request
      const connection: Connection = {
        ...{ station, gatewayId, events, lastMs },
        ...{ isOpen: false, isDead: false, isClosed: false },
      }
      station.clock().after(draw.whole(20, 800), () => open(connection))
      return {
        publish({ topic, payload }, onTaken) {
          if (connection.isDead) return
          travel(connection, 'up', () => {
            const parsed = parseTopic(topic)
            if (parsed.name === 'statement') scatter(() => deliver(parsed.gw, payload))
            travel(connection, 'down', onTaken)
          })
        },
        async close() {
          close(connection, 'closed')
        },
      }
    },
    drop(station, isTold) {
      for (const connection of connections) {
        if (connection.station !== station) continue
        connections.delete(connection)
        connection.isDead = true
        if (isTold) station.clock().after(draw.whole(100, KEEP_ALIVE_MS), () => close(connection, 'keep-alive'))
      }
    },
    publish(topic, payload) {
      if (!isUp) return
      scatter(() => {
        retained.set(topic, payload)
        for (const connection of connections) {
          if (topic === `camtally/v1/${connection.gatewayId}/receipt`) tell(connection, topic, payload)
        }
      })
    },
    restart(losesRetained) {
      isUp = true
      if (losesRetained) retained.clear()
    },
    stop() {
      isUp = false
      for (const connection of connections) disconnect(connection, 'the broker stops')
    },
    setRoughness(next) {
      roughness = next
    },
  }
}
