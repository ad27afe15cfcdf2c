/** Which looks are one camera (sources.md, Identity). */
import t from 'tap'
import { createCameraKeys } from './camera-keys.ts'
import { createCameraTable, joinedCamera } from './camera-table.ts'

const keys = (...names: string[]) => names.map((key, strength) => ({ key, strength }))
const by = (source: string, camera = source) => ({ source, kind: source, camera, monoMs: 1 })

t.test('two looks that share a key are one camera, its keys strongest first, four at most', async (t) => {
  const table = createCameraTable(10)
  const camera = table.cameraOf([{ key: 'address', strength: 3 }], by('rtsp'))
  const again = table.cameraOf(
    [
      { key: 'serial', strength: 0 },
      { key: 'address', strength: 3 },
    ],
    by('onvif'),
  )
  t.equal(camera, again)
  t.same(table.list().rows, [{ keys: ['serial', 'address'], src: 'rtsp' }])
  table.cameraOf(keys('serial', 'mac', 'uuid', 'static', 'a fifth'), by('nvr'))
  t.equal(table.list().rows[0]?.keys.length, 4)
})

t.test('two cameras are joined by a look that holds a key of each, while neither stood in an inventory', async (t) => {
  const table = createCameraTable(10)
  const a = table.cameraOf(keys('a'), by('rtsp'))
  const b = table.cameraOf(keys('b'), by('nvr'))
  table.cameraOf(keys('a', 'b'), by('onvif'))
  t.same(table.list().rows, [{ keys: ['a', 'b'], src: 'rtsp' }])
  if (a === undefined || b === undefined) throw new Error('both were met')
  t.equal(joinedCamera(b), joinedCamera(a))
})

t.test(
  '28 cameras that stood in different rows, or that one source saw connected both, are never joined',
  async (t) => {
    const listed = createCameraTable(10)
    listed.cameraOf(keys('a'), by('rtsp'))
    listed.cameraOf(keys('b'), by('nvr'))
    listed.list()
    listed.cameraOf(keys('a', 'b'), by('onvif'))
    t.same(
      listed.list().rows.map((row) => row.keys),
      [['a'], ['b']],
    )
    const seen = createCameraTable(10)
    for (const name of ['a', 'b']) seen.cameraOf(keys(name), by('rtsp', name))?.connectedBy.add('rtsp')
    seen.cameraOf(keys('a', 'b'), by('onvif'))
    t.same(
      seen.list().rows.map((row) => row.keys),
      [['a'], ['b']],
    )
  },
)

t.test('a full table takes no more cameras; those that are gone leave it', async (t) => {
  const table = createCameraTable(2)
  table.cameraOf(keys('a'), by('rtsp'))
  table.cameraOf(keys('b'), { ...by('rtsp'), monoMs: 50 })
  t.equal(table.cameraOf(keys('c'), by('rtsp')), undefined)
  table.forget(({ lastLookMonoMs }) => lastLookMonoMs < 40)
  t.same(
    table.list().rows.map((row) => row.keys),
    [['b']],
  )
  t.ok(table.cameraOf(keys('c'), by('rtsp')))
})

t.test('the scope of an address is the site, of an own or link-local one the gateway', async (t) => {
  const scopes = createCameraKeys(({ scope }) => scope, { siteId: 'site', gatewayId: 'gateway' })
  for (const [value, want] of [
    ['192.168.1.10:554/stream', 'site'],
    ['cam.example:554/', 'site'],
    ['127.0.0.1:8554/a', 'gateway'],
    ['localhost:554/a', 'gateway'],
    ['[::1]:554/a', 'gateway'],
    ['169.254.3.4:554/', 'gateway'],
    ['[fe80::1%eth0]:554/', 'gateway'],
    ['[2001:db8::1]:554/', 'site'],
  ] as const) {
    t.same(scopes([{ type: 'address', scope: '', value }]), [{ key: want, strength: 3 }], value)
  }
})
