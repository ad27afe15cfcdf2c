/** A proof that a gateway holds a key: a JWS over the challenge it was given, nothing else (protocol 7). */
import { openJws, ProtocolError, parseEnrollmentProof, thumbprint } from '@camtally/protocol'
import type { EnrollmentRow } from '../store/claim.ts'
import type { ApiDeps } from './api.ts'

export type Challenge = Pick<EnrollmentRow, 'enrollment_id' | 'nonce' | 'gateway_id' | 'epoch'>

/** Whether `proof` is signed by one of these keys over exactly this challenge; the fault is told as the cause of
 *  nothing: who sends a bad proof learns no more than that it is bad. */
export function isProofOf(
  challenge: Challenge,
  proof: string,
  { crypto, keys }: { readonly crypto: ApiDeps['crypto']; readonly keys: readonly Uint8Array[] },
): boolean {
  const findKey = (kid: string) => keys.find((key) => thumbprint(key, crypto) === kid)
  try {
    const { payloadBytes } = openJws(proof, { typ: 'camtally-enroll+jws', findKey }, crypto)
    const { enr, nonce, gw, ep } = parseEnrollmentProof(payloadBytes)
    return (
      enr === challenge.enrollment_id &&
      nonce === challenge.nonce &&
      gw === challenge.gateway_id &&
      ep === challenge.epoch
    )
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}
