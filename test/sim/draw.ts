/** Chance for a simulation: everything drawn from one seed, so that the seed is the whole story. */
import type { Random } from '../../agent/src/clock.ts'
import { seededRandom } from '../../agent/src/start-bench.ts'

export interface Draw extends Random {
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(first: T, ...rest: readonly T[]): T
}

/** The same seed and `stream` draw the same numbers; two streams of a seed know nothing of each other. */
export function createDraw(seed: number, stream = 0): Draw {
  const { unit, bytes } = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b))
  return {
    unit,
    bytes,
    whole: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    chance: (probability) => unit() < probability,
    pick: (first, ...rest) => [first, ...rest][Math.floor(unit() * (rest.length + 1))] ?? first,
  }
}
