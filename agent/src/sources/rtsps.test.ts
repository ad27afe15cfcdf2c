/** Cameras behind TLS: certificates are their own, Basic is allowed, and what is no TLS is said. */
import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import t from 'tap'
import { answer, beginLook, lookAt, ok, sdp } from './probe-bench.ts'
import { LOOK_MS } from './rtsp-probe.ts'

// Made for this test alone; it opens nothing.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/2OTBbgV5FXrKWx2
E6Fxyjbb/bWtwiZNAm+bFiSR6nehRANCAAT1pE8bd2GrwC0XEodai6X4R92oJLu6
yZDzcM8S+C0bpxXBIT0/BhoA8NcT1x4daUSHzqn4sEBmBYoiPHSwBCky
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBejCCAR+gAwIBAgIUFLtl/vZM4/X8RbJaj69bBVzzdN4wCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGY2FtZXJhMCAXDTI2MTEyMzIxMTcyNVoYDzIxMjYxMDMwMjEx
NzI1WjARMQ8wDQYDVQQDDAZjYW1lcmEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAT1pE8bd2GrwC0XEodai6X4R92oJLu6yZDzcM8S+C0bpxXBIT0/BhoA8NcT1x4d
aUSHzqn4sEBmBYoiPHSwBCkyo1MwUTAdBgNVHQ4EFgQU2XXIbWOq7aKJXE4oodpP
Z9odho8wHwYDVR0jBBgwFoAU2XXIbWOq7aKJXE4oodpPZ9odho8wDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAxV/0+sgMz60QdEvJbE2ryj1hdMvO
EhHQQ9meeR89jMkCIQCXY1G+hXs8i5R5sL1LJvUgPAN72VHgPJc4EMFiiJK5XQ==
-----END CERTIFICATE-----`

const urlOf = (server: { address(): unknown }) => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null && 'port' in address ? address.port : 0
  return `rtsps://127.0.0.1:${port}/live`
}

t.test('rtsps: a camera with a certificate of its own is asked, and Basic is no secret told', async (t) => {
  const server = createTlsServer({ key, cert }, (socket) => {
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      const [, cseq = ''] = /CSeq: (\d+)/.exec(text) ?? []
      const request = { cseq, method: '', login: undefined }
      if (text.startsWith('OPTIONS')) answer(socket, request, ok())
      else if (text.includes('Authorization: Basic ')) answer(socket, request, ok(sdp))
      else answer(socket, request, '401 No\r\nWWW-Authenticate: Basic realm="r"\r\n\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  t.same(await lookAt(urlOf(server)), { rank: 3, login: 'accepted' })
})

t.test('rtsps: a camera that speaks no TLS, closes or hangs is an open port', async (t) => {
  for (const { name, answers, want } of [
    { name: 'plain RTSP', answers: 'RTSP/1.0 400 Bad\r\n\r\n', want: 'TLS_FAILED' },
    { name: 'closes', answers: undefined, want: 'TLS_FAILED' },
  ]) {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => (answers === undefined ? socket.destroy() : socket.end(answers)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
    t.same(await lookAt(urlOf(server)), { rank: 1, code: want, login: 'none' }, name)
  }
  const silent = createServer()
  const greeted = new Promise<void>((resolve) =>
    silent.once('connection', (socket) => socket.once('data', () => resolve())),
  )
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  t.teardown(() => silent.close())
  const { clock, probe } = beginLook(urlOf(silent))
  await greeted
  clock.advance(LOOK_MS)
  t.same(await probe.result, { rank: 1, code: 'NO_ANSWER', login: 'none' }, 'hangs')
})
