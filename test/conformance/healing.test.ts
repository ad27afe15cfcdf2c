/** Protocol 10, cases 10, 11, 15, 16, 19, 20 and 27: whole agents, broker and collector rules on one virtual clock
 *  (test/sim), each struck by exactly one story. The verdict compares with what was really seen. Agents alone are tried
 *  in agent/src/start*.test.ts, the database's side of 10 in collector/src/ingest, real processes in test/faults. */
import t, { type Test } from 'tap'
import { type Fault, HEALING_MS, HOUR_MS, MINUTE_MS, type Plan, type WallClock } from '../sim/plan.ts'
import { type Simulated, simulate } from '../sim/simulate.ts'

const startMs = Date.UTC(2027, 2, 9, 22, 0, 17)

/** Twelve hours of two cameras behind one gateway. */
function planOf(faults: readonly Fault[], given: Partial<Plan> = {}): Plan {
  const faultsEndMs = given.faultsEndMs ?? 12 * HOUR_MS
  const world = { seed: 10, startMs, heartbeatMinutes: 5, gatewayCount: 1, cameraCount: 2, walls: ['right'] as const }
  return { ...world, journalMaxBytes: 64 * 2 ** 20, ...given, faultsEndMs, endMs: faultsEndMs + HEALING_MS, faults }
}

/** Holds every invariant, and bills what a world without faults bills. */
async function heals(t: Test, name: string, plan: Plan): Promise<Simulated> {
  const simulated = await simulate(plan)
  t.same(simulated.faults, [], name)
  t.same(simulated.exceptions, [], `${name}: same bill`)
  return simulated
}

const at = (minutes: number) => minutes * MINUTE_MS
const outage = (from: number, to: number): Fault => ({
  atMs: at(from),
  gateway: 0,
  kind: 'outage',
  forMs: at(to - from),
})
const restored = (atMinutes: number, ageMinutes: number): Fault => ({
  ...{ atMs: at(atMinutes), gateway: 0, kind: 'snapshotRestored', ageMs: at(ageMinutes), downMs: at(2), wall: 'right' },
})

t.test(
  '10 a snapshot restored offline: its statements stand beside the chain, count, and the chain goes on',
  async (t) => {
    const plan = planOf([restored(120, 60), outage(119, 200)])
    const { sideStatements, forks } = await heals(t, 'offline', plan)
    t.ok(sideStatements > 0, `${sideStatements} beside the chain`)
    t.equal(forks, 1, 'one branch, and after it the agent signs on from the head')
  },
)

t.test('10 a snapshot restored online waits for the retained receipt and makes no branch', async (t) => {
  t.equal((await heals(t, 'online', planOf([restored(120, 60)]))).sideStatements, 0)
})

t.test(
  '11 a clone in parallel is told by its third branch, all minutes count, and nobody answers for ever',
  async (t) => {
    const clone = { atMs: at(60), gateway: 0, kind: 'clone', ageMs: 0, forMs: at(300), wall: 'right' } as const
    for (const seesCameras of [true, false]) {
      const { forks, sideStatements } = await heals(t, 'clone', planOf([{ ...clone, seesCameras }]))
      t.ok(forks >= 3, `${forks} branches`)
      t.ok(sideStatements < 2 * 300, `${sideStatements} beside the chain in 300 minutes of two copies`)
    }
  },
)

t.test('15 a wrong clock, a step and a suspend change no bill', async (t) => {
  const step = (byMinutes: number): Fault => ({ atMs: at(90), gateway: 0, kind: 'stepClock', byMs: at(byMinutes) })
  const wrong = { walls: ['wrong'] as WallClock[] }
  for (const [name, faults, given] of [
    ['wrong for ever', [], wrong],
    ['wrong and offline', [outage(60, 400)], wrong],
    ['stepped by a day', [step(1440)], wrong],
    ['stepped back by a year', [step(-525_600)], wrong],
    ['right late', [outage(0, 120)], { walls: ['late'] as WallClock[] }],
    ['suspend', [{ atMs: at(90), gateway: 0, kind: 'suspend', forMs: at(45) }], wrong],
  ] as const) {
    const { excusedMinutes } = await heals(t, name, planOf(faults, given))
    t.equal(excusedMinutes, 0, `${name}: no minute less`)
  }
})

t.test(
  '16 30 hours offline with two reboots: as online with a synchronised clock, else only unplaced runs miss',
  async (t) => {
    const story = (wall: WallClock): Fault[] => [
      outage(30, 1830),
      { atMs: at(600), gateway: 0, kind: 'powerCut', downMs: at(2), wall },
      { atMs: at(1200), gateway: 0, kind: 'powerCut', downMs: at(2), wall },
    ]
    const given = { faultsEndMs: 32 * HOUR_MS, heartbeatMinutes: 5 }
    const right = await heals(t, 'synchronised', planOf(story('right'), given))
    t.ok(
      right.excusedMinutes <= 2 * 2 * 7,
      `${right.excusedMinutes} minutes of two cameras: the windows of two crashes`,
    )
    const wrong = await simulate(planOf(story('wrong'), given))
    t.same(wrong.faults, [])
    t.ok(wrong.excusedMinutes >= 590 * 1, 'the run of 10 hours that never knew the time is a declared gap')
    t.ok(wrong.excusedMinutes <= 2 * 620, 'and nothing else')
  },
)

t.test(
  '19 a collector that dies with statements pending, or committed and not receipted, loses and doubles none',
  async (t) => {
    const crash = (minutes: number, isAfterCommit: boolean): Fault => {
      return { atMs: at(minutes) + 43_120, kind: 'collectorCrash', isAfterCommit, downMs: at(7) }
    }
    const faults = Array.from({ length: 20 }, (_, index) => crash(20 + index * 25, index % 2 === 0))
    const { sideStatements } = await heals(t, 'crashes', planOf(faults, { heartbeatMinutes: 1 }))
    t.equal(sideStatements, 0)
  },
)

t.test(
  '20 a broker whose queue is full and that loses its store: everything is stored from the journals',
  async (t) => {
    const full: Fault = { atMs: at(30), kind: 'rough', forMs: at(400), loss: 1, twice: 0, shuffleMs: 0, lateMs: 0 }
    const lost: Fault = { atMs: at(440), kind: 'brokerRestart', losesRetained: true, downMs: at(20) }
    const { excusedMinutes } = await heals(t, 'full', planOf([full, lost]))
    t.equal(excusedMinutes, 0)
  },
)

t.test(
  '27 a power cut that loses a journal tail already published heals; only what was never signed is missing',
  async (t) => {
    const { sideStatements, excusedMinutes } = await heals(t, 'lost tail', planOf([restored(123, 9)]))
    t.equal(sideStatements, 0, 'it waits for the retained receipt before it signs')
    t.ok(excusedMinutes <= 2 * 17, `${excusedMinutes}: what the lost tail held need not be, but is`)
  },
)
