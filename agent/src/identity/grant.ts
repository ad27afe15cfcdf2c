/** What the collector grants, checked before it is believed: the receipt is signed by a key it names and is about the
 *  proof that was sent. */
import {
  type Crypto,
  decodeBase64url,
  type EnrollmentGrant,
  hashOf,
  isEnrollmentReceipt,
  openJws,
  parseEnrollmentGrant,
  parseReceipt,
  type Receipt,
  thumbprint,
} from '@camtally/protocol'

/** Reads the grant. @throws ENROLLMENT_SHAPE */
export function parseGrant(answer: unknown): EnrollmentGrant {
  return parseEnrollmentGrant(answer)
}

/** Opens a receipt by the receipt keys of a grant. @throws ProtocolError */
export function openReceipt(compact: string, grant: Pick<EnrollmentGrant, 'trust'>, crypto: Crypto): Receipt {
  const keys = new Map(
    grant.trust.receiptKeys.map((text) => {
      const key = decodeBase64url(text)
      return [thumbprint(key, crypto), key] as const
    }),
  )
  const { payloadBytes } = openJws(compact, { typ: 'camtally-receipt+jws', findKey: (kid) => keys.get(kid) }, crypto)
  return parseReceipt(payloadBytes)
}

/** The enrollment receipt must be of this gateway and epoch and hold the hash of the proof (protocol 7).
 *  @throws if not */
export function checkGrant(grant: EnrollmentGrant, proof: string, crypto: Crypto): void {
  const receipt = openReceipt(grant.receipt, grant, crypto)
  const isOurs = receipt.gw === grant.gatewayId && receipt.ep === grant.epoch && isEnrollmentReceipt(receipt)
  if (!isOurs || receipt.have[0]?.[2] !== hashOf(proof, crypto)) {
    throw new Error('the enrollment receipt is about another proof')
  }
}
