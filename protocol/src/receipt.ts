/** The receipt: the collector's signed word which statements of one chain it has stored (SPEC.md, Receipts). */

import type { GatewayId } from './ids.ts'
import { RECEIPT_GOT_MAX, RECEIPT_HAVE_MAX, RECEIPT_SIDE_MAX, W_MAX } from './limits.ts'
import { encodeJsonInOrder } from './json-encode.ts'
import { parseJson } from './json-scan.ts'
import { parseId } from './ids.ts'
import { isRowAscending, readRunRow, type RunRow } from './run-row.ts'
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
import { HASH } from './text-form.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

export interface Receipt {
  readonly v: 1
  readonly gw: GatewayId
  readonly ep: number
  /** Collector time, ms; greater than in every receipt before for this (gw, ep). */
  readonly t: number
  /** Restores from a backup that the collector went through; a higher one takes back all that was named before. */
  readonly rs: number
  /** At most 64 statements that arrived since the receipt before, first time or again. */
  readonly got: readonly GotRow[]
  /** At most 64 stored runs whose links were checked, ascending; over 64 the lowest are left out. */
  readonly have: readonly RunRow[]
  /** At most 20 branches stored beside the chain, those that grew last; ascending. Left out if there is none. */
  readonly side?: readonly RunRow[]
  /** Statements that may be in flight. */
  readonly w: number
  /** The time, ms, by which a close must bind all this. */
  readonly by: number
  /** Thumbprint of the gateway key in force. */
  readonly kid: string
  /** Ledger entries committed. */
  readonly li: number
  /** The account's newest ledger entry: its `n` and hash. */
  readonly n: readonly [n: number, hash: string]
  /** The newest checkpoint: its size and root. */
  readonly cp?: readonly [size: number, root: string]
}
/** [seq, hash, 0 in the chain | 1 beside it] */
export type GotRow = readonly [seq: number, hash: string, place: 0 | 1]

/** The text to sign. @throws RECEIPT_SHAPE */
export function encodeReceipt(receipt: Receipt): string {
  const text = encodeJsonInOrder(receipt, ORDER)
  parseReceipt(encodeUtf8(text))
  return text
}

/** Reads the payload of a receipt whose signature was checked. @throws RECEIPT_SHAPE, or JSON_... and UTF8_MALFORMED */
export function parseReceipt(payload: Uint8Array): Receipt {
  const shape = shapeOf(parseJson(decodeUtf8(payload)), 'RECEIPT_SHAPE')
  onlyMembers(shape, MEMBERS)
  return {
    v: choiceMember(shape, 'v', [1]),
    gw: parsedMember(shape, 'gw', (text) => parseId('gw', text)),
    ep: integerMember(shape, 'ep', POSITIVE),
    t: integerMember(shape, 't', POSITIVE),
    rs: integerMember(shape, 'rs', NOT_NEGATIVE),
    got: readGot(shape),
    have: readHave(shape),
    ...(hasMember(shape, 'side') ? { side: readSide(shape) } : {}),
    w: integerMember(shape, 'w', [1, W_MAX]),
    by: integerMember(shape, 'by', POSITIVE),
    kid: textMember(shape, 'kid', HASH),
    li: integerMember(shape, 'li', NOT_NEGATIVE),
    n: readNumberAndHash(shape, 'n'),
    ...(hasMember(shape, 'cp') ? { cp: readNumberAndHash(shape, 'cp') } : {}),
  }
}

/** [[0, 0, SHA-256 of the proof]] stands in the enrollment receipt alone; it is no row to sign on from. */
export function isEnrollmentReceipt(receipt: Receipt): boolean {
  return receipt.have[0]?.[0] === 0
}

function readGot(shape: Shape): readonly GotRow[] {
  return listMember(shape, 'got', [0, RECEIPT_GOT_MAX]).map((value, at) => {
    const [seq, hash, place] = tupleOf(value, 3) ?? []
    if (isIntegerWithin(seq, POSITIVE) && isTextOf(hash, HASH) && (place === 0 || place === 1))
      return [seq, hash, place]
    throw badShape(shape, `got[${at}]`, 'a row is [seq, hash, 0 or 1]')
  })
}

function readHave(shape: Shape): readonly RunRow[] {
  const rows = listMember(shape, 'have', [0, RECEIPT_HAVE_MAX]).map((row, at) => readRunRow(shape, `have[${at}]`, row))
  let lastBefore = -1
  for (const [at, [first, last]] of rows.entries()) {
    if (first <= lastBefore) throw badShape(shape, `have[${at}]`, 'rows ascend and do not overlap')
    if (first === 0 && (last !== 0 || rows.length > 1)) {
      throw badShape(shape, `have[${at}]`, 'number 0 stands only in the one row of an enrollment receipt')
    }
    lastBefore = last
  }
  return rows
}

function readSide(shape: Shape): readonly RunRow[] {
  const rows = listMember(shape, 'side', [1, RECEIPT_SIDE_MAX]).map((row, at) => readRunRow(shape, `side[${at}]`, row))
  for (const [at, row] of rows.entries()) {
    const before = rows[at - 1]
    if (row[0] === 0) throw badShape(shape, `side[${at}]`, 'numbers start at 1')
    if (before && !isRowAscending(before, row)) throw badShape(shape, `side[${at}]`, 'rows ascend')
  }
  return rows
}

function readNumberAndHash(shape: Shape, name: string): readonly [number, string] {
  const [number, hash] = tupleOf(shape.members[name], 2) ?? []
  if (isIntegerWithin(number, POSITIVE) && isTextOf(hash, HASH)) return [number, hash]
  throw badShape(shape, name, '[number from 1, hash] is wanted')
}

const ORDER = ['v', 'gw', 'ep', 't', 'rs', 'got', 'have', 'side', 'w', 'by', 'kid', 'li', 'n', 'cp'] as const
const MEMBERS: ReadonlySet<string> = new Set(ORDER)
