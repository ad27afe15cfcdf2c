/** SHA-256 and Ed25519 of Node, as the protocol wants them: both in one synchronous call. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Crypto } from '@camtally/protocol'

/** RFC 8410: a public key in SubjectPublicKeyInfo is this prefix and the 32 bytes of RFC 8032. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** OpenSSL verifies without the cofactor, as the protocol asks; what libraries judge differently (odd points and
 *  scalars) was refused before, by the protocol's own checks. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verify(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })
    return verify(null, message, key, signature)
  },
}
