/**
 * Sets of small numbers as text, "0-7,9": camera indexes in heartbeats, minutes in closes. Each set has one spelling.
 */

import { ProtocolError } from './errors.ts'

/** One run of neighbours, both ends in the set: [3, 3] is 3 alone. */
export type Run = readonly [first: number, last: number]

/**
 * The spelling of a set: ascending, a run of two or more is "a-b", neighbours joined; the empty set is "".
 * `sorted` ascends strictly: encodeRanges([0, 1, 2, 9]) is "0-2,9". @throws RANGES_SPELLING if it does not ascend
 */
export function encodeRanges(sorted: Iterable<number>): string {
  let text = ''
  let first = -1
  let last = -1
  for (const index of sorted) {
    if (index <= last || !Number.isSafeInteger(index))
      throw new ProtocolError('RANGES_SPELLING', '', 'the numbers do not ascend')
    if (last >= 0 && index === last + 1) {
      last = index
      continue
    }
    if (last >= 0) text += `${spellRun(first, last)},`
    first = index
    last = index
  }
  return last < 0 ? '' : text + spellRun(first, last)
}

/** The numbers of a set, ascending, each below `limit`. Reads "" as the empty set. @throws RANGES_SPELLING */
export function parseRanges(text: string, limit: number): number[] {
  const numbers: number[] = []
  for (const [first, last] of parseRuns(text, limit)) {
    for (let index = first; index <= last; index += 1) numbers.push(index)
  }
  return numbers
}

/** The runs of a set without writing out its numbers, each below `limit`. @throws RANGES_SPELLING */
export function parseRuns(text: string, limit: number): Run[] {
  const runs: Run[] = []
  let at = 0
  let least = 0
  while (at < text.length || runs.length > 0) {
    const first = readNumber(text, at, limit)
    let end = first.end
    let last = first.value
    if (text.charAt(end) === '-') {
      const upper = readNumber(text, end + 1, limit)
      if (upper.value <= last) throw badSpelling(end + 1, 'a run ends above its start')
      last = upper.value
      end = upper.end
    }
    if (first.value < least) throw badSpelling(at, 'runs ascend and do not touch')
    runs.push([first.value, last])
    if (end === text.length) break
    if (text.charAt(end) !== ',') throw badSpelling(end, 'a comma is wanted')
    least = last + 2
    at = end + 1
  }
  return runs
}

/** How many numbers a set has. @throws RANGES_SPELLING */
export function countRanges(text: string, limit: number): number {
  let count = 0
  for (const [first, last] of parseRuns(text, limit)) count += last - first + 1
  return count
}

function spellRun(first: number, last: number): string {
  return first === last ? `${first}` : `${first}-${last}`
}

/** Digits without a leading zero, below the limit, which also bounds how far this reads. */
function readNumber(text: string, at: number, limit: number): { value: number; end: number } {
  let value = 0
  let end = at
  for (; end < text.length; end += 1) {
    const digit = text.charCodeAt(end) - 48
    if (digit < 0 || digit > 9) break
    if (value === 0 && end > at) throw badSpelling(at, 'a number has a leading zero')
    value = value * 10 + digit
    if (value >= limit) throw badSpelling(at, `numbers are below ${limit}`)
  }
  if (end === at) throw badSpelling(at, 'a number is wanted')
  return { value, end }
}

function badSpelling(at: number, detail: string): ProtocolError {
  return new ProtocolError('RANGES_SPELLING', '', `at character ${at}: ${detail}`)
}
