/** The protocol's cryptography by Node's own: SHA-256 and Ed25519. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { type Crypto, encodeBase64url, type Sign } from '@camtally/protocol'

/** SHA-256 in one call and cofactorless Ed25519; malformed input is false, no error. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verify(publicKey, message, signature) {
    try {
      return verify(null, message, publicKeyObject(publicKey), signature)
    } catch {
      return false // a key that is no point: the rule above
    }
  },
}

/** A key pair in use: the 32 bytes of the public key, and what signs with the private one. */
export type KeyPair = { readonly publicKey: Uint8Array; readonly sign: Sign }

/** The pair whose private key this PKCS #8 PEM holds. @throws if it is no Ed25519 key */
export function keyPairFromPem(pem: string): KeyPair {
  const privateKey = createPrivateKey(pem)
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key')
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  }
}

/** A new private key as PKCS #8 PEM, from 32 random bytes (RFC 8032, 5.1.5; RFC 8410). */
export function newKeyPem(seed: Uint8Array): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' })
  return pem.toString()
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(publicKey) }, format: 'jwk' })
}
