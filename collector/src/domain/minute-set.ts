/** Sets of UTC minutes as runs: evidence is a union, and union does not care about order or repetition (R5). */
import type { DayWindow } from './calendar.ts'

/** Minutes [from, to), counted from 1970. */
export type MinuteRun = readonly [from: number, to: number]
/** Ascending runs that neither touch nor overlap. */
export type MinuteSet = readonly MinuteRun[]

/** The set of minutes that lie in any of the runs, given in any order. */
export function union(runs: readonly MinuteRun[]): MinuteSet {
  const [only] = runs
  if (only && runs.length === 1) return only[0] < only[1] ? [only] : []
  const united: [number, number][] = []
  for (const [from, to] of runs.toSorted((a, b) => a[0] - b[0])) {
    const last = united.at(-1)
    if (from >= to) continue
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else united.push([from, to])
  }
  return united
}

/** The minutes of a set that lie in [from, to). */
export function within(set: MinuteSet, { fromMinute, toMinute }: DayWindow): MinuteSet {
  return set
    .map(([from, to]): MinuteRun => [Math.max(from, fromMinute), Math.min(to, toMinute)])
    .filter(([from, to]) => from < to)
}

export function countMinutes(set: MinuteSet): number {
  return set.reduce((sum, [from, to]) => sum + to - from, 0)
}

/** Whether two sets have a minute in common. */
export function share(a: MinuteSet, b: MinuteSet): boolean {
  return a.some(([from, to]) => b.some((other) => from < other[1] && other[0] < to))
}

/** The minutes of a bitmap: bit 0x80 of byte 0 is the minute `first`. */
export function minutesOfBits(bits: Uint8Array, first: number): MinuteSet {
  const runs: [number, number][] = []
  for (let minute = 0; minute < bits.length * 8; minute += 1) {
    if (((bits[minute >> 3] ?? 0) & (0x80 >> (minute & 7))) === 0) continue
    const last = runs.at(-1)
    if (last?.[1] === first + minute) last[1] += 1
    else runs.push([first + minute, first + minute + 1])
  }
  return runs
}

/** A set as closes write it: "0-719,780-1079", counted from the window's first minute. */
export function rangesOf(set: MinuteSet, { fromMinute }: DayWindow): string {
  return set
    .map(([from, to]) => (to - from === 1 ? `${from - fromMinute}` : `${from - fromMinute}-${to - 1 - fromMinute}`))
    .join(',')
}
