/** Publishing: only while connected, and a close right after a publish is its answer. */
import t from 'tap'
import { createSendSchedule } from '../core/send-schedule.ts'
import { createVirtualClock } from '../core/virtual-clock.ts'
import { createSender } from './sender.ts'

function bench(count: number) {
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const schedule = createSendSchedule(() => 0.5)
  const unreceipted = new Set(Array.from({ length: count }, (_, at) => at + 1))
  const published: string[] = []
  const taken: (() => void)[] = []
  const refused: number[] = []
  const unreadable = new Set<number>()
  const sender = createSender({
    clock,
    schedule,
    view: () => ({ monoMs: clock.monoMs(), unreceipted, windowSize: 2, lastReceiptMonoMs: 0, timeTeller: undefined }),
    compactOf: (ordinal) => (unreadable.has(ordinal) ? void unreceipted.delete(ordinal) : `s${ordinal}`),
    publish(compact, onTaken) {
      published.push(compact)
      taken.push(onTaken)
    },
    onRefused: (ordinals) => refused.push(...ordinals),
  })
  return { clock, sender, published, taken, refused, unreceipted, unreadable, schedule }
}

t.test('nothing goes out without a connection; with one the window is filled, and again after the wait', async (t) => {
  const { clock, sender, published, unreceipted, schedule } = bench(3)
  sender.pump()
  t.same(published, [])
  sender.opened()
  t.same(published, ['s1', 's2'])
  clock.advance(10_000)
  t.same(published, ['s1', 's2', 's1', 's2'])
  for (const ordinal of [1, 2]) {
    unreceipted.delete(ordinal)
    schedule.settle(ordinal)
  }
  sender.pump()
  t.equal(published.at(-1), 's3')
})

t.test('what was not taken goes out again on the next connection, unless the close was its answer', async (t) => {
  const { clock, sender, published, taken, refused } = bench(2)
  sender.opened()
  taken[0]?.()
  clock.advance(3_000)
  sender.closed()
  t.same(refused, [])
  sender.opened()
  t.same(published, ['s1', 's2', 's2'], 'the one that was taken waits for its receipt')
  clock.advance(1_000)
  sender.closed()
  t.same(refused, [2])
  sender.opened()
  t.equal(published.length, 3, 'a refused one waits: published at once it would close the connection for ever')
})

t.test('a statement that cannot be read back does not hold up the next one', async (t) => {
  const { sender, published, unreadable } = bench(3)
  unreadable.add(1)
  sender.opened()
  sender.pump()
  t.same(published, ['s2', 's3'])
})
