/** The claim: the one-time secret that enrolls a gateway, `clm_<12 of a-z2-7>_<43 base64url>`. */

import { decodeBase64url, encodeBase64url } from './base64url.ts'
import type { Crypto } from './crypto.ts'
import { ProtocolError } from './errors.ts'
import { type ClaimId, isId, parseId } from './ids.ts'
import { HASH } from './text-form.ts'

export interface Claim {
  /** Names the row in the collector; no secret. */
  readonly id: ClaimId
  /** 32 random bytes; the collector keeps only their hash. */
  readonly secret: Uint8Array
}

/** The text that a person copies. @throws CLAIM_SHAPE */
export function formatClaim(claim: Claim): string {
  if (claim.secret.length !== 32) throw new ProtocolError('CLAIM_SHAPE')
  return `${parseId('clm', claim.id)}_${encodeBase64url(claim.secret)}`
}

/** @throws CLAIM_SHAPE; the message never repeats the text, which is a secret */
export function parseClaim(text: unknown): Claim {
  if (typeof text !== 'string') throw new ProtocolError('CLAIM_SHAPE')
  const id = text.slice(0, ID_CHARACTERS)
  const secret = text.slice(ID_CHARACTERS + 1)
  const isClaim = isId('clm', id) && text.charAt(ID_CHARACTERS) === '_' && HASH.pattern.test(secret)
  if (!isClaim) throw new ProtocolError('CLAIM_SHAPE')
  return { id, secret: decodeBase64url(secret) }
}

/** What the collector keeps of the secret: base64url of SHA-256 over its 32 bytes. */
export function claimSecretHash(claim: Claim, crypto: Crypto): string {
  return encodeBase64url(crypto.sha256(claim.secret))
}

const ID_CHARACTERS = 'clm_'.length + 12
