/** Camera keys: a keyed hash of one identifier of a camera, so that the identifier itself never leaves the site. */

import { encodeBase64url } from './base64url.ts'
import type { Crypto } from './crypto.ts'
import { concatBytes, hmacSha256 } from './hmac-sha256.ts'
import { encodeUtf8 } from './utf8.ts'

export const CAMERA_SECRET_BYTES = 32

export type IdentifierType = 'serial' | 'mac' | 'uuid' | 'address' | 'static'

export interface CameraIdentifier {
  readonly type: IdentifierType
  /**
   * serial: the maker; address: the site (or gateway, for loopback and link-local); else what keeps equal values
   * apart, or "".
   */
  readonly scope: string
  /** address: host:port/path without user, password, query and stream suffix. */
  readonly value: string
}

/** What a key was made from: (label, salt) opens one camera in a dispute, and no other. */
export interface OpenedCameraKey {
  readonly label: string
  /** base64url of 32 bytes */
  readonly salt: string
  readonly key: string
}

/**
 * The camera key of an identifier: 22 characters. @throws RangeError if the secret has not 32 bytes or a line break
 * splits the label
 */
export function cameraKey(secret: Uint8Array, identifier: CameraIdentifier, crypto: Pick<Crypto, 'sha256'>): string {
  return openCameraKey(secret, identifier, crypto).key
}

/**
 * salt = HMAC-SHA-256(secret, label), key = the first 16 bytes of SHA-256(salt || label), label = TYPE, SCOPE, VALUE
 * joined by newlines.
 */
export function openCameraKey(
  secret: Uint8Array,
  identifier: CameraIdentifier,
  crypto: Pick<Crypto, 'sha256'>,
): OpenedCameraKey {
  const label = labelOf(identifier)
  const salt = hmacSha256(checkedSecret(secret), encodeUtf8(label), crypto)
  return { label, salt: encodeBase64url(salt), key: keyFromSalt(salt, label, crypto) }
}

/** The key that an opened (label, salt) leads to: what an auditor computes. `salt` is 32 bytes. */
export function keyFromSalt(salt: Uint8Array, label: string, crypto: Pick<Crypto, 'sha256'>): string {
  return encodeBase64url(crypto.sha256(concatBytes(salt, encodeUtf8(label))).subarray(0, 16))
}

/** `ck` of an inventory: the first 8 bytes of HMAC(secret, "camtally check"), 11 characters. */
export function secretCheckValue(secret: Uint8Array, crypto: Pick<Crypto, 'sha256'>): string {
  return encodeBase64url(hmacSha256(checkedSecret(secret), encodeUtf8('camtally check'), crypto).subarray(0, 8))
}

function labelOf({ type, scope, value }: CameraIdentifier): string {
  // A newline inside would let two identifiers share one label.
  if (`${scope}${value}`.includes('\n')) throw new RangeError('an identifier of a camera has a line break in it')
  return `${type}\n${scope}\n${value}`
}

function checkedSecret(secret: Uint8Array): Uint8Array {
  if (secret.length !== CAMERA_SECRET_BYTES) throw new RangeError('a camera secret has 32 bytes')
  return secret
}
