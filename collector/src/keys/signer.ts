/** A private key behind a rule: it signs the messages of its one use and no other (protocol 4, keys). */
import { sign } from 'node:crypto'
import { type Crypto, type JwsType, signJws, thumbprint } from '@camtally/protocol'
import { StartError } from '../start-errors.ts'
import type { PrivateKey } from './key-file.ts'

/** What the holder of a signer can do, and all it can do. */
export interface Signer {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string
  readonly publicKey: Uint8Array
  /** A compact JWS over exactly these bytes of JSON text. @throws Error for a type that is not of this use. */
  sign(typ: JwsType, payload: string): string
}

export type KeyUse = keyof typeof uses

const uses = {
  receipt: ['camtally-receipt+jws'],
  billing: ['camtally-close+jws', 'camtally-manifest+jws'],
} as const satisfies Record<string, readonly JwsType[]>

/** The signer of one use. */
export function signerFor(use: KeyUse, privateKey: PrivateKey, crypto: Crypto): Signer {
  const allowed: readonly string[] = uses[use]
  const kid = thumbprint(privateKey.publicKey, crypto)
  return {
    kid,
    publicKey: privateKey.publicKey,
    sign(typ, payload) {
      if (!allowed.includes(typ)) throw new Error(`the ${use} key does not sign ${typ}`)
      return signJws({ typ, kid, payload }, (message) => new Uint8Array(sign(null, message, privateKey.key)))
    },
  }
}

/** Both signers of a collector. @throws StartError KEY_SHARED */
export function signersFor(
  keys: { readonly receipt: PrivateKey; readonly billing: PrivateKey },
  crypto: Crypto,
): { readonly receipt: Signer; readonly billing: Signer } {
  const receipt = signerFor('receipt', keys.receipt, crypto)
  const billing = signerFor('billing', keys.billing, crypto)
  if (receipt.kid === billing.kid) throw new StartError('KEY_SHARED', 'receiptKeyFile and billingKeyFile')
  return { receipt, billing }
}
