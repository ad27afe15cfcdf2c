/**
 * Node's cryptography in the shape this package is given it, and key pairs that are the same on every run. For tests
 * alone.
 */

import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { Crypto, Sign } from '../crypto.ts'
import { thumbprint } from '../thumbprint.ts'

const PKCS8_START = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex')

export const nodeCrypto: Crypto = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verify: (publicKey, message, signature) => verify(null, message, publicKeyObject(publicKey), signature),
}

export interface TestKey {
  readonly seed: Uint8Array
  readonly publicKey: Uint8Array
  readonly kid: string
  readonly sign: Sign
}

/** The key pair of a name: its seed is SHA-256 of "camtally test key " and the name. */
export function testKey(name: string): TestKey {
  const seed = nodeCrypto.sha256(Buffer.from(`camtally test key ${name}`))
  const key = Buffer.concat([PKCS8_START, seed])
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(spki.subarray(SPKI_START.length))
  return {
    seed,
    publicKey,
    kid: thumbprint(publicKey, nodeCrypto),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  }
}

/** What Node and openssl read as a public key (SubjectPublicKeyInfo, DER). */
export function spkiOf(publicKey: Uint8Array): Buffer {
  return Buffer.concat([SPKI_START, publicKey])
}

export function sha512(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha512').update(bytes).digest())
}

function publicKeyObject(publicKey: Uint8Array) {
  return createPublicKey({ key: spkiOf(publicKey), format: 'der', type: 'spki' })
}
