/**
 * The one form of everything signed: a compact JWS (RFC 7515) with Ed25519 (RFC 8037), narrowed until each signed
 * thing has one spelling. The header is byte-equal to what its use demands; nothing in a message chooses an algorithm
 * or a key's use.
 */

import { decodeBase64url, encodeBase64url } from './base64url.ts'
import type { Crypto, Sign } from './crypto.ts'
import { ProtocolError } from './errors.ts'
import { JWS_MAX_BYTES, MANIFEST_MAX_BYTES } from './limits.ts'
import { isSoundSignature } from './signature.ts'
import { HASH } from './text-form.ts'
import { encodeUtf8 } from './utf8.ts'

/** What a key is used for. A key is recorded with its one use, and each use has its own type in the header. */
export type JwsType =
  | 'camtally-statement+jws'
  | 'camtally-receipt+jws'
  | 'camtally-enroll+jws'
  | 'camtally-close+jws'
  | 'camtally-manifest+jws'

export interface OpenedJws {
  readonly payloadBytes: Uint8Array
  /** Thumbprint of the key that signed. */
  readonly kid: string
}

/** Signs a payload. @throws JWS_TOO_LARGE if the result is over the limit of its type */
export function signJws(unsigned: { typ: JwsType; kid: string; payload: string }, sign: Sign): string {
  const { typ, kid, payload } = unsigned
  const signed = `${encodeBase64url(encodeUtf8(headerOf(typ, kid)))}.${encodeBase64url(encodeUtf8(payload))}`
  const compact = `${signed}.${encodeBase64url(sign(encodeUtf8(signed)))}`
  if (compact.length > maxBytesOf(typ)) throw new ProtocolError('JWS_TOO_LARGE')
  return compact
}

/**
 * Checks a compact JWS: size, segments, header, key, form of the signature, signature, in this order. Only then may its
 * payload be parsed. `findKey` answers the public key recorded for this use under a kid; it was checked when recorded.
 * @throws JWS_TOO_LARGE JWS_SEGMENTS JWS_HEADER JWS_KEY_UNKNOWN SIGNATURE_MALFORMED SIGNATURE_WRONG
 */
export function openJws(
  compact: string,
  expected: { typ: JwsType; findKey: (kid: string) => Uint8Array | undefined },
  crypto: Crypto,
): OpenedJws {
  if (compact.length > maxBytesOf(expected.typ)) throw new ProtocolError('JWS_TOO_LARGE')
  const headerEnd = compact.indexOf('.')
  const payloadEnd = compact.indexOf('.', headerEnd + 1)
  if (headerEnd < 0 || payloadEnd < 0)
    throw new ProtocolError('JWS_SEGMENTS', '', 'there are fewer than three segments')
  const kid = kidOf(decodeSegment(compact.slice(0, headerEnd)), expected.typ)
  const payloadBytes = decodeSegment(compact.slice(headerEnd + 1, payloadEnd))
  // A fourth segment would bring a point into this one, which no alphabet has.
  const signature = decodeSegment(compact.slice(payloadEnd + 1))
  const publicKey = expected.findKey(kid)
  if (publicKey === undefined) throw new ProtocolError('JWS_KEY_UNKNOWN', '', `no key ${kid} is recorded for this use`)
  if (!isSoundSignature(signature)) throw new ProtocolError('SIGNATURE_MALFORMED')
  const isRight = crypto.verify(publicKey, encodeUtf8(compact.slice(0, payloadEnd)), signature)
  if (!isRight) throw new ProtocolError('SIGNATURE_WRONG')
  return { payloadBytes, kid }
}

/** What other messages name this one by: base64url of SHA-256 over the whole compact string. */
export function hashOf(compact: string, crypto: Crypto): string {
  return encodeBase64url(crypto.sha256(encodeUtf8(compact)))
}

/** The length of the compact form of a payload of this many UTF-8 bytes. */
export function compactBytes(typ: JwsType, payloadBytes: number): number {
  return (
    base64urlLength(headerOf(typ, '').length + KID_CHARACTERS) +
    base64urlLength(payloadBytes) +
    SIGNATURE_CHARACTERS +
    2
  )
}

/** The most payload bytes whose compact form is within the limit of its type. */
export function maxPayloadBytes(typ: JwsType): number {
  return Math.floor(((maxBytesOf(typ) - compactBytes(typ, 0)) * 3) / 4)
}

function headerOf(typ: JwsType, kid: string): string {
  return `${HEADER_START}${kid}","typ":"${typ}"}`
}

/** The kid of a header that is byte-equal to ours but for it. */
function kidOf(header: Uint8Array, typ: JwsType): string {
  const text = String.fromCharCode(...header.subarray(0, HEADER_MAX_BYTES + 1))
  const kid = text.slice(HEADER_START.length, HEADER_START.length + KID_CHARACTERS)
  if (!HASH.pattern.test(kid) || text !== headerOf(typ, kid)) throw new ProtocolError('JWS_HEADER')
  return kid
}

function decodeSegment(segment: string): Uint8Array {
  try {
    return decodeBase64url(segment)
  } catch (error) {
    throw new ProtocolError('JWS_SEGMENTS', '', error instanceof ProtocolError ? error.detail : undefined)
  }
}

function maxBytesOf(typ: JwsType): number {
  return typ === 'camtally-manifest+jws' ? MANIFEST_MAX_BYTES : JWS_MAX_BYTES
}

function base64urlLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3)
}

const HEADER_START = '{"alg":"EdDSA","kid":"'
const KID_CHARACTERS = 43
const SIGNATURE_CHARACTERS = 86
/** No header of ours is longer; a longer one cannot be byte-equal. */
const HEADER_MAX_BYTES = 128
