/** From bytes on a topic to an authentic statement, or to why they are refused. Pure; nothing is stored that did not
 *  pass, and the very same function is the verifier's (protocol, openStatement). */
import { type Crypto, type GatewayId, hashOf, openStatement, ProtocolError } from '@camtally/protocol'
import type { ingestErrors } from './errors.ts'

/** One message as it came, with the keys that are recorded for its topic's gateway. */
export interface Arrival {
  readonly gatewayId: GatewayId
  /** The bytes as Latin-1: whatever is not base64url is refused by its spelling. */
  readonly jws: string
  readonly keys: readonly RecordedKey[]
}

export interface RecordedKey {
  readonly kid: string
  readonly epoch: number
  readonly publicKey: Uint8Array
}

export interface Authentic {
  readonly hash: string
  readonly kid: string
  readonly epoch: number
  readonly seq: number
  readonly prev: string
  /** '' where the statement is not understood. */
  readonly kind: string
  readonly isUnderstood: boolean
}

export type Verified = { readonly authentic: Authentic } | { readonly refused: string; readonly hash: string }

/** Never throws: a refusal is a result. */
export function verifyArrival({ gatewayId, jws, keys }: Arrival, crypto: Crypto): Verified {
  if (keys.length === 0) return refusal('GATEWAY_UNKNOWN', hashOf(jws, crypto))
  try {
    const { hash, kid, parsed } = openStatement(jws, { gw: gatewayId, findKey: keyFinder(keys) }, crypto)
    const { ep, seq, prev } = 'ok' in parsed ? parsed.ok : parsed.notUnderstood
    const kind = 'ok' in parsed ? parsed.ok.kind : ''
    return { authentic: { hash, kid, epoch: ep, seq, prev, kind, isUnderstood: 'ok' in parsed } }
  } catch (error) {
    if (error instanceof ProtocolError) return { refused: error.code, hash: hashOf(jws, crypto) }
    throw error
  }
}

function keyFinder(keys: readonly RecordedKey[]) {
  return (kid: string) => {
    const key = keys.find((each) => each.kid === kid)
    return key && { publicKey: key.publicKey, ep: key.epoch }
  }
}

function refusal(code: keyof typeof ingestErrors, hash: string): Verified {
  return { refused: code, hash }
}
