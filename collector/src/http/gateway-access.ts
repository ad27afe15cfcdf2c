/** What an enrolled gateway is told: the broker, its password there, and whose signatures to trust. */
import { encodeBase64url, type MqttAccess, type TrustKeys } from '@camtally/protocol'
import { createHash } from 'node:crypto'
import type { Tx } from '../store/database.ts'
import { updateGateway } from '../store/gateway.ts'
import type { ApiDeps } from './api.ts'

/** A new broker password, which is kept as a hash and told once. It opens the broker and signs nothing (protocol 7). */
export async function newMqttAccess(
  tx: Tx,
  deps: Pick<ApiDeps, 'random' | 'mqtt'>,
  gateway: { readonly accountId: string; readonly gatewayId: string },
): Promise<MqttAccess> {
  const password = encodeBase64url(deps.random.bytes(32))
  const passwordHash = createHash('sha256').update(password).digest('base64url')
  await updateGateway(tx, gateway, { password_hash: passwordHash })
  return { ...deps.mqtt(), username: gateway.gatewayId, password }
}

/** The collector's public keys, each under its one use. Log keys come with checkpoints. */
export function trustKeys(signers: ApiDeps['signers']): TrustKeys {
  return {
    receiptKeys: [encodeBase64url(signers.receipt.publicKey)],
    billingKeys: [encodeBase64url(signers.billing.publicKey)],
    logKeys: [],
  }
}
