/** Looks in, windows out: which minutes a camera was connected in, and when a window is cut (sources.md, protocol
 *  1). */
import t from 'tap'
import { createMeter, type Meter } from './meter.ts'
import type { EvidenceRank } from './source.ts'
import type { Window } from './window.ts'

const MINUTE_MS = 60_000
/** 2027-03-10T12:00Z. */
const NOON = 30_077_280 + 720

type Bench = { meter: Meter; windows: Window[]; look: (camera: string, rank: EvidenceRank, atMs: number) => void }

/** A meter that knows the time from the start: monotonic 0 is 12:00:00. */
function bench(owns: 'direct' | 'recorder' = 'direct', heartbeatMinutes = 5): Bench {
  const windows: Window[] = []
  const meter = createMeter(
    {
      heartbeatMinutes,
      silentMs: 90_000,
      sources: [{ name: 'one', kind: 'rtsp', owns }],
      keysOf: (identifiers) => identifiers.map(({ value }) => ({ key: value, strength: 0 })),
      firstHole: 'off',
      start: { monoMs: 0, wallMs: 0 },
      timeAt: (monoMs) => NOON * MINUTE_MS + monoMs,
    },
    (window) => windows.push(window),
  )
  const look = (camera: string, rank: EvidenceRank, atMs: number) =>
    meter.look({
      source: 'one',
      camera,
      identifiers: [{ type: 'static', scope: '', value: camera }],
      rank,
      endedAtMonoMs: atMs,
    })
  return { meter, windows, look }
}

/** "minute+n on … blind …" of each window, minutes from noon. */
function spelled(windows: readonly Window[]): string[] {
  return windows.map(({ minute = 0, n, on, blind }) => {
    const rows = on.map(([mask, rank, indexes]) => `${mask.toString(2)}/${rank}/${indexes}`).join(' ')
    const blindRows = blind.map(([mask, indexes]) => `${mask.toString(2)}/${indexes}`).join(' ')
    return `${minute - NOON}+${n} on ${rows}${blindRows === '' ? '' : ` blind ${blindRows}`}`
  })
}

t.test('a minute is connected if one look that ended in it succeeded; the lowest rank is kept', async (t) => {
  for (const { name, owns, ranks, want } of [
    { name: 'rank 2 is enough for a camera looked at directly', owns: 'direct', ranks: [1, 2], want: '0+1 on 1/2/0' },
    { name: 'the lowest of the ranks that succeeded', owns: 'direct', ranks: [4, 3, 1], want: '0+1 on 1/3/0' },
    { name: 'rank 1 is not connected', owns: 'direct', ranks: [1, 0], want: '0+1 on ' },
    { name: 'a recorder must show media', owns: 'recorder', ranks: [3, 2], want: '0+1 on ' },
    { name: 'a recorder that does', owns: 'recorder', ranks: [3, 4], want: '0+1 on 1/4/0' },
    {
      name: 'a look that failed on our side says nothing',
      owns: 'direct',
      ranks: ['unknown'],
      want: '0+1 on  blind 1/0',
    },
    { name: 'one look that was made is a look', owns: 'direct', ranks: ['unknown', 1], want: '0+1 on ' },
  ] as const) {
    const { meter, windows, look } = bench(owns)
    for (const [at, rank] of ranks.entries()) look('a', rank, 1_000 + at)
    meter.tick(MINUTE_MS)
    t.same(spelled(windows), [want], name)
  }
})

t.test('a window is cut at once when the connected set changed, else every heartbeatMinutes', async (t) => {
  const { meter, windows, look } = bench()
  for (let minute = 0; minute < 12; minute += 1) {
    look('a', 3, minute * MINUTE_MS + 1_000)
    look('b', minute === 3 ? 1 : 3, minute * MINUTE_MS + 2_000)
  }
  meter.tick(12 * MINUTE_MS)
  t.same(spelled(windows), ['0+1 on 1/3/0-1', '1+3 on 11/3/1 111/3/0', '4+1 on 1/3/0-1', '5+5 on 11111/3/0-1'])
  meter.cut()
  t.same(spelled(windows).slice(4), ['10+2 on 11/3/0-1'])
})

t.test('a window never crosses a UTC midnight', async (t) => {
  const { meter, windows, look } = bench('direct', 30)
  for (let minute = 0; minute < 725; minute += 1) look('a', 3, minute * MINUTE_MS + 1_000)
  meter.tick(725 * MINUTE_MS)
  meter.cut()
  t.match(spelled(windows).at(-2), /^691\+29 /)
  t.match(spelled(windows).at(-1), /^720\+5 /)
})

t.test('of those up before, most failing together is doubted for two minutes, then they are off', async (t) => {
  const { meter, windows, look } = bench('direct', 30)
  const cameras = ['a', 'b', 'c', 'd']
  const failing = [0, 3, 3, 3, 0]
  for (const [minute, count] of failing.entries()) {
    for (const [at, camera] of cameras.entries()) look(camera, at < count ? 1 : 3, minute * MINUTE_MS + 1_000 + at)
  }
  meter.tick(5 * MINUTE_MS)
  meter.cut()
  t.same(spelled(windows), ['0+1 on 1/3/0-3', '1+1 on 1/3/3 blind 1/0-2', '2+3 on 100/3/0-2 111/3/3 blind 1/0-2'])
})

t.test('three cameras that fail together are three cameras, and half of four is not most', async (t) => {
  for (const [up, failing] of [
    [3, 3],
    [4, 2],
  ] as const) {
    const { meter, windows, look } = bench()
    for (const minute of [0, 1]) {
      for (let at = 0; at < up; at += 1)
        look(`c${at}`, minute === 1 && at < failing ? 1 : 3, minute * MINUTE_MS + 1 + at)
    }
    meter.tick(2 * MINUTE_MS)
    t.same(
      windows.flatMap(({ blind }) => blind),
      [],
    )
  }
})

t.test('a source that has not looked for longer than it may is blind', async (t) => {
  const { meter, windows, look } = bench('direct', 30)
  look('a', 3, 1_000)
  for (let minute = 1; minute <= 5; minute += 1) meter.tick(minute * MINUTE_MS)
  meter.cut()
  t.same(spelled(windows), ['0+1 on 1/3/0', '1+1 on  blind 1/0', '2+3 on  blind 111/0'])
})

t.test('an instant of a minute already closed moves nothing', async (t) => {
  const { meter, windows, look } = bench()
  look('a', 1, 1_000)
  meter.tick(MINUTE_MS)
  look('a', 3, 59_999)
  look('a', 1, MINUTE_MS + 1_000)
  meter.tick(2 * MINUTE_MS)
  meter.cut()
  t.same(spelled(windows), ['0+1 on ', '1+1 on '])
})
