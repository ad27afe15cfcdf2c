/**
 * Just enough of the curve of Ed25519 to judge a key: is it a point, of which order. BigInt, not constant time: keys
 * judged here are public.
 */

/** Extended coordinates: x = X/Z, y = Y/Z, x * y = T/Z. */
export interface Point {
  readonly X: bigint
  readonly Y: bigint
  readonly Z: bigint
  readonly T: bigint
}

/** The prime of the field, 2^255 - 19. */
export const FIELD_PRIME = 2n ** 255n - 19n
/** The prime order of the group that honest keys generate. */
export const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

const D = modulo(-121665n * invert(121666n))
const SQRT_MINUS_1 = power(2n, (FIELD_PRIME - 1n) / 4n)
const IDENTITY: Point = { X: 0n, Y: 1n, Z: 1n, T: 0n }

/** The number that little-endian bytes spell. */
export function readLittleEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (let at = bytes.length - 1; at >= 0; at -= 1) value = (value << 8n) | BigInt(bytes[at] ?? 0)
  return value
}

/** The point of 32 canonical bytes (RFC 8032, 5.1.3), or undefined if they are none. */
export function findPoint(bytes: Uint8Array): Point | undefined {
  const encoded = readLittleEndian(bytes)
  const isOdd = encoded >> 255n === 1n
  const y = encoded & (2n ** 255n - 1n)
  if (y >= FIELD_PRIME) return undefined
  const x = findX(y)
  if (x === undefined || (x === 0n && isOdd)) return undefined
  const X = (x & 1n) === (isOdd ? 1n : 0n) ? x : FIELD_PRIME - x
  return { X, Y: y, Z: 1n, T: modulo(X * y) }
}

/** scalar times point; the scalar is not negative. */
export function multiply(point: Point, scalar: bigint): Point {
  let sum = IDENTITY
  let doubled = point
  for (let left = scalar; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) sum = add(sum, doubled)
    doubled = add(doubled, doubled)
  }
  return sum
}

/** The complete addition of RFC 8032, 5.1.4: it doubles too. */
export function add(a: Point, b: Point): Point {
  const A = modulo((a.Y - a.X) * (b.Y - b.X))
  const B = modulo((a.Y + a.X) * (b.Y + b.X))
  const C = modulo(2n * a.T * D * b.T)
  const Z2 = modulo(2n * a.Z * b.Z)
  const E = B - A
  const F = Z2 - C
  const G = Z2 + C
  const H = B + A
  return { X: modulo(E * F), Y: modulo(G * H), Z: modulo(F * G), T: modulo(E * H) }
}

export function isIdentity(point: Point): boolean {
  return point.X === 0n && point.Y === point.Z
}

/** A root of x^2 = (y^2 - 1) / (d y^2 + 1), or undefined if there is none. */
function findX(y: bigint): bigint | undefined {
  const u = modulo(y * y - 1n)
  const v = modulo(D * y * y + 1n)
  const square = modulo(u * invert(v))
  const root = power(square, (FIELD_PRIME + 3n) / 8n)
  if (modulo(root * root) === square) return root
  const other = modulo(root * SQRT_MINUS_1)
  return modulo(other * other) === square ? other : undefined
}

function invert(value: bigint): bigint {
  return power(modulo(value), FIELD_PRIME - 2n)
}

function power(base: bigint, exponent: bigint): bigint {
  let product = 1n
  let squared = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) product = modulo(product * squared)
    squared = modulo(squared * squared)
  }
  return product
}

function modulo(value: bigint): bigint {
  const rest = value % FIELD_PRIME
  return rest < 0n ? rest + FIELD_PRIME : rest
}
