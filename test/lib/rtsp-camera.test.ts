/** The simulated camera and the agent's rtsp source, written apart, agree about each state and login. */
import { configOf, createSources, systemClock, systemRandom } from '@camtally/agent'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type CameraOptions, startCamera } from './rtsp-camera.ts'

async function rankOf(folder: string, url: string): Promise<string> {
  const camera = { name: 'a', url, username: 'viewer', passwordFile: join(folder, 'password') }
  const sources = [{ kind: 'rtsp', name: 'yard', allowBasicLogin: true, cameras: [camera] }]
  const config = configOf({ dataDir: folder, sources }, () => 'unread')
  const [look] = (await createSources(config, { clock: systemClock, random: systemRandom })[0]?.lookOnce()) ?? []
  return `${look?.rank} ${look?.detail?.split(':')[0] ?? ''}`.trim()
}

t.test('a login of each kind goes through with the right password alone', async (t) => {
  const folder = t.testdir({ password: 'right\n' })
  const login = { scheme: 'digest', username: 'viewer', password: 'right' } as const
  for (const [name, options] of Object.entries({
    digest: { login },
    'SHA-256': { login, algorithm: 'SHA-256' },
    basic: { login: { ...login, scheme: 'basic' } },
    'stale once': { login, isStaleOnce: true },
    'closes each': { login, closesEach: true },
    open: {},
  } satisfies Record<string, CameraOptions>)) {
    const camera = await startCamera(options)
    t.equal(await rankOf(folder, camera.url), '3', name)
    camera.setPassword('other')
    if (name !== 'open') t.equal(await rankOf(folder, camera.url), '2 AUTH_REFUSED', `${name}, changed at the camera`)
    await camera.close()
    writeFileSync(join(folder, 'refused-logins.json'), '')
  }
})

t.test('each state looks as a real camera in it, and a camera keeps its port', async (t) => {
  const folder = t.testdir({ password: 'right\n' })
  const camera = await startCamera()
  t.teardown(() => camera.close())
  const { url } = camera
  for (const [state, want] of [
    ['down', '0 CONNECTION_REFUSED'],
    ['up', '3'],
    ['empty', '2 STREAM_MISSING'],
    ['refuse', '1 CONNECTION_LOST'],
    ['up', '3'],
  ] as const) {
    await camera.setState(state)
    t.equal(await rankOf(folder, url), want, state)
  }
  t.match(camera.requests[0], { method: 'OPTIONS', authorization: undefined })
})
