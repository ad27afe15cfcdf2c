/** One batch of authentic statements, sorted into the chains they belong to. */
import type { GatewayId } from '@camtally/protocol'
import type { ArrivedStatement } from './chain-batch.ts'

/** What is recorded of the gateway that a statement came from. */
export interface Origin {
  readonly accountId: string
  readonly gatewayId: GatewayId
  readonly epoch: number
  readonly timeZone: string
  /** Thumbprint of the key in force in this epoch, as receipts name it. */
  readonly keyInForce: string
}

export interface ChainInput {
  readonly origin: Origin
  readonly arrived: readonly (ArrivedStatement & { readonly revokedAt: number | null })[]
}

export function chainName(key: { readonly gatewayId: string; readonly epoch: number }): string {
  return `${key.gatewayId}/${key.epoch}`
}
