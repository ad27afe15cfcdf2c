/** Ticks of a clock that is not the machine's: when something is due, at least each hour, never two at once. */
import t from 'tap'
import type { Clock } from '../clock.ts'
import { openTestApi, testJobPorts } from '../http/testing.ts'
import { basicCard } from '../http/testing-fleet.ts'
import { acrossAccounts } from '../store/database.ts'
import { startJobs } from './start.ts'
import { newFleet, saw } from './testing.ts'

/** A clock whose timers are run by hand, in their order. */
function handClock(startMs: number) {
  let now = startMs
  const timers: { at: number; run: () => void }[] = []
  const clock: Clock = {
    wallMs: () => now,
    monoMs: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
  }
  const next = () => {
    timers.sort((a, b) => a.at - b.at)
    const timer = timers.shift()
    if (timer === undefined) return undefined
    now = timer.at
    timer.run()
    return now
  }
  return { clock, next, set: (ms: number) => (now = ms) }
}

t.test('a month passes in some hundred ticks, and closing waits after a silence', async (t) => {
  const test = await openTestApi(t)
  test.clock.set(Date.parse('2027-03-10T08:00:00Z'))
  const token = test.opsToken
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const fleet = await newFleet(test)
  await saw(test, fleet, { from: '2027-03-10T08:00:00Z', to: '2027-03-13T00:00:00Z', cameras: ['A'] })
  const hand = handClock(Date.parse('2027-03-10T08:00:00Z'))
  const ports = { ...testJobPorts(test.deps), clock: hand.clock }
  const closed = async () =>
    acrossAccounts(test.deps.store, async (tx) => (await tx.selectFrom('day_count').select('day').execute()).length)
  let ticked = Promise.withResolvers<void>()
  const settings = { isOn: true, catchUpMinutes: 60, onTick: async () => ticked.resolve() }
  const tickOnce = async () => {
    ticked = Promise.withResolvers<void>()
    while (hand.next() === undefined) await new Promise((resolve) => setImmediate(resolve))
    await ticked.promise
  }

  const first = await startJobs(ports, settings)
  t.equal(first.waitsUntil(), undefined, 'the first start of all waits for nothing')
  let ticks = 0
  for (; hand.clock.wallMs() < Date.parse('2027-03-12T00:00:00Z'); ticks += 1) await tickOnce()
  t.equal(await closed(), 1, '10 March, closed at 23:00 UTC of the 11th')
  t.ok(ticks < 60, `${ticks} ticks in 40 hours`)
  await first.stop()

  hand.set(Date.parse('2027-03-12T22:50:00Z'))
  const second = await startJobs(ports, settings)
  t.equal(second.waitsUntil(), Date.parse('2027-03-12T23:50:00Z'))
  while (hand.clock.wallMs() < Date.parse('2027-03-12T23:49:00Z')) await tickOnce()
  t.equal(await closed(), 1, 'journals come first')
  while (hand.clock.wallMs() < Date.parse('2027-03-13T01:00:00Z')) await tickOnce()
  t.equal(await closed(), 2)
  await second.stop()
})
