/** The live connection, without a browser: what is heard, lost, tried again and resumed. */
import t from 'tap'
import { type Live, type LiveEvent, liveAfter, notYetLive, silenceMs } from './live.ts'

const after = (events: readonly LiveEvent[], from: Live = notYetLive) => events.reduce(liveAfter, from)

t.test('a word makes it live and its id is kept for resuming', async (t) => {
  const live = after([
    { kind: 'heard', atMs: 1000, id: '7', toldAtMs: 900 },
    { kind: 'heard', atMs: 2000 },
  ])
  t.same(live, { status: 'live', heardAtMs: 2000, attempt: 0, lastId: '7', toldAtMs: 900 })
})

t.test('waits double from 1 s to 30 s, and a word starts them anew', async (t) => {
  const waits: number[] = []
  let live = notYetLive
  for (let i = 0; i < 7; i += 1) {
    live = liveAfter(live, { kind: 'failed', atMs: 0 })
    waits.push(live.retryAtMs ?? -1)
  }
  t.same(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  const again = after(
    [
      { kind: 'heard', atMs: 5 },
      { kind: 'failed', atMs: 10 },
    ],
    live,
  )
  t.equal(again.retryAtMs, 1010)
})

t.test('a lost connection is tried when due, not before, and at once when the machine is online again', async (t) => {
  const lost = after([
    { kind: 'heard', atMs: 0, id: 'a' },
    { kind: 'failed', atMs: 100 },
  ])
  t.equal(liveAfter(lost, { kind: 'looked', atMs: 1099 }).status, 'lost')
  t.same(liveAfter(lost, { kind: 'looked', atMs: 1100 }), {
    status: 'connecting',
    attempt: 1,
    heardAtMs: 0,
    lastId: 'a',
  })
  t.equal(liveAfter(lost, { kind: 'online', atMs: 200 }).status, 'connecting')
})

t.test('silence of more than 45 s is a lost connection that says since when figures stand still', async (t) => {
  const live = after([{ kind: 'heard', atMs: 1000 }])
  t.equal(liveAfter(live, { kind: 'looked', atMs: 1000 + silenceMs }).status, 'live')
  const lost = liveAfter(live, { kind: 'looked', atMs: 1001 + silenceMs })
  t.equal(lost.status, 'lost')
  t.equal(lost.heardAtMs, 1000)
})
