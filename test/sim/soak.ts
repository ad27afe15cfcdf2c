/** `make soak SECONDS=...`: as many seeds as fit, new ones in each run. Ends with 1 if one of them fails; a failing
 *  seed is told with the fewest of its faults that still make it fail, and with the command that replays it. */
import { drawPlan, type Plan } from './plan.ts'
import { simulate, simulateSeed } from './simulate.ts'

const seconds = Number(process.argv[2] ?? 60)
const first = Number(
  process.env['CAMTALLY_SEED'] ?? 1_000_000 + ((process.pid * 7919 + Math.trunc(process.uptime() * 1e6)) % 1e9),
)
const endsAtMs = process.uptime() * 1000 + seconds * 1000
let count = 0
let failed = 0

for (let seed = first; process.uptime() * 1000 < endsAtMs; seed += 1) {
  const { faults } = await simulateSeed(seed)
  count += 1
  if (faults.length === 0) continue
  failed += 1
  const least = await shrink(drawPlan(seed))
  console.log(`seed ${seed} fails with ${least.faults.length} faults of ${drawPlan(seed).faults.length}:`)
  for (const fault of least.faults) console.log(`  ${JSON.stringify(fault)}`)
  for (const fault of (await simulate(least)).faults.slice(0, 5)) console.log(`  -> ${fault.slice(0, 300)}`)
  console.log(`  replay: CAMTALLY_SEED=${seed} npx tap test/sim/simulation.test.ts`)
}
console.log(`${count} seeds from ${first} in ${seconds} s, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Leaves out fault after fault while the plan still fails. */
async function shrink(plan: Plan): Promise<Plan> {
  let least = plan
  for (const fault of plan.faults) {
    const without = { ...least, faults: least.faults.filter((each) => each !== fault) }
    if ((await simulate(without)).faults.length > 0) least = without
  }
  return least
}
