/** The cameras of a usage report: who counted, who was only seen, and in which order. */
import t from 'tap'
import { notCounted, reportCameras } from './usage-report-cameras.ts'
import type { CameraInput } from './usage-report-inputs.ts'

const days = (...names: string[]) => names.map((day) => ({ day, minutes: 1440 }))
const camera = (name: string | null, key: string, seen: CameraInput['days']): CameraInput => ({
  camera: key,
  name,
  rank: 3,
  days: seen,
})

t.test('R28 a camera counts on the days that are not excepted', async (t) => {
  const short = { day: '2027-03-02', minutes: 14, notCounted: 'short' } as const
  const [one] = reportCameras([camera('Dock', 'k', [...days('2027-03-01'), short, ...days('2027-03-03')])])
  t.same(one, {
    camera: 'k',
    name: 'Dock',
    rank: 3,
    daysCounted: 2,
    firstDay: '2027-03-01',
    lastDay: '2027-03-03',
  })
  t.same(reportCameras([camera('Bench', 'k', [short])]), [], 'never counted: seen only')
  t.same(notCounted([camera('Bench', 'k', [short])]), [
    { camera: 'k', name: 'Bench', day: '2027-03-02', minutes: 14, why: 'short' },
  ])
})

t.test('cameras stand by days counted, then by name with numbers by value, unnamed last', async (t) => {
  const once = days('2027-03-01')
  const twice = days('2027-03-01', '2027-03-02')
  const sorted = reportCameras([
    camera(null, 'b', once),
    camera('Dock 10', 'k', once),
    camera('Dock 9', 'k', once),
    camera(null, 'a', once),
    camera('Yard', 'k', twice),
    camera('Äpfel', 'k', once),
  ])
  t.same(
    sorted.map((one) => one.name ?? one.camera),
    ['Yard', 'Dock 9', 'Dock 10', 'Äpfel', 'a', 'b'],
  )
})
