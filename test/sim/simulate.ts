/** A seed from its plan to its verdict. `node test/sim/simulate.ts SEED` tells the whole story of one. */
import { judge, slackMinutes, type Verdict } from './invariants.ts'
import { drawPlan, type Plan } from './plan.ts'
import { strikeAll } from './strike.ts'
import { createWorld, type World } from './world.ts'

export type Simulated = Verdict & {
  readonly plan: Plan
  readonly log: readonly string[]
  readonly statements: number
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
    return {
      ...judge(world),
      plan,
      log: world.log,
      statements: statementCount(world),
      slackMinutes: slackMinutes(world),
    }
  } finally {
    world.close()
  }
}

function statementCount({ collector }: World): number {
  return [...collector.store().chains.values()].reduce((sum, { rows }) => sum + rows.length, 0)
}
