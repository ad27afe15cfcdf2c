/** The uplink's transport as the agent needs it. MQTT is one (mqtt-transport.ts); tests and simulations bring
 *  others. */
import type { MqttAccess } from '@camtally/protocol'

/** One connection to be made: where, as whom, and what the broker says for us when it breaks. */
export type ConnectRequest = {
  readonly access: MqttAccess
  readonly clientId: string
  readonly subscribeTo: string
  readonly will: OutMessage
}
/** A message to the broker; QoS 1. */
export type OutMessage = { readonly topic: string; readonly payload: string; readonly isRetained: boolean }

/** What happens on a connection. `onClose` comes exactly once, whatever came before; nothing comes after it. */
export type TransportEvents = {
  /** Connected and subscribed: publishing makes sense now. */
  readonly onOpen: () => void
  readonly onMessage: (topic: string, payload: Uint8Array) => void
  readonly onClose: (reason: string) => void
}

/** One connection, from the first try to its end; the next one is a new one. */
export interface Transport {
  /** `onTaken`: the broker took it over (PUBACK). It says nothing about the collector. */
  publish(message: OutMessage, onTaken: () => void): void
  /** Ends the connection in order, waiting at most 2 s for what is on its way. */
  close(): Promise<void>
}

/** Begins a connection. Never throws: a failure is an `onClose`. */
export type Connect = (request: ConnectRequest, events: TransportEvents) => Transport
