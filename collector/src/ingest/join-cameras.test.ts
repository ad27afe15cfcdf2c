/** Which keys are one camera, and which rows join nothing (protocol 4). */
import fc from 'fast-check'
import t from 'tap'
import { joinCameras, type KeyRows } from './join-cameras.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? crypto.getRandomValues(new Uint32Array(1))[0])
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/ingest/join-cameras.test.ts`)

const rows = (text: string): KeyRows => text.split(' ').map((row) => [...row])
const joined = (...inventories: string[]) => Object.fromEntries(joinCameras(inventories.map(rows)).cameras)

t.test('keys of one row are one camera, named by its smallest key', async (t) => {
  t.same(joined('ba', 'cb d'), { a: 'a', b: 'a', c: 'a', d: 'd' })
})

t.test('10.28 a row that connects distinct keys joins nothing', async (t) => {
  t.same(joined('a b', 'ab'), { a: 'a', b: 'b' })
  t.same(joined('ax by', 'xy'), { a: 'a', b: 'b', x: 'a', y: 'b' }, 'through what they are joined to')
  t.same(joined('a b', 'cab'), { a: 'a', b: 'b', c: 'c' }, 'not even its other keys')
  t.same(joined('ab', 'a b'), { a: 'a', b: 'a' }, 'what was joined before stays joined')
  t.same(joined('ab', 'a b', 'cb', 'ca'), { a: 'a', b: 'a', c: 'a' }, 'and is one set from then on')
})

t.test('10.28 the minutes of such a row count for every camera it holds', async (t) => {
  const shared = (...inventories: string[]) => Object.fromEntries(joinCameras(inventories.map(rows)).shared)
  t.same(shared('a b', 'ab'), { '["a","b"]': ['b'] })
  t.same(shared('ax by', 'xy', 'xab'), { '["x","y"]': ['y'], '["x","a","b"]': ['b'] }, 'one key a camera')
  t.same(shared('ab', 'ab c'), {})
})

t.test('a key in two rows of one inventory joins nothing there', async (t) => {
  t.same(joined('ab ac d'), { a: 'a', b: 'b', c: 'c', d: 'd' })
  t.same(joined('ab ac', 'ab'), { a: 'a', b: 'a', c: 'c' })
})

t.test('a later row never parts or unites what an earlier one made distinct', async (t) => {
  const key = fc.constantFrom(...'abcdefg')
  const inventory = fc.uniqueArray(fc.uniqueArray(key, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(inventory, { maxLength: 6 }), inventory, (before, last) => {
      const { cameras } = joinCameras(before)
      const { cameras: after } = joinCameras([...before, last])
      for (const [first, camera] of cameras) {
        t.ok((after.get(first) ?? '') <= first, 'the smallest key names the set')
        for (const [second, other] of cameras)
          if (camera === other) t.equal(after.get(first), after.get(second), 'joined stays joined')
      }
      t.same(joinCameras([...before, last, last, ...before]).cameras, after, 'what was said before says nothing new')
    }),
    { seed, numRuns: 50 },
  )
  t.pass('held')
})
