/**
 * Which signatures are shown to a library at all. R = identity with an S that fits: OpenSSL 3.0, Python's
 * cryptography and
 * @noble/curves take it, OpenSSL 3.5 (Node 26.10) and libsodium refuse it (measured 2026-11). A signature that one
 * verifier takes and another refuses would split the evidence.
 */

import { FIELD_PRIME, GROUP_ORDER } from './edwards25519.ts'

export const SIGNATURE_BYTES = 64

/**
 * Whether it is 64 bytes, S < L, and R canonical and not of small order. A few comparisons of bytes: every statement
 * pays it.
 */
export function isSoundSignature(signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  if (!isBelow(signature.subarray(32), ORDER_BYTES, NO_MASK)) return false
  if (!isBelow(signature, PRIME_BYTES, SIGN_MASK)) return false
  return !SMALL_ORDER_Y.some((y) => isEqualY(signature, y))
}

/** Compares the first 32 bytes, little-endian, with a bound; `topMask` is laid on the highest of them. */
function isBelow(bytes: Uint8Array, bound: Uint8Array, topMask: number): boolean {
  for (let at = 31; at >= 0; at -= 1) {
    const byte = (bytes[at] ?? 0) & (at === 31 ? topMask : NO_MASK)
    const limit = bound[at] ?? 0
    if (byte !== limit) return byte < limit
  }
  return false
}

/**
 * Whether R has this y, whatever the sign of x: all points with such a y are of small order, or x = 0 spelled with a
 * sign.
 */
function isEqualY(signature: Uint8Array, y: Uint8Array): boolean {
  if (((signature[31] ?? 0) & SIGN_MASK) !== y[31]) return false
  for (let at = 0; at < 31; at += 1) if (signature[at] !== y[at]) return false
  return true
}

function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  for (let at = 0; at < 32; at += 1) bytes[at] = Number((value >> BigInt(8 * at)) & 255n)
  return bytes
}

const NO_MASK = 0xff
const SIGN_MASK = 0x7f
const ORDER_BYTES = littleEndian(GROUP_ORDER)
const PRIME_BYTES = littleEndian(FIELD_PRIME)
/** y of a point of order 8; the other one is its negative. A test multiplies them by 8. */
const Y_OF_ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n
const SMALL_ORDER_Y = [0n, 1n, FIELD_PRIME - 1n, Y_OF_ORDER_8, FIELD_PRIME - Y_OF_ORDER_8].map(littleEndian)
