/** Where minutes that waited lie (protocol 1, Time; attack 16). */
import t from 'tap'
import { createFreshInventory } from './fresh-inventory.ts'
import { type PlacementNow, placeWindow, type WaitingPlace, withSight } from './placement.ts'

const MINUTE_MS = 60_000
const NOON = 30_078_000
const run = (isSynchronised: boolean, strayMs = 0) => {
  const first = withSight(undefined, { monoMs: 0, rawMs: NOON * MINUTE_MS, isSynchronised: false })
  return withSight(first, { monoMs: 1_000, rawMs: NOON * MINUTE_MS + 1_000 + strayMs, isSynchronised })
}
const now = (more: Partial<PlacementNow> = {}): PlacementNow => ({
  kernelRun: 'this',
  offsetMs: (NOON + 60) * MINUTE_MS,
  bootStartMonoMs: 0,
  runs: new Map(),
  statedTo: NOON,
  ...more,
})
const window = (more: Partial<WaitingPlace> = {}): WaitingPlace => ({
  kernelRun: 'before',
  startMonoMs: 5,
  startRawMs: (NOON + 10) * MINUTE_MS,
  n: 5,
  ...more,
})

t.test('by its corrected minute, by the monotonic clock of this run, else by a synchronised raw clock', async (t) => {
  for (const { name, place, at = {}, want } of [
    { name: 'known when it was cut', place: { minute: NOON + 3 }, want: NOON + 3 },
    {
      name: 'this run of the kernel',
      place: { kernelRun: 'this', startMonoMs: 2 * MINUTE_MS + 29_000 },
      want: NOON + 62,
    },
    { name: 'the nearest minute', place: { kernelRun: 'this', startMonoMs: 2 * MINUTE_MS + 31_000 }, want: NOON + 63 },
    { name: 'another run, unknown', place: {}, want: undefined },
    { name: 'another run, synchronised', place: {}, at: { runs: new Map([['before', run(true)]]) }, want: NOON + 10 },
    { name: 'another run, battery clock', place: {}, at: { runs: new Map([['before', run(false)]]) }, want: undefined },
    { name: 'stray of 120 s', place: {}, at: { runs: new Map([['before', run(true, 120_000)]]) }, want: NOON + 10 },
    { name: 'stray of more', place: {}, at: { runs: new Map([['before', run(true, -120_001)]]) }, want: undefined },
    {
      name: 'before what was stated',
      place: {},
      at: { runs: new Map([['before', run(true)]]), statedTo: NOON + 11 },
      want: undefined,
    },
    {
      name: 'ends with the start of this run',
      place: { startRawMs: (NOON + 55) * MINUTE_MS },
      at: { runs: new Map([['before', run(true)]]) },
      want: NOON + 55,
    },
    {
      name: 'ends after the start of this run',
      place: { startRawMs: (NOON + 56) * MINUTE_MS },
      at: { runs: new Map([['before', run(true)]]) },
      want: undefined,
    },
  ]) {
    t.equal(placeWindow(window(place), now(at)), want, name)
  }
})

t.test('a fresh inventory: after 5 min, doubling to an hour, 5 min again after any newer receipt', async (t) => {
  const fresh = createFreshInventory(0)
  const minute = (count: number) => count * MINUTE_MS
  t.equal(fresh.isDue(minute(5) - 1, false), false)
  t.equal(fresh.isDue(minute(5), true), false, 'something in flight can still tell')
  t.equal(fresh.isDue(minute(5), false), true)
  fresh.signed(minute(5))
  t.equal(fresh.isDue(minute(14), false), false)
  t.equal(fresh.isDue(minute(15), false), true)
  for (let signed = 0; signed < 9; signed += 1) fresh.signed(minute(100))
  t.equal(fresh.isDue(minute(159), false), false)
  t.equal(fresh.isDue(minute(160), false), true, 'an hour at most')
  fresh.receiptCame()
  t.equal(fresh.isDue(minute(105), false), true, 'the interval is new, the wait already passed counts')
})
