/** One look at cameras that behave and misbehave, over real sockets; time is virtual, so nothing waits. */
import t from 'tap'
import { answer, type Behaviour, digest, type LookOptions, lookAt, ok, probedCamera, sdp } from './probe-bench.ts'
import { type Connect, connectSystem } from './rtsp-link.ts'
import type { ProbeResult } from './rtsp-probe.ts'

t.test('sources.md ladder: OPTIONS is rank 2, a login with a description rank 3', async (t) => {
  const behave: Behaviour = (socket, request) => {
    if (request.method === 'OPTIONS') answer(socket, request, ok())
    else if (!request.login) answer(socket, request, `401 Unauthorized\r\n${digest}\r\n`)
    else answer(socket, request, ok(sdp))
  }
  const good = await probedCamera(t, behave)
  t.same(await lookAt(good.url, { hasLogin: false }), { rank: 2, login: 'none' })
  t.same(
    good.requests.map(({ method }) => method),
    ['OPTIONS'],
    'nothing is asked that is not needed',
  )
  t.same(await lookAt(good.url), { rank: 3, login: 'accepted' })
  t.same(
    good.requests.slice(1).map(({ method, login }) => `${method} ${login}`),
    ['OPTIONS undefined', 'DESCRIBE undefined', 'DESCRIBE Digest'],
  )
})

t.test('what a login can come to; a password is used once a look, twice if the nonce was stale', async (t) => {
  const options: Behaviour = (socket, request) => answer(socket, request, ok())
  const thenDescribe =
    (describe: Behaviour): Behaviour =>
    (socket, request) =>
      (request.method === 'OPTIONS' ? options : describe)(socket, request)
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
  ] as { name: string; behave: Behaviour; given?: LookOptions; want: ProbeResult; logins: number }[]) {
    const { url, requests } = await probedCamera(t, behave)
    t.same(await lookAt(url, given), want, name)
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
    const { url, sockets } = await probedCamera(t, behave)
    t.same(await lookAt(url, { hasLogin: false }), { ...want, login: 'none' }, name)
    t.equal(sockets.size, 1, `${name}: one connection`)
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
    t.same(await lookAt('rtsp://127.0.0.1:9/x', { connect: failing(code) }), { ...want, login: 'none' }, code)
  t.match(
    await lookAt('rtsp://192.0.2.1/x', { connect: failing('EHOSTUNREACH') }),
    { rank: 'unknown' },
    'no network at all',
  )
})
