/**
 * Which public keys are taken, checked once, when a key is recorded. Verifiers disagree about all others (attack 12).
 */

import { findPoint, GROUP_ORDER, isIdentity, multiply } from './edwards25519.ts'
import { ProtocolError } from './errors.ts'

export const PUBLIC_KEY_BYTES = 32

/**
 * Takes a key that is 32 bytes, canonical, on the curve, not of small order and of prime order.
 * @throws KEY_MALFORMED KEY_SMALL_ORDER KEY_MIXED_ORDER
 */
export function checkPublicKey(publicKey: Uint8Array): void {
  const point = publicKey.length === PUBLIC_KEY_BYTES ? findPoint(publicKey) : undefined
  if (point === undefined) throw new ProtocolError('KEY_MALFORMED')
  if (isIdentity(multiply(point, 8n))) throw new ProtocolError('KEY_SMALL_ORDER')
  if (!isIdentity(multiply(point, GROUP_ORDER))) throw new ProtocolError('KEY_MIXED_ORDER')
}
