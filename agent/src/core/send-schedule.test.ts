/** When a statement is sent, and again (protocol 3, Agent). */
import t from 'tap'
import { retryWaitMs, SEND_WAITS } from './retry.ts'
import { createSendSchedule, type SendView } from './send-schedule.ts'

const view = (monoMs: number, count: number, more: Partial<SendView> = {}): SendView => ({
  monoMs,
  unreceipted: new Set(Array.from({ length: count }, (_, at) => at + 1)),
  windowSize: 3,
  lastReceiptMonoMs: monoMs,
  timeTeller: undefined,
  ...more,
})

t.test('waits: 10 s doubling to 5 min, 20 % either way', async (t) => {
  for (const [attempt, unit, want] of [
    [0, 0.5, 10_000],
    [0, 0, 8_000],
    [1, 0.5, 20_000],
    [4, 0.5, 160_000],
    [5, 0.5, 300_000],
    [60, 0.5, 300_000],
    [5, 1, 360_000],
  ] as const) {
    t.equal(retryWaitMs(SEND_WAITS, attempt, unit), want)
  }
})

t.test('oldest first, at most w in flight, each again after its wait', async (t) => {
  const schedule = createSendSchedule(() => 0.5)
  t.same(schedule.take(view(0, 10)), [1, 2, 3])
  t.same(schedule.take(view(9_999, 10)), [])
  t.equal(schedule.nextAtMs(view(9_999, 10)), 10_000)
  t.same(schedule.take(view(10_000, 10)), [1, 2, 3])
  t.equal(schedule.nextAtMs(view(10_000, 10)), 30_000)
  schedule.settle(1)
  t.same(schedule.take(view(10_000, 10, { unreceipted: new Set([2, 3, 4, 5]) })), [4], 'one named makes room for one')
})

t.test(
  'with no newer receipt for 10 min only the oldest is sent, and the inventory that shall tell the time',
  async (t) => {
    const schedule = createSendSchedule(() => 0.5)
    t.same(schedule.take(view(600_000, 10, { lastReceiptMonoMs: 0 })), [1])
    t.same(schedule.take(view(600_000, 10, { lastReceiptMonoMs: 0, timeTeller: 10 })), [10])
    t.same(schedule.take(view(600_000, 10)), [2, 3], 'a receipt opens the window again')
  },
)

t.test('past an oldest without a receipt for 1 h others go, newest first', async (t) => {
  const schedule = createSendSchedule(() => 0.5)
  schedule.take(view(0, 10, { windowSize: 1 }))
  t.same(schedule.take(view(3_600_000, 10, { lastReceiptMonoMs: 0 })), [1, 10, 9, 8])
})

t.test('what the broker did not take is due at once on the next connection', async (t) => {
  const schedule = createSendSchedule(() => 0.5)
  schedule.take(view(0, 2))
  schedule.lost(2)
  t.same(schedule.take(view(1, 2)), [2])
  t.equal(schedule.firstSentMonoMs(2), 0)
})

t.test(
  'the time can be told while one of this boot is in flight for at most 120 s, or its teller unsent',
  async (t) => {
    const schedule = createSendSchedule(() => 0.5)
    schedule.take(view(0, 2))
    t.equal(schedule.canTellTime(120_000, 2, undefined), true)
    t.equal(schedule.canTellTime(120_001, 2, undefined), false)
    t.equal(schedule.canTellTime(10, 3, undefined), false, 'statements of earlier boots tell nothing')
    t.equal(schedule.canTellTime(10, 3, 7), true)
  },
)
