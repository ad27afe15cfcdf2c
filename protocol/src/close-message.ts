/** The close message: what a gateway needs to check that the bill says what it signed. A JWS by the billing key. */

import type { GatewayId } from './ids.ts'
import { parseId } from './ids.ts'
import { encodeJsonInOrder } from './json-encode.ts'
import { parseJson } from './json-scan.ts'
import {
  badShape,
  choiceMember,
  hasMember,
  integerMember,
  isIntegerWithin,
  isTextOf,
  listMember,
  NOT_NEGATIVE,
  onlyMembers,
  POSITIVE,
  parsedMember,
  type Shape,
  shapeOf,
  textMember,
  tupleOf,
} from './shape.ts'
import { HASH, SOME_TEXT } from './text-form.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

export interface CloseMessage {
  readonly v: 1
  readonly gw: GatewayId
  readonly ep: number
  /** The bytes of the ledger entry, as text. */
  readonly entry: string
  /** base64url of the document's 32 random bytes. */
  readonly salt: string
  /** The bytes of the head, as text: the document whose digest the entry carries. */
  readonly head: string
  /** The bytes of this gateway's row, as text; left out where the message would exceed 48 KiB. */
  readonly row?: string
  /**
   * In place of `row`: {"uncounted","excluded","joined"} of it as text; the gateway builds the rest itself and
   * compares hashes.
   */
  readonly rest?: string
  /** Index of the entry in the ledger, from 0. */
  readonly index: number
  /** Inclusion path to the checkpoint (RFC 9162, 2.1.3), lowest sibling first. */
  readonly path: readonly string[]
  /** The checkpoint, a C2SP signed note. */
  readonly checkpoint: string
  /** The account's newest ledger entry: its `n` and hash. */
  readonly n: readonly [n: number, hash: string]
}

/** The text to sign. @throws CLOSE_SHAPE */
export function encodeCloseMessage(message: CloseMessage): string {
  const text = encodeJsonInOrder(message, ORDER)
  parseCloseMessage(encodeUtf8(text))
  return text
}

/**
 * Reads the payload of a close message whose signature was checked. @throws CLOSE_SHAPE, or JSON_... and
 * UTF8_MALFORMED
 */
export function parseCloseMessage(payload: Uint8Array): CloseMessage {
  const shape = shapeOf(parseJson(decodeUtf8(payload)), 'CLOSE_SHAPE')
  onlyMembers(shape, MEMBERS)
  if (hasMember(shape, 'row') === hasMember(shape, 'rest')) throw badShape(shape, 'row', 'either row or rest is wanted')
  return {
    v: choiceMember(shape, 'v', [1]),
    gw: parsedMember(shape, 'gw', (text) => parseId('gw', text)),
    ep: integerMember(shape, 'ep', POSITIVE),
    entry: textMember(shape, 'entry', SOME_TEXT),
    salt: textMember(shape, 'salt', HASH),
    head: textMember(shape, 'head', SOME_TEXT),
    ...(hasMember(shape, 'row')
      ? { row: textMember(shape, 'row', SOME_TEXT) }
      : { rest: textMember(shape, 'rest', SOME_TEXT) }),
    index: integerMember(shape, 'index', NOT_NEGATIVE),
    path: listMember(shape, 'path', [0, PATH_MAX]).map((hash, at) => readPathHash(shape, hash, at)),
    checkpoint: textMember(shape, 'checkpoint', SOME_TEXT),
    n: readNewest(shape),
  }
}

function readPathHash(shape: Shape, hash: unknown, at: number): string {
  if (isTextOf(hash, HASH)) return hash
  throw badShape(shape, `path[${at}]`, `${HASH.says} is wanted`)
}

function readNewest(shape: Shape): readonly [number, string] {
  const [n, hash] = tupleOf(shape.members['n'], 2) ?? []
  if (isIntegerWithin(n, POSITIVE) && isTextOf(hash, HASH)) return [n, hash]
  throw badShape(shape, 'n', '[n from 1, hash] is wanted')
}

const ORDER = ['v', 'gw', 'ep', 'entry', 'salt', 'head', 'row', 'rest', 'index', 'path', 'checkpoint', 'n'] as const
const MEMBERS: ReadonlySet<string> = new Set(ORDER)
/** A ledger of 2^53 entries has no longer path. */
const PATH_MAX = 53
