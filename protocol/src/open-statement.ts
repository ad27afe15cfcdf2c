/** What a collector and a verifier both do with the bytes of a statement, before anything is stored or counted. */

import type { Crypto } from './crypto.ts'
import { ProtocolError } from './errors.ts'
import type { GatewayId } from './ids.ts'
import { hashOf, openJws } from './jws.ts'
import { type ParsedStatement, parseStatement } from './statement-parse.ts'

/** A key recorded for a gateway. */
export interface GatewayKey {
  readonly publicKey: Uint8Array
  readonly ep: number
}

export interface OpenedStatement {
  /** Names the statement for ever: SHA-256 of its compact form. */
  readonly hash: string
  readonly kid: string
  readonly parsed: ParsedStatement
}

/**
 * Signature first, then shape, then whose it is. `gw` is the gateway of the topic (or of the bundle's folder);
 * `findKey` answers the keys recorded for that gateway alone. Whatever throws is refused; whatever returns is
 * authentic and is stored.
 * @throws JWS_... SIGNATURE_... UTF8_MALFORMED JSON_SYNTAX STATEMENT_NONE STATEMENT_GATEWAY STATEMENT_EPOCH
 */
export function openStatement(
  compact: string,
  expected: { gw: GatewayId; findKey: (kid: string) => GatewayKey | undefined },
  crypto: Crypto,
): OpenedStatement {
  let key: GatewayKey | undefined
  const findKey = (kid: string) => {
    key = expected.findKey(kid)
    return key?.publicKey
  }
  const { payloadBytes, kid } = openJws(compact, { typ: 'camtally-statement+jws', findKey }, crypto)
  const parsed = parseStatement(payloadBytes)
  const { gw, ep } = 'ok' in parsed ? parsed.ok : parsed.notUnderstood
  if (gw !== expected.gw) throw new ProtocolError('STATEMENT_GATEWAY', 'gw')
  if (ep !== key?.ep) throw new ProtocolError('STATEMENT_EPOCH', 'ep')
  return { hash: hashOf(compact, crypto), kid, parsed }
}
