/** A seed from its plan to its verdict. */
import { judge, slackMinutes, type Verdict } from './invariants.ts'
import { drawPlan, type Plan } from './plan.ts'
import { strikeAll } from './strike.ts'
import { createWorld, type World } from './world.ts'

/** `slackMinutes`: by which minutes were judged, because the time that was told was so wrong. `sideStatements`: stored
 *  beside their chains, in `forks` branches. `excusedMinutes`: that need not be counted although they were seen. */
export type Simulated = Verdict & {
  readonly plan: Plan
  readonly log: readonly string[]
  readonly statements: number
  readonly sideStatements: number
  readonly forks: number
  readonly excusedMinutes: number
  readonly slackMinutes: number
}

export function simulateSeed(seed: number): Promise<Simulated> {
  return simulate(drawPlan(seed))
}

export async function simulate(plan: Plan): Promise<Simulated> {
  const world = createWorld(plan)
  try {
    strikeAll(world)
    await world.run()
    const rows = [...world.collector.store().chains.values()].flatMap((chain) => chain.rows)
    return {
      ...judge(world),
      ...{ plan, log: world.log, statements: rows.length, slackMinutes: slackMinutes(world) },
      sideStatements: rows.filter((row) => row.is_side).length,
      forks: [...world.collector.store().chains.values()].reduce((sum, { state }) => sum + state.sides.length, 0),
      excusedMinutes: excusedMinutes(world),
    }
  } finally {
    world.close()
  }
}

function excusedMinutes({ truth }: World): number {
  const spared = (camera: string) => truth.seen(camera).size - truth.owed(camera).size
  return truth.cameras().reduce((sum, camera) => sum + spared(camera), 0)
}
