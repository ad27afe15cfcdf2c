/** A key as six words, for two people to compare aloud: the agent shows them and so does the collector. */

import type { Crypto } from './crypto.ts'
import { FINGERPRINT_WORDS } from './fingerprint-words.ts'

/** The six words of a key: 11 bits a word, from the first 66 bits of SHA-256 over its 32 bytes, highest bit first. */
export function fingerprintWords(publicKey: Uint8Array, crypto: Pick<Crypto, 'sha256'>): readonly string[] {
  const digest = crypto.sha256(publicKey)
  let bits = 0n
  for (const byte of digest.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte)
  const words: string[] = []
  for (let shift = 72n - 11n; words.length < 6; shift -= 11n) {
    words.push(FINGERPRINT_WORDS[Number((bits >> shift) & 2047n)] ?? '')
  }
  return words
}
