/**
 * Reads the payload of a statement whose signature was checked. Three ends: understood; no statement at all (an
 * error: it is refused); or the five chain members are right and something else is not, then it is stored and does
 * not count.
 */

import { type Fault, ProtocolError } from './errors.ts'
import { parseId } from './ids.ts'
import { scanJson } from './json-scan.ts'
import { integerMember, POSITIVE, parsedMember, type Shape, shapeOf, textMember } from './shape.ts'
import { type Envelope, type Statement, type StatementKind, UNDERSTOOD_KINDS } from './statement.ts'
import { readStatement } from './statement-members.ts'
import { HASH } from './text-form.ts'
import { decodeUtf8 } from './utf8.ts'

export type ParsedStatement =
  | { readonly ok: Statement }
  /** Outcome NOT_UNDERSTOOD: the chain goes on over it, what else it says waits for a version that understands it. */
  | { readonly notUnderstood: Envelope; readonly fault: Fault }

/**
 * Parses a statement. `understood` are the kinds to act on; others come out as not understood.
 * @throws JSON_SYNTAX UTF8_MALFORMED STATEMENT_NONE when this is no statement
 */
export function parseStatement(payload: Uint8Array, understood = UNDERSTOOD_KINDS): ParsedStatement {
  const scanned = scanJson(decodeUtf8(payload))
  const { envelope, shape } = readEnvelope(scanned)
  if (scanned.fault) return { notUnderstood: envelope, fault: scanned.fault }
  try {
    return { ok: readUnderstood(shape, envelope, understood) }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    return { notUnderstood: envelope, fault: { code: error.code, path: error.path, message: error.message } }
  }
}

/** v, gw, ep, seq, prev: each there once and in its shape, whatever else is wrong. */
function readEnvelope({ value, doubled }: ReturnType<typeof scanJson>): { envelope: Envelope; shape: Shape } {
  const shape = shapeOf(value, 'STATEMENT_NONE')
  for (const name of doubled) {
    if (CHAIN_MEMBERS.has(name)) throw new ProtocolError('STATEMENT_NONE', name, 'the member stands twice')
  }
  const envelope: Envelope = {
    v: integerMember(shape, 'v', POSITIVE),
    gw: parsedMember(shape, 'gw', (text) => parseId('gw', text)),
    ep: integerMember(shape, 'ep', POSITIVE),
    seq: integerMember(shape, 'seq', POSITIVE),
    prev: textMember(shape, 'prev', HASH),
  }
  return { envelope, shape }
}

function readUnderstood(shape: Shape, envelope: Envelope, understood: ReadonlySet<StatementKind>): Statement {
  if (envelope.v !== 1) throw new ProtocolError('STATEMENT_VERSION', 'v')
  const kind = shape.members['kind']
  for (const known of understood) {
    if (known === kind) return readStatement({ ...shape, code: 'STATEMENT_SHAPE' }, known, { ...envelope, v: 1 })
  }
  throw new ProtocolError('STATEMENT_KIND', 'kind')
}

const CHAIN_MEMBERS: ReadonlySet<string> = new Set(['v', 'gw', 'ep', 'seq', 'prev'])
