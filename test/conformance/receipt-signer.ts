/** A receipt key for a test. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { signJws, thumbprint } from '@camtally/protocol'
import { nodeCrypto } from '../../collector/src/node-crypto.ts'
import type { ReceiptSigner } from '../../collector/src/ingest/sign-receipt.ts'

export function receiptSigner(): ReceiptSigner {
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url'))
  const kid = thumbprint(publicKey, nodeCrypto)
  return {
    sign: (typ, payload) =>
      signJws({ typ, kid, payload }, (message) => new Uint8Array(sign(null, message, privateKey))),
  }
}
