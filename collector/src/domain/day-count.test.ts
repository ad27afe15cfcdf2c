/** R5 to R8: distinct cameras with enough minutes, a replaced one once. */
import fc from 'fast-check'
import t from 'tap'
import { dayCount } from './day-count.ts'
import { countMinutes, type MinuteRun, minutesOfBits, rangesOf, share, union, within } from './minute-set.ts'

const day = (cameras: Record<string, readonly MinuteRun[]>, swaps: readonly string[] = []) =>
  dayCount({
    cameras: new Map(Object.entries(cameras).map(([camera, runs]) => [camera, union(runs)])),
    swaps: swaps.map((text) => ({ old: text.slice(0, 1), new: text.slice(-1) })),
    minConnectedMinutes: 15,
  })

t.test('R6 R7 cameras with enough minutes count, each once, and peak does not matter', async (t) => {
  t.equal(day({ A: [[360, 720]], B: [[720, 1080]] }).count, 2, 'one after the other')
  t.equal(day({ A: [[0, 14]] }).count, 0)
  t.equal(day({ A: [[0, 15]] }).count, 1)
  t.equal(
    day({
      A: [
        [0, 10],
        [600, 605],
      ],
    }).count,
    1,
    'minutes of a day add up',
  )
  t.equal(
    day({
      A: [
        [0, 10],
        [5, 14],
      ],
    }).count,
    0,
    'a minute said twice is one',
  )
  t.same(
    day({ B: [[0, 14]], A: [[0, 20]], C: [] }).cameras.map(({ camera, minuteCount, isCounted }) => [
      camera,
      minuteCount,
      isCounted,
    ]),
    [
      ['A', 20, true],
      ['B', 14, false],
    ],
    'seen, not counted',
  )
})

t.test('R8 a swap counts once only if both count, share no minute and are in no other', async (t) => {
  const morning: MinuteRun[] = [[0, 600]]
  const evening: MinuteRun[] = [[600, 1200]]
  const both: MinuteRun[] = [[0, 1200]]
  const faults = (cameras: Record<string, readonly MinuteRun[]>, swaps: readonly string[]) => {
    const { count, swaps: judged } = day(cameras, swaps)
    return [count, ...judged.map(({ noEffect }) => noEffect ?? 'once')]
  }
  t.same(faults({ A: morning, B: evening }, ['A>B']), [1, 'once'])
  t.same(faults({ A: morning, B: both }, ['A>B']), [2, 'sharedMinute'])
  t.same(faults({ A: [[0, 14]], B: evening }, ['A>B']), [1, 'notBothCount'])
  t.same(faults({ A: morning }, ['A>B']), [1, 'notBothCount'])
  t.same(faults({ A: morning }, ['A>A']), [1, 'sameCamera'])
  const three = { A: [[0, 100]], B: [[100, 200]], C: [[200, 300]] } satisfies Record<string, MinuteRun[]>
  t.same(faults(three, ['A>B', 'B>C']), [2, 'once', 'swappedAlready'], 'first recorded first')
  t.same(faults(three, ['A>B', 'A>B']), [2, 'once', 'swappedAlready'])
  t.same(faults({ ...three, B: [[50, 200]] }, ['A>B', 'B>C']), [2, 'sharedMinute', 'once'], 'no effect uses nothing up')
})

t.test('R5 a set of minutes is the same in any order and number of runs', async (t) => {
  const run = fc.tuple(fc.nat(200), fc.nat(30)).map(([from, length]): MinuteRun => [from, from + length])
  fc.assert(
    fc.property(fc.array(run), (runs) => {
      const set = union(runs)
      const minutes = new Set(runs.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i)))
      if (countMinutes(set) !== minutes.size) throw new Error('another number of minutes')
      if (JSON.stringify(union([...runs, ...set].reverse())) !== JSON.stringify(set)) throw new Error('order matters')
    }),
  )
  t.same(
    within(
      union([
        [0, 10],
        [20, 30],
      ]),
      { fromMinute: 5, toMinute: 25 },
    ),
    [
      [5, 10],
      [20, 25],
    ],
  )
  t.ok(share([[0, 10]], [[9, 12]]))
  t.notOk(share([[0, 10]], [[10, 12]]))
})

t.test('a bitmap is read from its highest bit, and a set is written as closes write it', async (t) => {
  const set = minutesOfBits(new Uint8Array([0b1100_0001, 0b1000_0000]), 1000)
  t.same(set, [
    [1000, 1002],
    [1007, 1009],
  ])
  t.equal(rangesOf(set, { fromMinute: 1000, toMinute: 2000 }), '0-1,7-8')
  t.equal(rangesOf([[1005, 1006]], { fromMinute: 1000, toMinute: 2000 }), '5')
})
