/** The clock of tests and demo against a table of what it must fire, and when. */
import t from 'tap'
import { steppingClock } from './stepping-clock.ts'

t.test('a standing clock fires timers in order of due time, then of arming', async (t) => {
  const clock = steppingClock(1_000_000)
  const fired: [string, number][] = []
  const note = (name: string) => () => fired.push([name, clock.monoMs()])
  clock.after(30, note('b'))
  clock.after(10, note('a'))
  clock.after(30, note('c'))
  const cancel = clock.after(20, note('cancelled'))
  clock.after(10, () => clock.after(5, note('armed by a timer')))
  cancel()
  await clock.step(29)
  t.same(fired, [
    ['a', 10],
    ['armed by a timer', 15],
  ])
  await clock.step(1)
  t.same(fired.slice(2), [
    ['b', 30],
    ['c', 30],
  ])
  t.equal(clock.wallMs(), 1_000_030)
})

t.test('setting the wall clock moves no timer', async (t) => {
  const clock = steppingClock(0)
  let firedAtMs = -1
  clock.after(50, () => {
    firedAtMs = clock.monoMs()
  })
  clock.setWall(1_000_000_000)
  await clock.step(50)
  t.equal(firedAtMs, 50)
  t.equal(clock.wallMs(), 1_000_000_050)
})

t.test('a running clock goes on with the timers that were pending, and stands again when held', async (t) => {
  const clock = steppingClock(0)
  await new Promise<void>((resolve) => {
    clock.after(1, resolve)
    clock.run()
  })
  clock.hold()
  const heldMs = clock.monoMs()
  t.equal(clock.monoMs(), heldMs)
  await clock.step(7)
  t.equal(clock.monoMs(), heldMs + 7)
})
