/** One look at cameras that behave, misbehave and attack, over real sockets; time is virtual, so nothing waits. */
import { EventEmitter } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { systemRandom } from '../clock.ts'
import { createVirtualClock } from '../core/virtual-clock.ts'
import { createNetworkView } from './network-view.ts'
import { parseRtspUrl } from './rtsp-address.ts'
import { type Connect, connectSystem } from './rtsp-link.ts'
import { LOOK_MS, type ProbeResult, probeCamera } from './rtsp-probe.ts'

const credentials = { username: 'viewer', password: 'right' }
const network = createNetworkView(() => [{ cidr: '127.0.0.1/8', isLoopback: true }])
const digest = 'WWW-Authenticate: Digest realm="r", nonce="n1", qop="auth"\r\n'
const sdp = 'v=0\r\nm=video 0 RTP/AVP 26\r\n'

type Request = { readonly cseq: string; readonly method: string; readonly login: string | undefined }
/** What the camera does with its request number `i` (from 0) on this connection. */
type Behaviour = (socket: Socket, request: Request, i: number) => void

const answer = (socket: Socket, { cseq }: Request, rest: string) =>
  socket.write(`RTSP/1.0 ${rest.replace('\r\n', `\r\nCSeq: ${cseq}\r\n`)}`)
const ok = (body = '') =>
  `200 OK\r\n${body === '' ? '' : `Content-Type: application/sdp\r\nContent-Length: ${body.length}\r\n`}\r\n${body}`

async function camera(t: Test, behave: Behaviour): Promise<{ url: string; requests: Request[]; sockets: Set<Socket> }> {
  const requests: Request[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    let i = 0
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      const request = {
        cseq: /CSeq: (\d+)/.exec(text)?.[1] ?? '',
        method: text.split(' ')[0] ?? '',
        login: /Authorization: (\w+)/.exec(text)?.[1],
      }
      requests.push(request)
      behave(socket, request, i)
      i += 1
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `rtsp://127.0.0.1:${port}/stream`, requests, sockets }
}

type Given = { readonly hasLogin?: boolean; readonly allowBasicLogin?: boolean; readonly connect?: Connect }

function begin(url: string, given: Given = {}) {
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const address = parseRtspUrl(url)
  if (typeof address === 'string') throw new Error(address)
  const ports = { clock, random: systemRandom, network, connect: given.connect ?? connectSystem }
  const { hasLogin = true, allowBasicLogin = false } = given
  const probe = probeCamera({ address, allowBasicLogin, credentials: hasLogin ? credentials : undefined }, ports)
  return { clock, probe }
}
const look = (url: string, given: Given = {}): Promise<ProbeResult> => begin(url, given).probe.result

t.test('sources.md ladder: OPTIONS is rank 2, a login with a description rank 3', async (t) => {
  const behave: Behaviour = (socket, request) => {
    if (request.method === 'OPTIONS') answer(socket, request, ok())
    else if (!request.login) answer(socket, request, `401 Unauthorized\r\n${digest}\r\n`)
    else answer(socket, request, ok(sdp))
  }
  const good = await camera(t, behave)
  t.same(await look(good.url, { hasLogin: false }), { rank: 2, login: 'none' })
  t.same(
    good.requests.map(({ method }) => method),
    ['OPTIONS'],
    'nothing is asked that is not needed',
  )
  t.same(await look(good.url), { rank: 3, login: 'accepted' })
  t.same(
    good.requests.slice(1).map(({ method, login }) => `${method} ${login}`),
    ['OPTIONS undefined', 'DESCRIBE undefined', 'DESCRIBE Digest'],
  )
})

