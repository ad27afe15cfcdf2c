/** When a collector may sign by its own clock (protocol 3). */
import { pino } from 'pino'
import t from 'tap'
import { startClockCheck } from './clock-check.ts'
import { standingClock } from './testing.ts'

const log = pino({ level: 'silent' })

t.test(
  'two minutes between our clock and the database are the limit, either way, and it heals by itself',
  async (t) => {
    const clock = standingClock(1_000_000)
    let theirs = 1_000_000
    const check = startClockCheck({ clock, log, databaseClockMs: async () => theirs })
    for (const [differs, want] of [
      [0, true],
      [120_000, true],
      [120_001, false],
      [-120_000, true],
      [-120_001, false],
      [5, true],
    ] as const) {
      theirs = 1_000_000 + differs
      t.equal(await check.ask(), want, `${differs} ms`)
      t.equal(check.isTrusted(), want)
    }
    check.stop()
  },
)

t.test('where nobody answers, the last answer holds', async (t) => {
  let answer: () => Promise<number> = async () => 0
  const check = startClockCheck({ clock: standingClock(1_000_000), log, databaseClockMs: () => answer() })
  t.notOk(await check.ask())
  answer = () => Promise.reject(new Error('away'))
  t.notOk(await check.ask())
  check.stop()
})

t.test('a virtual clock has nothing to be compared with', async (t) => {
  const check = startClockCheck({ clock: standingClock(0), log, databaseClockMs: undefined })
  t.ok(await check.ask())
  check.stop()
})
