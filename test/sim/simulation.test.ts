/** 200 seeds of faults: what was seen is billed, whatever happened on the way. Seeds are fixed, so that a run is the
 *  same everywhere; `make soak` draws others. */
import t from 'tap'
import { drawPlan } from './plan.ts'
import { simulate, simulateSeed } from './simulate.ts'

const SEEDS = 200
const wanted = process.env['CAMTALLY_SEED']

t.test('a world without faults bills exactly what was seen, and signs no branch', async (t) => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const plan = { ...drawPlan(seed), faults: [] }
    const { faults, exceptions, sideStatements, excusedMinutes } = await simulate(plan)
    t.same(faults, [], `seed ${seed}`)
    t.same({ exceptions, sideStatements, excusedMinutes }, { exceptions: [], sideStatements: 0, excusedMinutes: 0 })
  }
})

t.test('after any faults the bill is that of a world without them, or says where it is not', async (t) => {
  const seeds = wanted === undefined ? Array.from({ length: SEEDS }, (_, at) => at + 1) : [Number(wanted)]
  let exceptions = 0
  for (const seed of seeds) {
    const simulated = await simulateSeed(seed)
    exceptions += simulated.exceptions.length
    for (const exception of simulated.exceptions) t.comment(`seed ${seed}: ${exception}`)
    if (simulated.faults.length === 0) continue
    t.comment(`replay: CAMTALLY_SEED=${seed} npx tap test/sim/simulation.test.ts`)
    t.comment(JSON.stringify(simulated.plan))
    t.fail(`seed ${seed}`, { faults: simulated.faults, log: wanted === undefined ? [] : simulated.log })
  }
  t.pass(`${seeds.length} seeds, ${exceptions} declared exceptions`)
})
