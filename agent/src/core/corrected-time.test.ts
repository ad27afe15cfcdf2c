/** Corrected time: who is heard, and that it never goes back (protocol 1, Time). */
import t from 'tap'
import fc from 'fast-check'
import { createCorrectedTime } from './corrected-time.ts'
import { seedOf } from './seed.ts'

const HOUR_MS = 3_600_000

t.test('unknown until a receipt told the time, whatever was stated before', async (t) => {
  const time = createCorrectedTime()
  time.neverBefore(1_000_000)
  t.equal(time.nowMs(5), undefined)
  time.tell(2_000_000, 10)
  t.equal(time.nowMs(15), 2_000_005)
})

t.test(
  'the greatest of the last hour wins; it expires, and then time stands still until it is overtaken',
  async (t) => {
    const time = createCorrectedTime()
    time.tell(10_000_500, 0) // this one came quickest
    time.tell(10_000_000 + 1_800_000, 1_800_000) // half an hour later, 500 ms slower
    t.equal(time.nowMs(HOUR_MS), 10_000_500 + HOUR_MS)
    t.equal(time.nowMs(HOUR_MS + 1), 10_000_500 + HOUR_MS, 'it would go back by 499 ms: it stands still')
    t.equal(time.nowMs(HOUR_MS + 600), 10_000_000 + HOUR_MS + 600)
  },
)

t.test('with none in the last hour the newest one is heard', async (t) => {
  const time = createCorrectedTime()
  time.tell(50_000_000, 0)
  time.tell(40_000_000, 100)
  t.equal(time.nowMs(200), 50_000_200)
  t.equal(time.nowMs(2 * HOUR_MS), 50_000_200, 'the newest says less: it stands still')
  t.equal(time.nowMs(3 * HOUR_MS), 40_000_000 - 100 + 3 * HOUR_MS)
  time.tell(60_000_000 + 4 * HOUR_MS, 4 * HOUR_MS)
  t.equal(time.nowMs(9 * HOUR_MS), 60_000_000 + 9 * HOUR_MS)
})

t.test('property: it never goes back, and is what the rule says', async (t) => {
  const seed = seedOf(t, 'core/corrected-time.test.ts')
  const tells = fc.array(
    fc.record({ afterMs: fc.integer({ min: 0, max: HOUR_MS }), lateMs: fc.integer({ min: 0, max: 100_000 }) }),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(tells, (steps) => {
      const time = createCorrectedTime()
      const told: { tMs: number; monoMs: number }[] = []
      let monoMs = 0
      let lastMs = 0
      for (const { afterMs, lateMs } of steps) {
        monoMs += afterMs
        const tMs = 1_000_000_000 + monoMs - lateMs
        told.push({ tMs, monoMs })
        time.tell(tMs, monoMs)
        const young = told.filter((one) => monoMs - one.monoMs <= HOUR_MS)
        const greatestMs = Math.max(...young.map((one) => one.tMs + monoMs - one.monoMs))
        lastMs = Math.max(lastMs, greatestMs)
        if (time.nowMs(monoMs) !== lastMs) return false
      }
      return true
    }),
    { seed },
  )
})
