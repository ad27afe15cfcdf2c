/** Canonical unpadded base64url (RFC 4648, 5): each byte string has one spelling, and any other is an error. */

import { ProtocolError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NONE = 0xff
const values = new Uint8Array(128).fill(NONE)
for (let value = 0; value < 64; value += 1) values[ALPHABET.charCodeAt(value)] = value

/** The one spelling of these bytes: no padding, spare bits zero. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  for (; at + 2 < bytes.length; at += 3) {
    const group = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2)
    text += letter(group >> 18) + letter(group >> 12) + letter(group >> 6) + letter(group)
  }
  const left = bytes.length - at
  if (left === 1) {
    const group = byteAt(bytes, at) << 16
    text += letter(group >> 18) + letter(group >> 12)
  } else if (left === 2) {
    const group = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8)
    text += letter(group >> 18) + letter(group >> 12) + letter(group >> 6)
  }
  return text
}

/**
 * The bytes of a canonical base64url text. Padding, white space, `+`, `/`, a length of 4n + 1 and spare bits that are
 * not zero are errors: Node's own decoder takes them all, and a signature would have 16 spellings (attack 5).
 * @throws BASE64URL_SPELLING
 */
export function decodeBase64url(text: string): Uint8Array {
  const left = text.length % 4
  if (left === 1) throw new ProtocolError('BASE64URL_SPELLING', '', 'no bytes are spelled with 4n + 1 characters')
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  const whole = text.length - left
  let to = 0
  let seen = 0
  for (let at = 0; at < whole; at += 4) {
    const first = valueAt(text, at)
    const second = valueAt(text, at + 1)
    const third = valueAt(text, at + 2)
    const fourth = valueAt(text, at + 3)
    seen |= first | second | third | fourth
    bytes[to++] = (first << 2) | (second >> 4)
    bytes[to++] = (second << 4) | (third >> 2)
    bytes[to++] = (third << 6) | fourth
  }
  if (left > 0) seen |= decodeEnd(text, whole, bytes)
  if (seen > 63) throw new ProtocolError('BASE64URL_SPELLING', '', 'a character is not of A-Z a-z 0-9 - _')
  return bytes
}

/** The last 2 or 3 characters. Answers the values it saw, so that the caller finds a foreign character once for all. */
function decodeEnd(text: string, at: number, bytes: Uint8Array): number {
  const first = valueAt(text, at)
  const second = valueAt(text, at + 1)
  const hasThird = at + 2 < text.length
  const third = hasThird ? valueAt(text, at + 2) : 0
  const spare = hasThird ? third & 0b11 : second & 0b1111
  const seen = first | second | third
  if (seen <= 63 && spare !== 0)
    throw new ProtocolError('BASE64URL_SPELLING', '', 'the spare bits at the end are not 0')
  const to = bytes.length - (hasThird ? 2 : 1)
  bytes[to] = (first << 2) | (second >> 4)
  if (hasThird) bytes[to + 1] = (second << 4) | (third >> 2)
  return seen
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}

function letter(group: number): string {
  return ALPHABET.charAt(group & 63)
}

/** 0..63, or NONE for any character outside the alphabet. */
function valueAt(text: string, at: number): number {
  return values[text.charCodeAt(at)] ?? NONE
}
