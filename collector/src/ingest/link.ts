/** What ingest needs of a broker, embedded or not: messages in with a way to hold them back, receipts out. */
import type { GatewayId, TopicName } from '@camtally/protocol'

export interface Message {
  readonly gatewayId: GatewayId
  readonly name: TopicName
  readonly payload: Uint8Array
}

export interface Intake {
  /** Takes the message; `goOn` is called when the next one may come. A PUBACK says no more than that. */
  take(message: Message, goOn: () => void): void
}

export interface BrokerLink {
  /** Begins delivering; resolves once it is proven that messages come. @throws when they do not */
  open(intake: Intake): Promise<void>
  /** QoS 1, retained. Resolves when the broker took it. */
  publish(topic: string, payload: string): Promise<void>
  isConnected(): boolean
  close(): Promise<void>
}

/** The topics that a collector reads, of all gateways. */
export const readNames: readonly TopicName[] = ['statement', 'status', 'names']