t.test('what a login can come to; a password is used once a look, twice if the nonce was stale', async (t) => {
  const options: Behaviour = (socket, request) => answer(socket, request, ok())
  const thenDescribe =
    (describe: Behaviour): Behaviour =>
    (socket, request, i) =>
      (request.method === 'OPTIONS' ? options : describe)(socket, request, i)
  const challengeThen = (rest: string, challenge = digest): Behaviour =>
    thenDescribe((socket, request) => answer(socket, request, request.login ? rest : `401 No\r\n${challenge}\r\n`))
  const stale = `401 No\r\n${digest.replace('n1"', 'n2", stale=true')}\r\n`
  for (const { name, behave, given = {}, want, logins } of [
    {
      name: 'wrong password',
      behave: challengeThen(`401 No\r\n${digest}\r\n`),
      want: { rank: 2, code: 'AUTH_REFUSED', login: 'refused' },
      logins: 1,
    },
    {
      name: 'forbidden',
      behave: challengeThen('403 No\r\n\r\n'),
      want: { rank: 2, code: 'AUTH_REFUSED', login: 'refused' },
      logins: 1,
    },
    {
      name: 'stale for ever',
      behave: challengeThen(stale),
      want: { rank: 2, code: 'AUTH_REFUSED', login: 'refused' },
      logins: 2,
    },
    {
      name: 'wrong, then a strange challenge',
      behave: challengeThen('401 No\r\nWWW-Authenticate: Bearer\r\n\r\n'),
      want: { rank: 2, code: 'AUTH_REFUSED', login: 'refused' },
      logins: 1,
    },
    {
      name: 'path gone',
      behave: challengeThen('404 No\r\n\r\n'),
      want: { rank: 2, code: 'STREAM_MISSING', login: 'accepted' },
      logins: 1,
    },
    {
      name: 'busy',
      behave: challengeThen('503 No\r\n\r\n'),
      want: { rank: 2, code: 'STREAM_UNREADABLE', login: 'accepted' },
      logins: 1,
    },
    {
      name: 'no description',
      behave: challengeThen(ok('hello')),
      want: { rank: 2, code: 'STREAM_UNREADABLE', login: 'accepted' },
      logins: 1,
    },
    {
      name: 'Basic over a plain connection',
      behave: challengeThen(ok(sdp), 'WWW-Authenticate: Basic realm="r"\r\n'),
      want: { rank: 2, code: 'LOGIN_READABLE', login: 'none' },
      logins: 0,
    },
    {
      name: 'Basic allowed',
      behave: challengeThen(ok(sdp), 'WWW-Authenticate: Basic realm="r"\r\n'),
      given: { allowBasicLogin: true },
      want: { rank: 3, login: 'accepted' },
      logins: 1,
    },
    {
      name: 'unknown kind',
      behave: challengeThen(ok(sdp), 'WWW-Authenticate: Bearer\r\n'),
      want: { rank: 2, code: 'LOGIN_UNSUPPORTED', login: 'none' },
      logins: 0,
    },
    {
      name: 'no login asked',
      behave: thenDescribe((socket, request) => answer(socket, request, ok(sdp))),
      want: { rank: 3, login: 'none' },
      logins: 0,
    },
    {
      name: 'redirect',
      behave: thenDescribe((socket, request) =>
        answer(socket, request, '302 Go\r\nLocation: rtsp://127.0.0.1:1/\r\n\r\n'),
      ),
      want: { rank: 2, code: 'REDIRECTED', login: 'none' },
      logins: 0,
    },
    {
      name: 'closes at the login',
      behave: thenDescribe((socket, request) =>
        request.login ? socket.destroy() : answer(socket, request, `401 No\r\n${digest}\r\n`),
      ),
      want: { rank: 2, code: 'LOGIN_UNANSWERED', login: 'unanswered' },
      logins: 1,
    },
    {
      name: 'closes at DESCRIBE',
      behave: thenDescribe((socket) => socket.destroy()),
      want: { rank: 2, code: 'CONNECTION_LOST', login: 'none' },
      logins: 0,
    },
  ] as { name: string; behave: Behaviour; given?: Given; want: ProbeResult; logins: number }[]) {
    const { url, requests } = await camera(t, behave)
    t.same(await look(url, given), want, name)
    t.equal(requests.filter(({ login }) => login !== undefined).length, logins, `${name}: logins`)
  }
})

t.test('an open port is rank 1, and what answers strangely is no camera', async (t) => {
  const write =
    (text: string): Behaviour =>
    (socket) =>
      void socket.write(text)
  for (const { name, behave, want } of [
    { name: 'HTTP', behave: write('HTTP/1.1 400 Bad\r\n\r\n'), want: { rank: 1, code: 'NOT_RTSP' } },
    {
      name: 'CSeq of another',
      behave: write('RTSP/1.0 200 OK\r\nCSeq: 77\r\n\r\n'),
      want: { rank: 1, code: 'CSEQ_WRONG' },
    },
    { name: 'no CSeq', behave: write('RTSP/1.0 200 OK\r\n\r\n'), want: { rank: 1, code: 'CSEQ_WRONG' } },
    { name: 'closes', behave: (socket) => socket.destroy(), want: { rank: 1, code: 'CONNECTION_LOST' } },
    {
      name: 'refuses OPTIONS without a login',
      behave: (socket, request) => answer(socket, request, `401 No\r\n${digest}\r\n`),
      want: { rank: 2 },
    },
    {
      name: 'redirect',
      behave: (socket, request) => answer(socket, request, '301 Go\r\nLocation: rtsp://127.0.0.1:1/\r\n\r\n'),
      want: { rank: 2, code: 'REDIRECTED' },
    },
  ] as { name: string; behave: Behaviour; want: Partial<ProbeResult> }[]) {
    const { url, sockets } = await camera(t, behave)
    t.same(await look(url, { hasLogin: false }), { ...want, login: 'none' }, name)
    t.equal(sockets.size, 1, `${name}: one connection`)
  }
})

