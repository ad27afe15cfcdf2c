/** The chart of days: every camera is a cell while it can be counted by eye, and a bar when it cannot. */
import t from 'tap'
import { layOut, namedDays } from './bars-layout.ts'

const day = (connected: number, isOpen = false) => ({
  day: '2027-03-10',
  connected,
  included: 1,
  isOpen,
  isIncomplete: false,
})

t.test('a camera on a day is one cell, the included one empty, those of an open day pale', async (t) => {
  const { bars, base, height } = layOut([day(3), day(5, true), day(0)])
  t.same(
    bars.map(({ rects }) => rects.map(({ kind }) => kind)),
    [['included', 'billed', 'billed'], ['included', 'open', 'open', 'open', 'open'], []],
  )
  t.same([base, height], [151, 177])
  t.same(bars[0]?.rects[0], { kind: 'included', y: 128.5, height: 21 })
  t.same(bars[0]?.rects[1], { kind: 'billed', y: 103, height: 22 })
})

t.test('more than 12 a day join into bars under a round ceiling', async (t) => {
  const { bars, axis } = layOut([day(48), day(11), day(1)])
  t.same(
    axis.map(({ figure }) => figure),
    [10, 20, 30, 40, 50],
  )
  t.same(
    bars.map(({ rects }) => rects.map(({ kind }) => kind)),
    [['included', 'billed'], ['included', 'billed'], ['included']],
  )
})

t.test('names of days never run into the last one', async (t) => {
  t.same(
    namedDays(31).map(({ index }) => index),
    [0, 5, 10, 15, 20, 25],
  )
  t.same(namedDays(4), [])
})
