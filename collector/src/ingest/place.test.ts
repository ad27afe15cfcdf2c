/** Where statements stand, by tables and by any order (protocol 3). */
import fc from 'fast-check'
import t from 'tap'
import { type ChainState, type Link, mayHold, type Placed, placeLink, type StoredLink } from './place.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? crypto.getRandomValues(new Uint32Array(1))[0])
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/ingest/place.test.ts`)

const empty: ChainState = { enrolled: 'h0', runs: [], sides: [] }

/** A chain with a memory of what it stored: what the database is to place.ts. */
function takeAll(links: readonly Link[], start = empty) {
  let state = start
  const stored = new Map<number, StoredLink[]>()
  const places: Placed['place'][] = []
  const forks: Link[] = []
  for (const [nowMs, link] of links.entries()) {
    const known = (seq: number) => (mayHold(state, seq) ? (stored.get(seq) ?? []) : [])
    const placed = placeLink(state, { link, here: known(link.seq), before: known(link.seq - 1), nowMs })
    places.push(placed.place)
    if (placed.place !== 'chain' && placed.place !== 'side') continue
    if (placed.place === 'side' && placed.opensSide) forks.push(link)
    state = placed.state
    stored.set(link.seq, [...(stored.get(link.seq) ?? []), { hash: link.hash, isSide: placed.place === 'side' }])
  }
  const rows = (runs: ChainState['runs']) => runs.map(({ first, last, lastHash }) => [first, last, lastHash])
  return { places, forks, runs: rows(state.runs), sides: rows(state.sides), stored }
}

/** chain('a', 3): 1a on the enrollment receipt, 2a on 1a, 3a on 2a. */
function chain(name: string, last: number, first = 1, prev = first === 1 ? 'h0' : `${first - 1}${name}`): Link[] {
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const seq = first + at
    return { seq, hash: `${seq}${name}`, prev: at === 0 ? prev : `${seq - 1}${name}` }
  })
}
const a = chain('a', 20)
const pick = (...seqs: number[]) => seqs.flatMap((seq) => a[seq - 1] ?? [])

t.test('a statement gets its place from its prev and from what is stored', async (t) => {
  for (const { name, links, runs, sides = [], places } of [
    { name: 'in order', links: pick(1, 2, 3), runs: [[1, 3, '3a']] },
    { name: '10.2 12 before 11', links: pick(10, 12, 11), runs: [[10, 12, '12a']] },
    {
      name: '10.3 a hole stays a hole',
      links: pick(10, 12),
      runs: [
        [10, 10, '10a'],
        [12, 12, '12a'],
      ],
    },
    {
      name: '10.1 once per hash',
      links: pick(1, 1, 2, 1),
      places: ['chain', 'duplicate', 'chain', 'duplicate'],
      runs: [[1, 2, '2a']],
    },
    { name: 'backwards', links: pick(4, 3, 2, 1), runs: [[1, 4, '4a']] },
    { name: 'seq 1 on another enrollment receipt', links: chain('b', 2, 1, 'other'), runs: [], sides: [[1, 2, '2b']] },
    {
      name: '10.10 a snapshot restored at 3 signs 4 again, then signs on from the head',
      links: [...pick(1, 2, 3, 4, 5), ...chain('b', 5, 4, '3a'), { seq: 6, hash: '6c', prev: '5a' }],
      runs: [[1, 6, '6c']],
      sides: [[4, 5, '5b']],
    },
    {
      name: "of two with one number the one stored first is the chain's",
      links: [...pick(1), { seq: 3, hash: '3b', prev: '2b' }, ...pick(3, 2)],
      places: ['chain', 'chain', 'side', 'side'],
      runs: [
        [1, 1, '1a'],
        [3, 3, '3b'],
      ],
      sides: [[2, 3, '3a']],
    },
    {
      name: 'what comes into a hole and does not fit its neighbours',
      links: [...pick(1, 3), { seq: 2, hash: '2b', prev: '1a' }, ...pick(2)],
      places: ['chain', 'chain', 'side', 'chain'],
      runs: [[1, 3, '3a']],
      sides: [[2, 2, '2b']],
    },
    {
      name: "what builds on the side is the side's, also where the chain has a hole",
      links: [...pick(1, 2, 6), { seq: 2, hash: '2b', prev: '1a' }, { seq: 3, hash: '3b', prev: '2b' }, ...pick(4)],
      runs: [
        [1, 2, '2a'],
        [4, 4, '4a'],
        [6, 6, '6a'],
      ],
      sides: [[2, 3, '3b']],
    },
    {
      name: 'side statements out of order are one branch',
      links: [...pick(1, 2, 3), { seq: 3, hash: '3b', prev: '2b' }, { seq: 2, hash: '2b', prev: '1a' }],
      runs: [[1, 3, '3a']],
      sides: [[2, 3, '3b']],
    },
  ]) {
    const result = takeAll(links)
    t.same(result.runs, runs, name)
    t.same(result.sides, sides, `${name}: sides`)
    if (places) t.same(result.places, places, `${name}: places`)
  }
})

t.test('10.11 each branch is one fork, however long it grows', async (t) => {
  const { forks } = takeAll([...a, ...chain('b', 9, 5, '4a'), ...chain('c', 8, 7, '6a')])
  t.same(
    forks.map(({ hash }) => hash),
    ['5b', '7c'],
  )
})

t.test('an unknown enrollment receipt takes seq 1 as it is', async (t) => {
  t.same(takeAll(pick(1, 2), { ...empty, enrolled: undefined }).runs, [[1, 2, '2a']])
})

t.test('the run that would be one too many is dropped, and stored once a hole is a day old', async (t) => {
  const run = (seq: number, openedAt: number) => ({
    first: seq,
    last: seq,
    lastHash: `${seq}a`,
    firstPrev: 'x',
    openedAt,
    grewAt: openedAt,
  })
  const runs = Array.from({ length: 1000 }, (_, at) => run(2 + at * 2, 1000))
  const link = { seq: 5000, hash: '5000a', prev: '4999a' }
  const at = (nowMs: number) => placeLink({ ...empty, runs }, { link, here: [], before: [], nowMs }).place
  t.equal(at(1000), 'dropped')
  t.equal(at(1000 + 86_400_000), 'chain')
  const filling = { seq: 3, hash: '3a', prev: '2a' }
  const fitting = runs.map((each) => ({ ...each, firstPrev: `${each.first - 1}a` }))
  t.equal(
    placeLink({ ...empty, runs: fitting }, { link: filling, here: [], before: [], nowMs: 1000 }).place,
    'chain',
    'what fills a hole is never dropped',
  )
})

t.test('any order and any repetition of one chain gives the same runs', async (t) => {
  const orders = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(orders, (order) => {
      const once = [...new Set(order)].sort((x, y) => x - y)
      t.same(takeAll(pick(...order)).runs, takeAll(pick(...once)).runs)
    }),
    { seed },
  )
  t.pass('held')
})

t.test('with forks too, any order stores each hash once, and runs and sides hold exactly what is stored', async (t) => {
  const all = [...a.slice(0, 12), ...chain('b', 10, 6, '5a'), ...chain('c', 9, 8, '7b'), ...chain('d', 4, 2, '1a')]
  fc.assert(
    fc.property(fc.shuffledSubarray([...all, ...all], { minLength: 1 }), (links) => {
      const { stored, runs, sides, places } = takeAll(links)
      const hashes = [...stored.values()].flat().map(({ hash }) => hash)
      t.same(hashes.length, new Set(hashes).size)
      t.same(new Set(hashes), new Set(links.map(({ hash }) => hash)))
      const count = (rows: typeof runs) => rows.reduce((sum, row) => sum + Number(row[1]) - Number(row[0]) + 1, 0)
      t.equal(count(runs) + count(sides), hashes.length)
      t.notOk(places.includes('dropped'))
    }),
    { seed },
  )
  t.pass('held')
})
