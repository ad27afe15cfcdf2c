/** The rtsp source against eight real RTSP cameras (GStreamer's server) on the loopback range. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configOf, createSources, type Look, systemRandom } from '@camtally/agent'
import t from 'tap'
import { fleetPackages, hasFleet, startFleet } from '../lib/rtsp-fleet.ts'
import { steppingClock } from '../lib/stepping-clock.ts'

const cameraCount = 8

/** Looks once at all cameras. Time stands until only `hangingCount` looks are left, then their 3 s pass. */
function watcherOf(folder: string, urls: readonly string[], hasLogin: boolean) {
  const clock = steppingClock(0)
  let left = 0
  let onLeft = () => {}
  const onLook = () => {
    left -= 1
    onLeft()
  }
  const cameras = urls.map((url, i) => {
    const login = hasLogin ? { username: 'viewer', passwordFile: join(folder, `password-${i + 1}`) } : {}
    return { name: `camera ${i + 1}`, url, ...login }
  })
  const config = configOf({ dataDir: folder, sources: [{ kind: 'rtsp', name: 'fleet', cameras }] }, () => 'unread')
  const [source] = createSources(config, { clock, random: systemRandom, onLook })
  if (!source) throw new Error('one source')
  return async (hangingCount = 0): Promise<Look[]> => {
    left = urls.length
    const looks = source.lookOnce()
    await new Promise<void>((resolve) => {
      onLeft = () => {
        if (left <= hangingCount) resolve()
      }
    })
    if (hangingCount > 0) await clock.step(3000)
    return looks
  }
}

const seen = (looks: readonly Look[]) =>
  looks.map(({ rank, detail }) => `${rank} ${detail?.split(':')[0] ?? ''}`.trim())

if (!hasFleet()) {
  t.comment(`NOT TESTED against real RTSP cameras. For that: apt-get install ${fleetPackages}`)
  t.pass('no GStreamer RTSP server on this machine')
} else {
  t.test('without a login real cameras are responding; down, hanging and empty ones are told apart', async (t) => {
    const fleet = await startFleet(cameraCount, 'none')
    t.teardown(() => fleet.stop())
    const look = watcherOf(t.testdir(), fleet.urls, false)
    t.same(seen(await look()), Array(cameraCount).fill('2'))
    await fleet.setState(2, 'down')
    await fleet.setState(3, 'hang')
    await fleet.setState(4, 'empty')
    t.same(seen(await look(1)), ['2', '0 CONNECTION_REFUSED', '1 NO_ANSWER', '2', '2', '2', '2', '2'])
    for (const camera of [2, 3, 4]) await fleet.setState(camera, 'up')
    t.same(seen(await look()), Array(cameraCount).fill('2'), 'all come back')
  })

  t.test('with a digest login they are authenticated, and a wrong password is used once', async (t) => {
    const folder = t.testdir()
    for (let i = 1; i <= cameraCount; i += 1)
      writeFileSync(join(folder, `password-${i}`), `viewer-${i === 5 ? 'no' : i}\n`)
    const fleet = await startFleet(cameraCount, 'digest')
    t.teardown(() => fleet.stop())
    const look = watcherOf(folder, fleet.urls, true)
    t.same(seen(await look()), ['3', '3', '3', '3', '2 AUTH_REFUSED', '3', '3', '3'])
    await fleet.setState(2, 'down')
    await fleet.setState(3, 'hang')
    await fleet.setState(4, 'empty')
    t.same(seen(await look(1)), [
      '3',
      '0 CONNECTION_REFUSED',
      '1 NO_ANSWER',
      '2 STREAM_MISSING',
      '2 AUTH_REFUSED',
      '3',
      '3',
      '3',
    ])
    for (const camera of [2, 3, 4]) await fleet.setState(camera, 'up')
    writeFileSync(join(folder, 'password-5'), 'viewer-5\n')
    t.same(seen(await look()), Array(cameraCount).fill('3'), 'all come back, and a corrected password is noticed')
  })
}
