/** Bearer tokens: `cam_<12 of a-z2-7>_<43 base64url>`. The middle names the row, SHA-256 of the end is all that is kept
 *  (32 random bytes need no slower hash), and what is looked up, so how long that takes tells nothing. */
import { createHash } from 'node:crypto'
import { encodeBase64url } from '@camtally/protocol'
import type { Random } from '../clock.ts'

export type TokenText = { readonly tokenId: string; readonly secretHash: string; readonly text: string }

const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const form = /^cam_([a-z2-7]{12})_([A-Za-z0-9_-]{43})$/

/** A new token; its text is shown once and kept nowhere. */
export function newToken(random: Random): TokenText {
  const tokenId = Array.from(random.bytes(12), (byte) => letters.charAt(byte & 31)).join('')
  const secret = encodeBase64url(random.bytes(32))
  return { tokenId, secretHash: hashOf(secret), text: `cam_${tokenId}_${secret}` }
}

/** The parts of a token, or undefined where a text is none. */
export function parseToken(text: string): Omit<TokenText, 'text'> | undefined {
  const [, tokenId, secret] = form.exec(text) ?? []
  return tokenId === undefined || secret === undefined ? undefined : { tokenId, secretHash: hashOf(secret) }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
