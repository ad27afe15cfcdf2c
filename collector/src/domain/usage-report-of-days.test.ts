/** The cameras of a report add up to its days, whatever was replaced or too short (R6, R8). */
import t from 'tap'
import { dayCount } from './day-count.ts'
import type { MinuteSet } from './minute-set.ts'
import { camerasOfDays } from './usage-report-of-days.ts'

const about = (camera: string) => ({ name: camera === 'C' ? null : `Camera ${camera}`, rank: 3 as const })
const day = (cameras: Record<string, MinuteSet>, swaps: { old: string; new: string }[] = []) =>
  dayCount({ cameras: new Map(Object.entries(cameras)), swaps, minConnectedMinutes: 15 })

t.test('R8 of a pair that counts once the old camera is marked, so cameras and days agree', async (t) => {
  const days = [
    { day: '2027-07-20', count: day({ A: [[0, 700]], B: [[700, 1440]] }, [{ old: 'A', new: 'B' }]) },
    { day: '2027-07-21', count: day({ B: [[0, 1440]], C: [[0, 14]] }) },
  ]
  t.same(camerasOfDays(days, about), [
    {
      camera: 'A',
      name: 'Camera A',
      rank: 3,
      days: [{ day: '2027-07-20', minutes: 700, notCounted: 'swap' }],
    },
    {
      camera: 'B',
      name: 'Camera B',
      rank: 3,
      days: [
        { day: '2027-07-20', minutes: 740 },
        { day: '2027-07-21', minutes: 1440 },
      ],
    },
    { camera: 'C', name: null, rank: 3, days: [{ day: '2027-07-21', minutes: 14, notCounted: 'short' }] },
  ])
})

t.test('R8 a swap without effect marks nobody', async (t) => {
  const shared = day({ A: [[0, 700]], B: [[600, 1440]] }, [{ old: 'A', new: 'B' }])
  const cameras = camerasOfDays([{ day: '2027-07-20', count: shared }], about)
  t.equal(cameras.flatMap(({ days }) => days).filter(({ notCounted }) => notCounted === undefined).length, shared.count)
})
