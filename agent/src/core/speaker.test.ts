/** What is signed for which minutes: tiling, midnights, inventories, sizes. */
import { camerasOn, type HeartbeatStatement, minutesOfMask, ProtocolError } from '@camtally/protocol'
import fc from 'fast-check'
import t from 'tap'
import { seedOf } from './seed.ts'
import { createSpeaker, type Draft, type PlacedWindow } from './speaker.ts'

const DAY = 30_077_280
const CAMERAS = [
  { keys: ['A'.repeat(22)], src: 'rtsp' },
  { keys: ['B'.repeat(22)], src: 'rtsp' },
]
const hash = (at: number) => String(at).padStart(43, 'h')

/** A speaker whose statements are kept; `most`: minutes a heartbeat may have before it is too large. */
function bench(statedTo?: number, most = 30) {
  const drafts: Draft[] = []
  const speaker = createSpeaker({ checkValue: 'c'.repeat(11), settingsDigest: 'd'.repeat(11), statedTo }, (draft) => {
    if (draft.kind === 'heartbeat' && draft.n > most) throw new ProtocolError('STATEMENT_TOO_LARGE')
    drafts.push(draft)
    return hash(drafts.length)
  })
  return { drafts, speaker }
}

const window = (minute: number, n: number, more: Partial<PlacedWindow> = {}): PlacedWindow => ({
  minute,
  n,
  on: [[2 ** n - 1, 3, '0-1']],
  blind: [],
  cameras: CAMERAS,
  holeWhy: 'unknown',
  ...more,
})

const spelled = (drafts: readonly Draft[]) =>
  drafts.map((draft) => {
    if (draft.kind === 'heartbeat') return `${draft.m - DAY}+${draft.n}`
    return draft.kind === 'gap' ? `${draft.why} ${draft.m - DAY}+${draft.n}` : draft.kind
  })

t.test('an inventory first, a gap for what is missing, nothing before the first minute of an epoch', async (t) => {
  const { drafts, speaker } = bench()
  speaker.state(window(DAY + 10, 5))
  speaker.state(window(DAY + 20, 5, { holeWhy: 'clock' }))
  t.same(spelled(drafts), ['inventory', '10+5', 'clock 15+5', '20+5'])
})

t.test('minutes already stated are not stated again', async (t) => {
  const { drafts, speaker } = bench(DAY + 12)
  speaker.state(window(DAY + 10, 5))
  speaker.state(window(DAY + 10, 5))
  t.same(spelled(drafts), ['inventory', '12+3'])
})

t.test('each UTC day begins with an inventory, a window over midnight is cut, a year of gap too', async (t) => {
  const { drafts, speaker } = bench(DAY - 525_600 - 3)
  speaker.state(window(DAY - 2, 5, { holeWhy: 'off' }))
  t.same(spelled(drafts), ['inventory', 'off -525603+525600', 'off -3+1', '-2+2', 'inventory', '0+3'])
  t.match(drafts.at(-1), { on: [[7, 3, '0-1']], inv: hash(5) })
})

t.test('a change of cameras and a signing on ask for an inventory, the same cameras do not', async (t) => {
  const { drafts, speaker } = bench()
  speaker.state(window(DAY, 5))
  speaker.state(window(DAY + 5, 5, { cameras: structuredClone(CAMERAS) }))
  speaker.state(window(DAY + 10, 5, { cameras: CAMERAS.slice(0, 1), on: [] }))
  speaker.dropInventory()
  speaker.state(window(DAY + 15, 5, { cameras: CAMERAS.slice(0, 1), on: [] }))
  t.same(spelled(drafts), ['inventory', '0+5', '5+5', 'inventory', '10+5', 'inventory', '15+5'])
})

t.test('a heartbeat that would exceed 48 KiB is halved', async (t) => {
  const { drafts, speaker } = bench(undefined, 2)
  speaker.state(window(DAY, 5, { on: [[0b10110, 3, '0']], blind: [[0b01001, '0']] }))
  t.same(spelled(drafts), ['inventory', '0+2', '2+1', '3+2'])
  t.match(drafts.slice(1), [
    { on: [[0b10, 3, '0']], blind: [[0b01, '0']] },
    { on: [[1, 3, '0']] },
    { on: [[0b10, 3, '0']], blind: [[0b01, '0']] },
  ])
})

t.test('save puts the speaker back to where it was', async (t) => {
  const { drafts, speaker } = bench()
  const putBack = speaker.save()
  speaker.state(window(DAY, 5))
  putBack()
  t.equal(speaker.statedTo(), undefined)
  speaker.state(window(DAY, 5))
  t.same(spelled(drafts), ['inventory', '0+5', 'inventory', '0+5'])
})

t.test('property: heartbeats and gaps tile, and heartbeats say exactly the minutes marked', async (t) => {
  const seed = seedOf(t, 'core/speaker.test.ts')
  const step = fc.record({
    skip: fc.integer({ min: -4, max: 2_000 }),
    n: fc.integer({ min: 1, max: 30 }),
    bits: fc.integer({ min: 0, max: 2 ** 30 - 1 }),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 30 }), (steps, most) => {
      const { drafts, speaker } = bench(undefined, most)
      const marked = new Set<number>()
      let at = DAY
      for (const { skip, n, bits } of steps) {
        const minute = Math.max(DAY, at + skip)
        const mask = bits % 2 ** n
        speaker.state(window(minute, n, { on: mask === 0 ? [] : [[mask, 3, '0']] }))
        for (const one of minutesOfMask(minute, mask)) if (one >= at) marked.add(one)
        at = Math.max(at, minute + n)
      }
      return tiles(drafts) && sameMinutes(said(drafts), marked)
    }),
    { seed },
  )
})

function tiles(drafts: readonly Draft[]): boolean {
  let to: number | undefined
  for (const draft of drafts) {
    if (draft.kind !== 'heartbeat' && draft.kind !== 'gap') continue
    if (to !== undefined && draft.m !== to) return false
    to = draft.m + draft.n
  }
  return true
}

function said(drafts: readonly Draft[]): Set<number> {
  const heartbeats = drafts.filter(
    (draft): draft is Draft & Pick<HeartbeatStatement, 'm' | 'on'> => draft.kind === 'heartbeat',
  )
  return new Set(
    heartbeats.flatMap((heartbeat) => camerasOn(heartbeat).flatMap(({ mask }) => minutesOfMask(heartbeat.m, mask))),
  )
}

function sameMinutes(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((minute) => b.has(minute))
}
