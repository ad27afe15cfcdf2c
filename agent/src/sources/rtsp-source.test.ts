/** The rtsp source over time: its schedule, its turns, and a wrong password that is used once. */
import { createServer, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { systemClock, systemRandom } from '../clock.ts'
import { configOf } from '../config.ts'
import type { Look } from '../core/source.ts'
import { createVirtualClock } from '../core/virtual-clock.ts'
import { startSchedule } from './look-schedule.ts'
import { createLoginMemory, type LoginStore } from './login-memory.ts'
import { createNetworkView } from './network-view.ts'
import { connectSystem } from './rtsp-link.ts'
import { createRtspSource, type RtspPorts } from './rtsp-source.ts'
import { createTurns } from './turns.ts'

type Fake = { readonly url: string; logins: number; atOnce: number; mostAtOnce: number; password: string }

/** A camera that takes one right password (its digest is not checked: the word is in the user's name). */
async function fakeCamera(t: Test, isHanging = false): Promise<Fake> {
  const fake = { url: '', logins: 0, atOnce: 0, mostAtOnce: 0, password: 'right' }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    fake.atOnce += 1
    fake.mostAtOnce = Math.max(fake.mostAtOnce, fake.atOnce)
    socket.on('close', () => {
      fake.atOnce -= 1
    })
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      if (isHanging) return
      const head = (status: string) => `RTSP/1.0 ${status}\r\nCSeq: ${/CSeq: (\d+)/.exec(text)?.[1]}\r\n`
      const [, basic] = /Authorization: Basic (\S+)/.exec(text) ?? []
      if (basic) fake.logins += 1
      const isRight = basic && Buffer.from(basic, 'base64').toString() === `viewer:${fake.password}`
      if (text.startsWith('OPTIONS')) socket.write(`${head('200 OK')}\r\n`)
      else if (isRight) socket.write(`${head('200 OK')}Content-Length: 5\r\n\r\nv=0\r\n`)
      else socket.write(`${head('401 No')}WWW-Authenticate: Basic realm="r"\r\n\r\n`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return Object.assign(fake, { url: `rtsp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/live` })
}

function sourceOf(
  urls: readonly string[],
  given: { password?: () => string; store?: LoginStore; clock?: RtspPorts['clock']; onLook?: RtspPorts['onLook'] } = {},
) {
  const { password = () => 'right', clock = systemClock } = given
  const cameras = urls.map((url, i) => ({ name: `camera ${i}`, url, username: 'viewer', passwordFile: 'pw' }))
  const config = configOf({ sources: [{ kind: 'rtsp', name: 'yard', allowBasicLogin: true, cameras }] }, () => 'right')
  const [source] = config.sources
  if (source?.kind !== 'rtsp') throw new Error('one source')
  const store: LoginStore = given.store ?? { read: () => undefined, write() {} }
  const ports: RtspPorts = {
    clock,
    random: systemRandom,
    connect: connectSystem,
    network: createNetworkView(() => [{ cidr: '127.0.0.1/8', isLoopback: true }]),
    logins: createLoginMemory(store, { clock, random: systemRandom }),
    readPassword: password,
    turns: createTurns(8),
    onLook: given.onLook,
  }
  return createRtspSource(source, { lookSeconds: 30, cameraLogin: {} }, ports)
}

t.test('a wrong password is used once, also over a restart, and again when it changes', async (t) => {
  const camera = await fakeCamera(t)
  let password = 'wrong'
  let kept: string | undefined
  const store: LoginStore = {
    read: () => kept,
    write(text) {
      kept = text
    },
  }
  const source = sourceOf([camera.url], { password: () => password, store })
  const seen = async (from = source) => (await from.lookOnce())[0]
  t.match(await seen(), { rank: 2, detail: /^AUTH_REFUSED/ })
  t.match(await seen(), { rank: 2, detail: /^AUTH_REFUSED/ }, 'the status keeps saying so')
  t.equal(camera.logins, 1)
  t.match(await seen(sourceOf([camera.url], { password: () => password, store })), { rank: 2, detail: /^AUTH_REFUSED/ })
  t.equal(camera.logins, 1, 'after a restart too')
  t.notMatch(kept ?? '', /wrong|viewer/, 'the memory holds no password')
  password = 'right'
  t.match(await seen(), { rank: 3 })
  camera.password = 'changed at the camera'
  t.match(await seen(), { rank: 2 })
  t.match(await seen(), { rank: 2 })
  t.equal(camera.logins, 3)
  password = 'wrong'
  await seen()
  t.equal(camera.logins, 4, 'a password that was wrong once is a change again')
})

t.test('without a readable password file the camera is asked without a login', async (t) => {
  const camera = await fakeCamera(t)
  const source = sourceOf([camera.url], {
    password: () => {
      throw new Error('gone')
    },
  })
  t.match(await source.lookOnce(), [{ rank: 2, detail: /^PASSWORD_UNREADABLE/ }])
  t.equal(camera.logins, 0)
})

t.test('at most 8 cameras are looked at at once, and stop ends those under way', async (t) => {
  const camera = await fakeCamera(t, true)
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const urls = Array.from({ length: 20 }, (_, i) => `${camera.url}${i}`)
  const source = sourceOf(urls, { clock })
  const looks: Look[] = []
  source.start((look) => looks.push(look))
  clock.advance(2000)
  while (camera.atOnce < 8) await new Promise((resolve) => setImmediate(resolve))
  t.equal(camera.mostAtOnce, 8)
  await source.stop()
  clock.advance(600_000)
  t.same(looks, [], 'a look that was stopped says nothing')
  t.equal(camera.mostAtOnce, 8)
})

t.test('sources.md schedule: each camera every lookSeconds, 10 % more or less, not in step', async (t) => {
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const startedAt = new Map<number, number[]>()
  const look = async (index: number) => {
    startedAt.set(index, [...(startedAt.get(index) ?? []), clock.monoMs()])
  }
  const stop = startSchedule({ count: 64, lookSeconds: 30, look }, { clock, random: systemRandom })
  for (let i = 0; i < 36_000; i += 1) {
    clock.advance(100)
    await Promise.resolve()
    await Promise.resolve()
  }
  stop()
  clock.advance(100_000)
  const intervals = [...startedAt.values()].flatMap((times) => times.slice(1).map((at, i) => at - (times[i] ?? 0)))
  t.equal(startedAt.size, 64)
  t.ok(
    intervals.every((ms) => ms >= 26_900 && ms <= 33_100),
    'each between 27 and 33 s',
  )
  t.ok(Math.max(...intervals) - Math.min(...intervals) > 4000, 'spread over the whole range')
  t.ok(
    [...startedAt.values()].every((times) => times.length >= 108 && times.length <= 134),
    'none is forgotten',
  )
})

t.test('64 cameras take less than 1 % of a core', async (t) => {
  const camera = await fakeCamera(t)
  const durations: number[] = []
  const source = sourceOf([camera.url], { onLook: (_, ms) => void durations.push(ms) })
  for (let i = 0; i < 20; i += 1) await source.lookOnce() // warm
  const before = process.cpuUsage()
  const rounds = 200
  for (let i = 0; i < rounds; i += 1) await source.lookOnce()
  const { user, system } = process.cpuUsage(before)
  const perLookMs = (user + system) / 1000 / rounds
  const share = (perLookMs * 64) / 30_000
  t.comment(
    `${perLookMs.toFixed(2)} ms of CPU a look with a login, camera included: ${(share * 100).toFixed(2)} % of a core`,
  )
  t.ok(share < 0.01)
  t.equal(durations.length, rounds + 20)
})
