/** Reads the head and the rows of a close member by member; all lists ascend, so that one close has one spelling. */

import type { CloseCamera, CloseHead, CloseRow, CloseRowName } from './close.ts'
import { isId, parseId } from './ids.ts'
import { UTC_MINUTE_MAX } from './limits.ts'
import { outcomes, type OutcomeCode } from './outcome.ts'
import { parseRuns } from './ranges.ts'
import { compareRows, type RunRow, readRunRow } from './run-row.ts'
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
  textMember,
} from './shape.ts'
import { HASH, KEY_16, LOCAL_DAY } from './text-form.ts'

/** @throws CLOSE_SHAPE */
export function readCloseHead(shape: Shape): CloseHead {
  onlyMembers(shape, HEAD_MEMBERS)
  const from = integerMember(shape, 'from', [0, UTC_MINUTE_MAX])
  return {
    v: choiceMember(shape, 'v', [1]),
    day: textMember(shape, 'day', LOCAL_DAY),
    from,
    to: integerMember(shape, 'to', [from, UTC_MINUTE_MAX]),
    at: integerMember(shape, 'at', POSITIVE),
    rules: textMember(shape, 'rules', HASH),
    count: integerMember(shape, 'count', NOT_NEGATIVE),
    cameras: readRows(shape, 'cameras', readCloseCamera),
    rows: readRows(shape, 'rows', readRowName),
    ...(hasMember(shape, 'of') ? { of: integerMember(shape, 'of', POSITIVE) } : {}),
  }
}

/** @throws CLOSE_SHAPE */
export function readCloseRow(shape: Shape): CloseRow {
  onlyMembers(shape, ROW_MEMBERS)
  const cover = shape.members['cover']
  if (!isMinuteSet(cover)) throw badShape(shape, 'cover', 'a set of minutes is wanted')
  return {
    gw: parsedMember(shape, 'gw', (text) => parseId('gw', text)),
    ep: integerMember(shape, 'ep', POSITIVE),
    cover,
    said: readRows(shape, 'said', ([key, minutes, ...rest]) => {
      return isTextOf(key, KEY_16) && isSomeMinutes(minutes) && rest.length === 0
        ? ([key, minutes] as const)
        : undefined
    }),
    uncounted: readRows(shape, 'uncounted', ([key, code, minutes, ...rest]) => {
      const isKey = key === '' || isTextOf(key, KEY_16)
      return isKey && isOutcome(code) && isSomeMinutes(minutes) && rest.length === 0
        ? ([key, code, minutes] as const)
        : undefined
    }),
    excluded: readRows(shape, 'excluded', ([key, n, minutes, ...rest]) => {
      const isRow = isTextOf(key, KEY_16) && isIntegerWithin(n, POSITIVE) && isSomeMinutes(minutes) && rest.length === 0
      return isRow ? ([key, n, minutes] as const) : undefined
    }),
    joined: readRows(shape, 'joined', ([key, camera, ...rest]) => {
      return isTextOf(key, KEY_16) && isTextOf(camera, KEY_16) && rest.length === 0
        ? ([key, camera] as const)
        : undefined
    }),
    have: readRunRows(shape, 'have'),
    side: readRunRows(shape, 'side'),
    final: choiceMember(shape, 'final', [0, 1]),
  }
}

/** The rows of a list: each in its form, and each greater than the one before by its first two values. */
function readRows<Row extends readonly unknown[]>(
  shape: Shape,
  name: string,
  readRow: (row: readonly unknown[]) => Row | undefined,
): readonly Row[] {
  let before: Row | undefined
  return listMember(shape, name, NOT_NEGATIVE).map((value, at) => {
    const row = Array.isArray(value) ? readRow(value) : undefined
    if (row === undefined) throw badShape(shape, `${name}[${at}]`, 'the row does not have its form')
    if (before !== undefined && !isAscending(before, row)) throw badShape(shape, `${name}[${at}]`, 'rows ascend')
    before = row
    return row
  })
}

function readRunRows(shape: Shape, name: string): readonly RunRow[] {
  const rows = listMember(shape, name, NOT_NEGATIVE).map((row, at) => readRunRow(shape, `${name}[${at}]`, row))
  for (const [at, row] of rows.entries()) {
    const before = rows[at - 1]
    if (row[0] === 0) throw badShape(shape, `${name}[${at}]`, 'numbers start at 1')
    if (before && compareRows(before, row) >= 0) throw badShape(shape, `${name}[${at}]`, 'rows ascend')
  }
  return rows
}

function readCloseCamera([camera, minutes, counted, ...rest]: readonly unknown[]): CloseCamera | undefined {
  if (!isTextOf(camera, KEY_16) || !isMinuteSet(minutes) || rest.length > 0) return undefined
  return counted === 0 || counted === 1 ? [camera, minutes, counted] : undefined
}

function readRowName([gw, ep, hash, ...rest]: readonly unknown[]): CloseRowName | undefined {
  if (!isId('gw', gw) || !isIntegerWithin(ep, POSITIVE) || !isTextOf(hash, HASH) || rest.length > 0) return undefined
  return [gw, ep, hash]
}

/** By the first value, then the second; texts by their ASCII bytes, numbers by size. */
function isAscending(before: readonly unknown[], after: readonly unknown[]): boolean {
  for (let at = 0; at < 2; at += 1) {
    const [a, b] = [before[at], after[at]]
    if (a === b) continue
    if (typeof a === 'number' && typeof b === 'number') return a < b
    return typeof a === 'string' && typeof b === 'string' && a < b
  }
  return false
}

function isMinuteSet(value: unknown): value is string {
  return typeof value === 'string' && parseRuns(value, UTC_MINUTE_MAX).length >= 0
}

function isSomeMinutes(value: unknown): value is string {
  return isMinuteSet(value) && value !== ''
}

function isOutcome(value: unknown): value is OutcomeCode {
  return typeof value === 'string' && Object.hasOwn(outcomes, value)
}

const HEAD_MEMBERS: ReadonlySet<string> = new Set([
  ...['v', 'day', 'from', 'to', 'at', 'rules', 'count', 'cameras', 'rows', 'of'],
])
const ROW_MEMBERS: ReadonlySet<string> = new Set([
  ...['gw', 'ep', 'cover', 'said', 'uncounted', 'excluded', 'joined', 'have', 'side', 'final'],
])
