/** The broker of a start: the embedded one or the one that is named, and how gateways are told to reach it. */
import type { Clock } from './clock.ts'
import type { CollectorConfig } from './config.ts'
import { startBroker } from './ingest/broker.ts'
import type { BrokerLink } from './ingest/link.ts'
import { mqttLink } from './ingest/mqtt-link.ts'
import type { Log } from './log.ts'
import type { Store } from './store/database.ts'

export type OpenBroker = {
  readonly link: BrokerLink
  readonly told: { readonly url: string; readonly protocolVersion: 4 | 5 }
}

/** The embedded one listens at once and holds its publishers until the intake opens. */
export async function openBroker(
  { mqtt }: CollectorConfig,
  ports: { readonly store: Store; readonly clock: Clock; readonly log: Log },
): Promise<OpenBroker> {
  if (mqtt.url !== undefined) {
    const told = { url: mqtt.publicUrl ?? withoutUser(mqtt.url), protocolVersion: 5 as const }
    return { link: mqttLink({ url: mqtt.url, clock: ports.clock, log: ports.log }), told }
  }
  const { host, port } = mqtt
  const broker = await startBroker({ host, port, store: ports.store, log: ports.log })
  const told = { url: mqtt.publicUrl ?? `mqtt://${broker.host}:${broker.port}`, protocolVersion: 4 as const }
  return { link: broker, told }
}

function withoutUser(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href.replace(/\/$/, '')
}
