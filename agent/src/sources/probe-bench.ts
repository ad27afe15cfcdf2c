/** For tests of the probe: a camera of real sockets that does what a test says, and a look with virtual time. */
import { createServer, type Socket } from 'node:net'
import type { Test } from 'tap'
import { systemRandom } from '../clock.ts'
import { createVirtualClock, type VirtualClock } from '../core/virtual-clock.ts'
import { createNetworkView } from './network-view.ts'
import { parseRtspUrl } from './rtsp-address.ts'
import { type Connect, connectSystem } from './rtsp-link.ts'
import { type Probe, type ProbeResult, probeCamera } from './rtsp-probe.ts'

/** The camera's question for a login. */
export const digest = 'WWW-Authenticate: Digest realm="r", nonce="n1", qop="auth"\r\n'
export const sdp = 'v=0\r\nm=video 0 RTP/AVP 26\r\n'

export type CameraRequest = { readonly cseq: string; readonly method: string; readonly login: string | undefined }
/** What the camera does with a request. */
export type Behaviour = (socket: Socket, request: CameraRequest) => void
export type ProbedCamera = {
  readonly url: string
  readonly requests: readonly CameraRequest[]
  readonly sockets: ReadonlySet<Socket>
}

/** Answers with the request's number: `rest` begins with the status and ends with the body. */
export function answer(socket: Socket, { cseq }: CameraRequest, rest: string): void {
  socket.write(`RTSP/1.0 ${rest.replace('\r\n', `\r\nCSeq: ${cseq}\r\n`)}`)
}

/** 200, with a description as its body if given. */
export function ok(body = ''): string {
  const head = body === '' ? '' : `Content-Type: application/sdp\r\nContent-Length: ${body.length}\r\n`
  return `200 OK\r\n${head}\r\n${body}`
}

/** A camera on a free port, until the test ends. */
export async function probedCamera(t: Test, behave: Behaviour): Promise<ProbedCamera> {
  const requests: CameraRequest[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      const cseq = /CSeq: (\d+)/.exec(text)?.[1] ?? ''
      const request = { cseq, method: text.split(' ')[0] ?? '', login: /Authorization: (\w+)/.exec(text)?.[1] }
      requests.push(request)
      behave(socket, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { url: `rtsp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/stream`, requests, sockets }
}

export type LookOptions = {
  readonly hasLogin?: boolean
  readonly allowBasicLogin?: boolean
  readonly connect?: Connect
}

/** Begins a look on a gateway without any network but its own loopback; time stands. */
export function beginLook(url: string, options: LookOptions = {}): { clock: VirtualClock; probe: Probe } {
  const { hasLogin = true, allowBasicLogin = false, connect = connectSystem } = options
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const address = parseRtspUrl(url)
  if (typeof address === 'string') throw new Error(address)
  const network = createNetworkView(() => [{ cidr: '127.0.0.1/8', isLoopback: true }])
  const credentials = hasLogin ? { username: 'viewer', password: 'right' } : undefined
  const probe = probeCamera(
    { address, allowBasicLogin, credentials },
    { clock, random: systemRandom, network, connect },
  )
  return { clock, probe }
}

export function lookAt(url: string, options: LookOptions = {}): Promise<ProbeResult> {
  return beginLook(url, options).probe.result
}
