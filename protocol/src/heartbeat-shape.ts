/**
 * The members of a heartbeat: which cameras were connected in which minutes of its window, and which nobody could
 * look at.
 */

import { ProtocolError } from './errors.ts'
import { CAMERAS_MAX, HEARTBEAT_MINUTES_MAX, UTC_MINUTE_MAX } from './limits.ts'
import { parseRanges } from './ranges.ts'
import {
  badShape,
  hasMember,
  integerMember,
  isIntegerWithin,
  listMember,
  type Shape,
  textMember,
  tupleOf,
} from './shape.ts'
import type { BlindRow, ConnectedRank, HeartbeatStatement, OnRow } from './statement.ts'
import { HASH } from './text-form.ts'
import { isWithinUtcDay } from './utc-minute.ts'

type HeartbeatMembers = Pick<HeartbeatStatement, 'inv' | 'm' | 'n' | 'on' | 'blind'>

/** @throws STATEMENT_SHAPE RANGES_SPELLING */
export function readHeartbeatMembers(shape: Shape): HeartbeatMembers {
  const inv = textMember(shape, 'inv', HASH)
  const m = integerMember(shape, 'm', [0, UTC_MINUTE_MAX])
  const n = integerMember(shape, 'n', [1, HEARTBEAT_MINUTES_MAX])
  if (!isWithinUtcDay(m, n)) throw badShape(shape, 'n', 'the window crosses a UTC midnight')
  if (m + n - 1 > UTC_MINUTE_MAX) throw badShape(shape, 'n', 'the window ends after the last minute there is')
  // The mask of each camera by its index, 0 while it stood in no row.
  const onMasks: number[] = []
  const on = readOnRows(shape, n, onMasks)
  if (!hasMember(shape, 'blind')) return { inv, m, n, on }
  return { inv, m, n, on, blind: readBlindRows(shape, n, onMasks) }
}

function readOnRows(shape: Shape, n: number, onMasks: number[]): readonly OnRow[] {
  let maskBefore = 0
  let rankBefore = 0
  return listMember(shape, 'on', [0, CAMERAS_MAX]).map((value, at) => {
    const [mask, rank, indexes] = tupleOf(value, 3) ?? []
    if (!isIntegerWithin(mask, [1, 2 ** n - 1])) throw badMask(shape, `on[${at}][0]`, n)
    if (!isConnectedRank(rank)) throw badShape(shape, `on[${at}][1]`, 'a rank from 2 to 4 is wanted')
    if (mask < maskBefore || (mask === maskBefore && rank <= rankBefore)) {
      throw badShape(shape, `on[${at}]`, 'rows ascend by mask, then rank')
    }
    maskBefore = mask
    rankBefore = rank
    for (const index of indexesOf(shape, `on[${at}][2]`, indexes)) {
      if (onMasks[index] !== undefined) throw badShape(shape, `on[${at}][2]`, `camera ${index} stands in two rows`)
      onMasks[index] = mask
    }
    return [mask, rank, String(indexes)]
  })
}

function readBlindRows(shape: Shape, n: number, onMasks: readonly number[]): readonly BlindRow[] {
  const seen = new Set<number>()
  let maskBefore = 0
  return listMember(shape, 'blind', [1, CAMERAS_MAX]).map((value, at) => {
    const [mask, indexes] = tupleOf(value, 2) ?? []
    if (!isIntegerWithin(mask, [1, 2 ** n - 1])) throw badMask(shape, `blind[${at}][0]`, n)
    if (mask <= maskBefore) throw badShape(shape, `blind[${at}]`, 'rows ascend by mask')
    maskBefore = mask
    for (const index of indexesOf(shape, `blind[${at}][1]`, indexes)) {
      if (seen.has(index)) throw badShape(shape, `blind[${at}][1]`, `camera ${index} stands in two rows`)
      if (((onMasks[index] ?? 0) & mask) !== 0) {
        throw badShape(shape, `blind[${at}][1]`, `camera ${index} is on in a minute in which it is blind`)
      }
      seen.add(index)
    }
    return [mask, String(indexes)]
  })
}

function indexesOf(shape: Shape, path: string, value: unknown): readonly number[] {
  if (typeof value !== 'string' || value === '') throw badShape(shape, path, 'ranges of one camera or more are wanted')
  try {
    return parseRanges(value, CAMERAS_MAX)
  } catch (error) {
    if (error instanceof ProtocolError) throw new ProtocolError(error.code, path, error.detail)
    throw error
  }
}

function isConnectedRank(value: unknown): value is ConnectedRank {
  return value === 2 || value === 3 || value === 4
}

function badMask(shape: Shape, path: string, n: number) {
  return badShape(shape, path, `a mask from 1 to ${2 ** n - 1} is wanted: the heartbeat has ${n} minutes`)
}
