/** Messages of a batch to authentic statements, sorted into chains; and what is refused, with why. */
import { RECEIPT_GOT_MAX } from '@camtally/protocol'
import type { Store } from '../store/database.ts'
import { type ChainInput, chainName } from './batch-input.ts'
import type { Message } from './link.ts'
import { type GatewayKeys, readGatewayKeys } from './origins.ts'
import type { Arrival, Verified } from './verify.ts'
import type { VerifyPool } from './verify-pool.ts'

export interface Refusal {
  readonly gatewayId: string
  /** undefined: no gateway with this id is enrolled, so there is nobody whose list it could stand in. */
  readonly accountId: string | undefined
  readonly code: string
  readonly hash: string
  readonly sizeBytes: number
}

export interface VerifiedBatch {
  readonly chains: readonly ChainInput[]
  readonly refused: readonly Refusal[]
  /** Beyond what one receipt can name of one chain: for the next batch. */
  readonly later: readonly Message[]
}

export async function verifyBatch(
  ports: { readonly store: Store; readonly pool: VerifyPool },
  messages: readonly Message[],
): Promise<VerifiedBatch> {
  const gateways = await readGatewayKeys(ports.store, [...new Set(messages.map(({ gatewayId }) => gatewayId))])
  const arrivals = messages.map(({ gatewayId, payload }): Arrival => {
    return { gatewayId, jws: Buffer.from(payload).toString('latin1'), keys: gateways.get(gatewayId)?.keys ?? [] }
  })
  const verified = await ports.pool.verify(arrivals)
  return sortIntoChains({ messages, arrivals, verified, gateways })
}

interface SortInput {
  readonly messages: readonly Message[]
  readonly arrivals: readonly Arrival[]
  readonly verified: readonly Verified[]
  readonly gateways: ReadonlyMap<string, GatewayKeys>
}

function sortIntoChains({ messages, arrivals, verified, gateways }: SortInput): VerifiedBatch {
  const chains = new Map<string, { origin: ChainInput['origin']; arrived: ChainInput['arrived'][number][] }>()
  const refused: Refusal[] = []
  const later: Message[] = []
  for (const [at, message] of messages.entries()) {
    const result = verified[at]
    const gateway = gateways.get(message.gatewayId)
    const jws = arrivals[at]?.jws ?? ''
    if (result === undefined) continue
    if ('refused' in result) {
      const accountId = gateway?.origin(gateway.keys[0]?.kid ?? '')?.accountId
      const sizeBytes = message.payload.length
      refused.push({ gatewayId: message.gatewayId, accountId, code: result.refused, hash: result.hash, sizeBytes })
      continue
    }
    const origin = gateway?.origin(result.authentic.kid)
    if (!origin) continue
    const chain = chains.get(chainName(origin)) ?? { origin, arrived: [] }
    chains.set(chainName(origin), chain)
    if (chain.arrived.length < RECEIPT_GOT_MAX)
      chain.arrived.push({ ...result.authentic, jws, revokedAt: origin.revokedAt })
    else later.push(message)
  }
  return { chains: [...chains.values()], refused, later }
}
