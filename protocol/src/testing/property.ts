/** Runs a property with a seed that is printed, so that a failure can be replayed. */

import { randomInt } from 'node:crypto'
import fc from 'fast-check'

interface Speaks {
  readonly comment: (text: string) => unknown
  readonly pass: (text: string) => unknown
}

const SEED_LIMIT = 2 ** 31

/**
 * Checks a property in `file`; the seed is CAMTALLY_SEED or a new one. A failure throws with the smallest example
 * found.
 */
export function holds<Values extends [unknown, ...unknown[]]>(
  t: Speaks,
  file: string,
  property: fc.IProperty<Values> | fc.IPropertyWithHooks<Values>,
): void {
  const given = process.env['CAMTALLY_SEED']
  const seed = given === undefined ? randomInt(SEED_LIMIT) : Number(given)
  try {
    fc.assert(property, { seed, numRuns: Number(process.env['CAMTALLY_RUNS'] ?? 300) })
  } catch (error) {
    t.comment(`replay: CAMTALLY_SEED=${seed} npx tap protocol/src/${file}`)
    throw error
  }
  t.pass(`holds with seed ${seed}`)
}
