/** Gateways of a simulation, enrolled without a collector: their keys come from fixed seeds, their grants are made
 *  here. */
import { type EnrollmentGrant, encodeReceipt, type GatewayId, hashOf, signJws, thumbprint } from '@camtally/protocol'
import { encodeBase64url } from '@camtally/protocol'
import {
  CAMERA_SECRET,
  ENROLLMENT,
  formatCameraSecret,
  GATEWAY_KEY,
  writeText,
} from '../../agent/src/identity/files.ts'
import { type KeyPair, keyPairFromPem, newKeyPem, nodeCrypto } from '../../agent/src/identity/node-crypto.ts'

export type SimGateway = {
  readonly id: GatewayId
  readonly kid: string
  readonly publicKey: Uint8Array
  /** Hash of the enrollment receipt: prev of number 1. */
  readonly enrolled: string
  /** Writes what enrollment leaves in a data folder. */
  place(dataDir: string): void
}

/** The account's camera secret. */
export const CAMERA_SECRET_SEED = new Uint8Array(32).fill(3)
export const ACCOUNT = 'acc_aaaaaaaaaaaa'
export const receiptKey: KeyPair = keyPairFromPem(newKeyPem(new Uint8Array(32).fill(7)))
export const receiptKid = thumbprint(receiptKey.publicKey, nodeCrypto)

const made = new Map<number, SimGateway>()

/** Gateway 0, 1, 2 … of the one account; the same in every simulation of a process. */
export function simGateway(index: number): SimGateway {
  const gateway = made.get(index) ?? make(index)
  made.set(index, gateway)
  return gateway
}

function make(index: number): SimGateway {
  const id: GatewayId = `gw_aaaaaaaaaaa${'abcdefghijklmnop'[index] ?? 'z'}`
  const pem = newKeyPem(new Uint8Array(32).fill(20 + index))
  const { publicKey } = keyPairFromPem(pem)
  const kid = thumbprint(publicKey, nodeCrypto)
  const grant = grantOf(id, kid)
  const files = [
    [GATEWAY_KEY, pem],
    [CAMERA_SECRET, formatCameraSecret(CAMERA_SECRET_SEED)],
    [ENROLLMENT, JSON.stringify(grant)],
  ] as const
  return {
    id,
    kid,
    publicKey,
    enrolled: hashOf(grant.receipt, nodeCrypto),
    place(dataDir) {
      for (const [name, text] of files) writeText(dataDir, name, text)
    },
  }
}

function grantOf(id: GatewayId, kid: string): EnrollmentGrant {
  const t = 1_700_000_000_000
  const none = 'A'.repeat(43)
  const receipt = { v: 1, gw: id, ep: 1, t, rs: 0, got: [], have: [[0, 0, none]], w: 20 } as const
  const payload = encodeReceipt({ ...receipt, by: t + 1, kid, li: 1, n: [1, none] })
  return {
    gatewayId: id,
    epoch: 1,
    accountId: ACCOUNT,
    siteId: 'site_aaaaaaaaaaaa',
    mqtt: { url: 'mqtt://broker.example', protocolVersion: 4, username: id },
    trust: { receiptKeys: [encodeBase64url(receiptKey.publicKey)], billingKeys: [], logKeys: [] },
    receipt: signJws({ typ: 'camtally-receipt+jws', kid: receiptKid, payload }, receiptKey.sign),
  }
}
