/** HMAC-SHA-256 (RFC 2104), so that a camera key needs no more of the caller than SHA-256. */

import type { Crypto } from './crypto.ts'

const BLOCK_BYTES = 64

/** 32 bytes. A key over 64 bytes is hashed first, as RFC 2104 says. */
export function hmacSha256(key: Uint8Array, message: Uint8Array, crypto: Pick<Crypto, 'sha256'>): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? crypto.sha256(key) : key)
  const inner = crypto.sha256(concatBytes(xorEach(block, 0x36), message))
  return crypto.sha256(concatBytes(xorEach(block, 0x5c), inner))
}

/** The bytes of both, in one array. */
export function concatBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}

function xorEach(block: Uint8Array, pad: number): Uint8Array {
  return block.map((byte) => byte ^ pad)
}
