/** The name of a key: its RFC 7638 thumbprint, the `kid` of everything it signs. */

import { encodeBase64url } from './base64url.ts'
import type { Crypto } from './crypto.ts'
import { encodeUtf8 } from './utf8.ts'

/** SHA-256 over {"crv":"Ed25519","kty":"OKP","x":"<key>"} (RFC 7638 with RFC 8037), as 43 characters. */
export function thumbprint(publicKey: Uint8Array, crypto: Crypto): string {
  const jwk = `{"crv":"Ed25519","kty":"OKP","x":"${encodeBase64url(publicKey)}"}`
  return encodeBase64url(crypto.sha256(encodeUtf8(jwk)))
}
