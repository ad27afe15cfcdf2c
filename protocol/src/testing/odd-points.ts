/**
 * Keys and signatures that no honest signer makes, computed from the curve: what verifiers are known to disagree
 * about.
 */

import { add, findPoint, GROUP_ORDER, multiply, type Point, readLittleEndian } from '../edwards25519.ts'
import { FIELD_PRIME } from '../edwards25519.ts'
import { concatBytes } from '../hmac-sha256.ts'
import { sha512, type TestKey } from './node-crypto.ts'

/** 32 little-endian bytes. */
export function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n))
}

/**
 * All spellings of the eight points of small order: canonical ones, and those of RFC 8032's decoders that are too
 * kind.
 */
export function smallOrderSpellings(): { canonical: Uint8Array[]; odd: Uint8Array[] } {
  const eighth = pointOfOrder8()
  const points = Array.from({ length: 8 }, (_, at) => encodePoint(multiply(eighth, BigInt(at))))
  const signed = 2n ** 255n
  const odd = [1n | signed, (FIELD_PRIME - 1n) | signed, FIELD_PRIME, FIELD_PRIME | signed, FIELD_PRIME + 1n]
  return { canonical: points, odd: [...odd, (FIELD_PRIME + 1n) | signed].map(littleEndian) }
}

/** A key with a part of small order added: on the curve, canonical, not small, not of prime order. */
export function mixedOrderKey(publicKey: Uint8Array): Uint8Array {
  const point = findPoint(publicKey)
  if (point === undefined) throw new Error('the key is no point')
  return encodePoint(add(point, pointOfOrder8()))
}

/** A signature with R = identity that fits the equation: S = H(R || A || M) x a. Node takes it. */
export function identitySignature(key: TestKey, message: Uint8Array): Uint8Array {
  const identity = littleEndian(1n)
  const hash = sha512(concatBytes(concatBytes(identity, key.publicKey), message))
  const S = (readLittleEndian(hash) * secretScalar(key)) % GROUP_ORDER
  return concatBytes(identity, littleEndian(S))
}

/** The same signature with S + L in place of S: it fits the equation too. */
export function secondSpelling(signature: Uint8Array): Uint8Array {
  const S = readLittleEndian(signature.subarray(32))
  return concatBytes(signature.subarray(0, 32), littleEndian(S + GROUP_ORDER))
}

export function encodePoint({ X, Y, Z }: Point): Uint8Array {
  const inverse = power(Z, FIELD_PRIME - 2n)
  const x = (X * inverse) % FIELD_PRIME
  const y = (Y * inverse) % FIELD_PRIME
  return littleEndian(y | ((x & 1n) << 255n))
}

function pointOfOrder8(): Point {
  // Of a point that is not of prime order, L times it is of small order; the first y upwards that gives order 8.
  for (let y = 2n; ; y += 1n) {
    const point = findPoint(littleEndian(y))
    const small = point && multiply(point, GROUP_ORDER)
    const fourth = small && multiply(small, 4n)
    if (small && fourth && !(fourth.X === 0n && fourth.Y === fourth.Z)) return small
  }
}

/** The clamped scalar of RFC 8032, 5.1.5. */
function secretScalar(key: TestKey): bigint {
  const bytes = sha512(key.seed).slice(0, 32)
  bytes[0] = (bytes[0] ?? 0) & 248
  bytes[31] = ((bytes[31] ?? 0) & 127) | 64
  return readLittleEndian(bytes)
}

function power(base: bigint, exponent: bigint): bigint {
  let product = 1n
  let squared = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) product = (product * squared) % FIELD_PRIME
    squared = (squared * squared) % FIELD_PRIME
  }
  return product
}