t.test('an answer of 100 MB is left at its limit', async (t) => {
  const chunk = Buffer.alloc(1 << 16, 'a')
  let written = 0
  const pour = (socket: Socket) => {
    while (!socket.destroyed && written < 100 << 20) {
      written += chunk.length
      if (!socket.write(chunk)) return void socket.once('drain', () => pour(socket))
    }
  }
  for (const { name, head, want } of [
    { name: 'as a header', head: 'RTSP/1.0 200 OK\r\nX: ', want: { rank: 1, code: 'ANSWER_TOO_LONG' } },
    {
      name: 'as many headers',
      head: `RTSP/1.0 200 OK\r\n${'X: y\r\n'.repeat(4000)}`,
      want: { rank: 1, code: 'ANSWER_TOO_LONG' },
    },
    {
      name: 'as a body',
      head: 'RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 104857600\r\n\r\n',
      want: { rank: 2, code: 'ANSWER_TOO_LONG' },
    },
    { name: 'as noise', head: '\u0000', want: { rank: 1, code: 'NOT_RTSP' } },
  ] as const) {
    written = 0
    const { url } = await camera(t, (socket) => {
      socket.write(head)
      pour(socket)
    })
    const before = process.memoryUsage().arrayBuffers
    t.same(await look(url), { ...want, login: 'none' }, name)
    t.ok(written < 32 << 20, `${name}: ${written >> 20} MB were sent before the camera saw the end`)
    t.ok(process.memoryUsage().arrayBuffers - before < 16 << 20, `${name}: nothing was kept`)
  }
})

t.test('a slow drip ends by the deadline of 3 s, whatever it drips', async (t) => {
  for (const { name, rank, first } of [
    { name: 'nothing at all', rank: 1, first: '' },
    { name: 'a header, letter by letter', rank: 1, first: 'RTSP/1.0 200 OK\r\nX: a' },
    {
      name: 'a body, letter by letter',
      rank: 1,
      first: 'RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 60000\r\n\r\nv',
    },
  ]) {
    const asked = new EventEmitter()
    const { url } = await camera(t, (socket) => {
      if (first) socket.write(first)
      asked.emit('asked', socket)
    })
    const waiting = new Promise<Socket>((resolve) => asked.once('asked', resolve))
    const { clock, probe } = begin(url)
    const socket = await waiting
    for (let second = 0; second < LOOK_MS / 1000 - 1; second += 1) {
      clock.advance(1000)
      socket.write('a')
    }
    let isDone = false
    void probe.result.then(() => {
      isDone = true
    })
    clock.advance(999)
    await new Promise((resolve) => setImmediate(resolve))
    t.notOk(isDone, `${name}: not before 3 s`)
    clock.advance(1)
    t.same(await probe.result, { rank, code: 'NO_ANSWER', login: 'none' }, name)
  }
})

t.test('a fault of our own machine is unknown, a closed port is not', async (t) => {
  const failing =
    (code: string): Connect =>
    (target) => {
      const socket = connectSystem({ ...target, host: '127.0.0.1' })
      socket.destroy(Object.assign(new Error(code), { code }))
      return socket
    }
  for (const { code, want } of [
    { code: 'EMFILE', want: { rank: 'unknown', code: 'GATEWAY_BUSY' } },
    { code: 'ENETUNREACH', want: { rank: 'unknown', code: 'GATEWAY_OFFLINE' } },
    { code: 'ECONNREFUSED', want: { rank: 0, code: 'CONNECTION_REFUSED' } },
    { code: 'EHOSTUNREACH', want: { rank: 0, code: 'NOT_REACHED' } },
    { code: 'ENOTFOUND', want: { rank: 0, code: 'HOST_UNKNOWN' } },
  ])
    t.same(await look('rtsp://127.0.0.1:9/x', { connect: failing(code) }), { ...want, login: 'none' }, code)
  t.match(
    await look('rtsp://192.0.2.1/x', { connect: failing('EHOSTUNREACH') }),
    { rank: 'unknown' },
    'no network at all',
  )
})
