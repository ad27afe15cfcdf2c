/** MQTT topics: camtally/v1/<gateway>/..., one gateway's own and nobody else's. */

import { ProtocolError } from './errors.ts'
import { type GatewayId, isId, parseId } from './ids.ts'
import { LOCAL_DAY } from './text-form.ts'

export type TopicName = 'statement' | 'receipt' | 'names' | 'status'
export type ParsedTopic =
  | { readonly gw: GatewayId; readonly name: TopicName }
  | { readonly gw: GatewayId; readonly name: 'close'; readonly day: string }

const TOPIC_NAMES: readonly TopicName[] = ['statement', 'receipt', 'names', 'status']
const START = 'camtally/v1/'

/** topicOf('gw_abcdefghijkl', 'receipt') is "camtally/v1/gw_abcdefghijkl/receipt". */
export function topicOf(gw: GatewayId, name: TopicName): string {
  return `${START}${parseId('gw', gw)}/${name}`
}

/** The topic of a day's close; `day` is the local day as yyyy-mm-dd. @throws TOPIC_SHAPE */
export function closeTopicOf(gw: GatewayId, day: string): string {
  if (!LOCAL_DAY.pattern.test(day)) throw new ProtocolError('TOPIC_SHAPE', '', `${LOCAL_DAY.says} is wanted`)
  return `${START}${parseId('gw', gw)}/close/${day}`
}

/** What a collector subscribes to for all gateways: "camtally/v1/+/statement". */
export function topicFilter(name: TopicName): string {
  return `${START}+/${name}`
}

/** @throws TOPIC_SHAPE */
export function parseTopic(topic: string): ParsedTopic {
  const [gw, name, day, ...rest] = topic.startsWith(START) ? topic.slice(START.length).split('/') : []
  if (!isId('gw', gw) || rest.length > 0) throw new ProtocolError('TOPIC_SHAPE')
  if (name === 'close' && day !== undefined && LOCAL_DAY.pattern.test(day)) return { gw, name, day }
  const known = TOPIC_NAMES.find((candidate) => candidate === name)
  if (known === undefined || day !== undefined) throw new ProtocolError('TOPIC_SHAPE')
  return { gw, name: known }
}
