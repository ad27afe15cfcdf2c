/** Minutes that wait: in order, through starts, bounded. */
import t from 'tap'
import { createModelDisk, type ModelDisk } from './model-disk.ts'
import { openWaiting, type Waiting, type WaitingWindow } from './waiting.ts'

const CAMERAS = [{ keys: ['A'.repeat(22)], src: 'rtsp' }]
const window = (minute: number, more: Partial<WaitingWindow> = {}): WaitingWindow => ({
  n: 1,
  on: [[1, 3, '0']],
  blind: [],
  startMonoMs: minute * 60_000,
  startRawMs: 1_000_000 + minute * 60_000,
  kernelRun: 'run',
  isSynchronised: false,
  cameras: CAMERAS,
  holeWhy: 'unknown',
  ...more,
})
const open = (disk: ModelDisk) => openWaiting(disk, () => {})
const minutes = (waiting: Waiting, count = 100) => waiting.peek(count).map(({ startMonoMs }) => startMonoMs / 60_000)

t.test('windows come back in order with their cameras, through a power cut, until they are done', async (t) => {
  const disk = createModelDisk()
  const waiting = open(disk)
  for (let minute = 0; minute < 5; minute += 1) t.equal(waiting.append(window(minute), 10_000), true)
  waiting.append(window(5, { cameras: [] }), 10_000)
  const again = open(disk.crash(() => 0))
  t.same(minutes(again), [0, 1, 2, 3, 4, 5])
  t.same(
    again.peek(6).map(({ cameras }) => cameras),
    [CAMERAS, CAMERAS, CAMERAS, CAMERAS, CAMERAS, []],
  )
  again.peek(4)
  again.done(2)
  t.same(minutes(again), [2, 3, 4, 5])
  again.append(window(6), 10_000)
  t.same(minutes(again), [2, 3, 4, 5, 6])
  t.equal(again.peek(100).at(-1)?.cameras.length, 1)
  again.done(5)
  t.equal(again.isEmpty(), true)
  t.equal(again.sizeBytes(), 0)
  again.append(window(7), 10_000)
  t.same(
    again.peek(9).map(({ cameras }) => cameras),
    [CAMERAS],
    'an emptied file names the cameras anew',
  )
})

t.test('what does not fit is not taken', async (t) => {
  const waiting = open(createModelDisk())
  t.equal(waiting.append(window(0), 600), true)
  t.equal(waiting.append(window(1), 400), false)
  t.same(minutes(waiting), [0])
})

t.test('runs of the kernel: synchronised once is synchronised, clocks by their stray', async (t) => {
  const disk = createModelDisk()
  const waiting = open(disk)
  waiting.append(window(0), 10_000)
  waiting.append(window(1, { isSynchronised: true, startRawMs: 1_060_500 }), 10_000)
  for (const runs of [waiting.runs(), open(disk).runs()]) {
    t.same(runs.get('run'), {
      wasSynchronised: true,
      leastOffsetMs: 1_000_000,
      greatestOffsetMs: 1_000_500,
      firstMonoMs: 0,
    })
  }
})
