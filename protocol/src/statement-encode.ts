/** Writes the payload of a statement: JSON without spaces, members in the order of SPEC.md. */

import { ProtocolError } from './errors.ts'
import { encodeJsonInOrder } from './json-encode.ts'
import { maxPayloadBytes } from './jws.ts'
import { STATEMENT_KINDS, type Statement } from './statement.ts'
import { parseStatement } from './statement-parse.ts'
import { encodeUtf8 } from './utf8.ts'

/**
 * The text to sign. What this parser would not understand is never written: a signed fault would cost minutes for good.
 * @throws STATEMENT_TOO_LARGE over 48 KiB once signed; STATEMENT_SHAPE RANGES_SPELLING if a member is wrong
 */
export function encodeStatement(statement: Statement): string {
  const text = encodeJsonInOrder(statement, ORDER)
  const bytes = encodeUtf8(text)
  if (bytes.length > maxPayloadBytes('camtally-statement+jws')) throw new ProtocolError('STATEMENT_TOO_LARGE')
  const parsed = parseStatement(bytes, ALL_KINDS)
  if ('fault' in parsed) throw new ProtocolError(parsed.fault.code, parsed.fault.path, parsed.fault.message)
  return text
}

const ALL_KINDS = new Set(STATEMENT_KINDS)

/** Members of all kinds; no two kinds order the members they share differently. */
const ORDER = [
  ...['v', 'kind', 'gw', 'ep', 'seq', 'prev', 'boot', 'bid', 'mono', 'ts', 'rc', 'ag'],
  ...['cams', 'ck', 'cfg', 'part'],
  ...['inv', 'm', 'n', 'on', 'blind'],
  ...['key', 'pop'],
  ...['day', 'close', 'ok', 'diff'],
  'why',
]
