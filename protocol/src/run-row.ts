/**
 * One row of `have` or `side`, in receipts and in closes: a run of stored statements by first, last and the last
 * one's hash.
 */

import { badShape, isIntegerWithin, isTextOf, NOT_NEGATIVE, type Shape, tupleOf } from './shape.ts'
import { HASH } from './text-form.ts'

export type RunRow = readonly [first: number, last: number, hashOfLast: string]

/** `path` names the row in a fault. */
export function readRunRow(shape: Shape, path: string, value: unknown): RunRow {
  const [first, last, hash] = tupleOf(value, 3) ?? []
  if (
    isIntegerWithin(first, NOT_NEGATIVE) &&
    isIntegerWithin(last, NOT_NEGATIVE) &&
    last >= first &&
    isTextOf(hash, HASH)
  ) {
    return [first, last, hash]
  }
  throw badShape(shape, path, 'a row is [first, last, hash of last]')
}

/**
 * Whether rows ascend by first, then last, then hash; side rows may overlap, so their numbers alone do not order
 * them.
 */
export function isRowAscending(before: RunRow, after: RunRow): boolean {
  return compareRows(before, after) < 0
}

/** Orders side rows as receipts and closes want them. */
export function compareRows(a: RunRow, b: RunRow): number {
  if (a[0] !== b[0]) return a[0] - b[0]
  if (a[1] !== b[1]) return a[1] - b[1]
  if (a[2] === b[2]) return 0
  return a[2] < b[2] ? -1 : 1
}
