/** What a gateway may do on the broker, and nothing else (operate.md, Mosquitto). There is no command topic. */
import { parseTopic, type ParsedTopic } from '@camtally/protocol'

const written = new Set<ParsedTopic['name']>(['statement', 'status', 'names'])

/** Whether this gateway may write here: on its own topics, and on no other's. */
export function mayPublish(gatewayId: string, topic: string): boolean {
  const parsed = tryParse(topic)
  return parsed !== undefined && parsed.gw === gatewayId && written.has(parsed.name)
}

/** Whether this gateway may subscribe to this filter: its receipts, and its closes of one day or of all. */
export function maySubscribe(gatewayId: string, filter: string): boolean {
  if (filter === `camtally/v1/${gatewayId}/close/+`) return true
  const parsed = tryParse(filter)
  return parsed !== undefined && parsed.gw === gatewayId && (parsed.name === 'receipt' || parsed.name === 'close')
}

function tryParse(topic: string): ParsedTopic | undefined {
  try {
    return parseTopic(topic)
  } catch {
    return undefined // no topic of ours
  }
}
