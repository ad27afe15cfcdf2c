/** Status and camera names: unsigned, information only, so a fault in them is dropped without a word to anybody. */
import { acrossAccounts, type Store } from '../store/database.ts'
import { findGateways, saveCameraNames, saveGatewayStatus } from '../store/gateway.ts'
import type { Message } from './link.ts'

/** Stores the newest status and names of each gateway of these messages. `nowMs`: when they came. */
export async function storeInformation(store: Store, messages: readonly Message[], nowMs: number): Promise<void> {
  const newest = new Map(messages.map((message) => [`${message.gatewayId}/${message.name}`, message]))
  await acrossAccounts(store, async (tx) => {
    const gateways = await findGateways(tx, [...new Set(messages.map(({ gatewayId }) => gatewayId))])
    const accountOf = new Map(gateways.map((row) => [row.gateway_id, row.account_id]))
    const known = [...newest.values()].flatMap((message) => {
      const accountId = accountOf.get(message.gatewayId)
      const value = accountId === undefined ? undefined : readObject(message.payload)
      return accountId === undefined || value === undefined ? [] : [{ ...message, accountId, value }]
    })
    const statuses = known.filter(({ name }) => name === 'status').flatMap(statusRow(nowMs))
    const names = known.filter(({ name }) => name === 'names').flatMap(nameRows(nowMs))
    await saveGatewayStatus(tx, statuses.toSorted(by((row) => row.gateway_id)))
    await saveCameraNames(tx, [...new Map(names.map((row) => [row.key, row])).values()].toSorted(by((row) => row.key)))
  })
}

const statusMaxBytes = 4096
const nameMaxCharacters = 200

interface Known {
  readonly gatewayId: string
  readonly accountId: string
  readonly payload: Uint8Array
  readonly value: Record<string, unknown>
}

function statusRow(nowMs: number) {
  return ({ gatewayId, accountId, payload, value }: Known) => {
    const { state } = value
    if ((state !== 'online' && state !== 'offline') || payload.length > statusMaxBytes) return []
    return [
      { account_id: accountId, gateway_id: gatewayId, state, details: JSON.stringify(value), said_at: nowMs } as const,
    ]
  }
}

/** {v, names: {camera key: name}} */
function nameRows(nowMs: number) {
  return ({ accountId, value }: Known) => {
    const { names } = value
    if (typeof names !== 'object' || names === null) return []
    return Object.entries(names).flatMap(([key, name]) =>
      typeof name === 'string' && /^[A-Za-z0-9_-]{22}$/.test(key)
        ? [{ account_id: accountId, key, name: name.slice(0, nameMaxCharacters), named_at: nowMs }]
        : [],
    )
  }
}

function readObject(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined // said above: information only
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function by<Row>(key: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)
}
