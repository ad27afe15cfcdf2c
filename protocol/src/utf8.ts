/**
 * Text to bytes and back: UTF-8 and nothing else; malformed bytes are an error, a byte order mark is kept as a
 * character.
 */

import { ProtocolError } from './errors.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 bytes of a text. An unpaired surrogate would become U+FFFD: texts of ours have none (json-scan.ts). */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text of UTF-8 bytes. @throws UTF8_MALFORMED */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new ProtocolError('UTF8_MALFORMED')
  }
}
