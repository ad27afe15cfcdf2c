/** A simulated camera that speaks real RTSP over TCP: OPTIONS and DESCRIBE, with a Digest or Basic login, in the states
 *  a real one can be in. For tests and the demo. */
import { createHash, randomBytes } from 'node:crypto'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** up: answers. down: nothing listens. hang: accepts and never answers. empty: answers, its stream is gone (404).
 *  refuse: closes each connection at once. */
export type CameraState = 'up' | 'down' | 'hang' | 'empty' | 'refuse'

export type CameraOptions = {
  readonly login?: { readonly scheme: 'digest' | 'basic'; readonly username: string; readonly password: string }
  /** Default MD5. */
  readonly algorithm?: 'MD5' | 'SHA-256'
  /** The first nonce of each connection is called stale once. */
  readonly isStaleOnce?: boolean
  /** Ends the connection after each answer, as some cameras do. */
  readonly closesEach?: boolean
  readonly path?: string
  /** Default 127.0.0.1. */
  readonly host?: string
}

/** `requests` are the request lines and authorizations as they came. `url` stays the same over all states. */
export interface SimulatedCamera {
  readonly url: string
  readonly requests: readonly { readonly method: string; readonly authorization: string | undefined }[]
  setState(state: CameraState): Promise<void>
  setPassword(password: string): void
  close(): Promise<void>
}

/** A camera in state `up` on a free port. */
export async function startCamera(options: CameraOptions = {}): Promise<SimulatedCamera> {
  const { host = '127.0.0.1', path = '/stream' } = options
  const requests: { method: string; authorization: string | undefined }[] = []
  const sockets = new Set<Socket>()
  const nonces = newNonces()
  let password = options.login?.password ?? ''
  let state: CameraState = 'up'
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy()) // a look that ended early resets the connection: nothing to do
    if (state === 'refuse') socket.destroy()
    else
      serve(socket, { ...options, password: () => password, isEmpty: () => state === 'empty', nonces }, (request) => {
        requests.push({ method: request.method, authorization: request.headers.get('authorization') })
        return state !== 'hang'
      })
  })
  await listen(server, host, 0)
  const { port } = server.address() as AddressInfo
  const shut = async () => {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    url: `rtsp://${host}:${port}${path}`,
    requests,
    async setState(next) {
      for (const socket of sockets) socket.destroy()
      if (next === 'down') await shut()
      else if (!server.listening) await listen(server, host, port)
      state = next
    },
    setPassword(next) {
      password = next
    },
    close: shut,
  }
}

type Request = { readonly method: string; readonly uri: string; readonly headers: ReadonlyMap<string, string> }
type Serving = CameraOptions & {
  readonly password: () => string
  readonly isEmpty: () => boolean
  /** Those of a camera that closes each connection; else a connection has its own. */
  readonly nonces: Nonces
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** `admit` notes a request and says whether it is answered. */
function serve(socket: Socket, camera: Serving, admit: (request: Request) => boolean): void {
  const nonces = camera.closesEach ? camera.nonces : newNonces()
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const request = parseRequest(text.slice(0, end))
      text = text.slice(end + 4)
      if (admit(request)) socket.write(answerTo(request, camera, nonces))
      if (camera.closesEach) socket.end()
    }
  })
}

function parseRequest(head: string): Request {
  const [line = '', ...rest] = head.split('\r\n')
  const [method = '', uri = ''] = line.split(' ')
  const headers = rest.map(
    (header) =>
      [header.slice(0, header.indexOf(':')).toLowerCase(), header.slice(header.indexOf(':') + 1).trim()] as const,
  )
  return { method, uri, headers: new Map(headers) }
}

type Nonces = { current: string; wasStale: boolean }

function newNonces(): Nonces {
  return { current: randomBytes(8).toString('hex'), wasStale: false }
}

function answerTo(request: Request, camera: Serving, nonces: Nonces): string {
  const cseq = request.headers.get('cseq') ?? ''
  const answer = (status: string, headers: readonly string[] = [], body = '') =>
    [
      `RTSP/1.0 ${status}`,
      `CSeq: ${cseq}`,
      ...headers,
      ...(body ? [`Content-Length: ${body.length}`] : []),
      '',
      body,
    ].join('\r\n')
  if (request.method === 'OPTIONS') return answer('200 OK', ['Public: OPTIONS, DESCRIBE'])
  if (request.method !== 'DESCRIBE') return answer('501 Not Implemented')
  const given = request.headers.get('authorization')
  if (camera.login && (given === undefined || !isRight(given, request, { camera, nonces })))
    return answer('401 Unauthorized', [challenge(camera, nonces, false)])
  if (camera.login && camera.isStaleOnce && !nonces.wasStale) {
    nonces.wasStale = true
    nonces.current = randomBytes(8).toString('hex')
    return answer('401 Unauthorized', [challenge(camera, nonces, true)])
  }
  return camera.isEmpty() ? answer('404 Not Found') : answer('200 OK', ['Content-Type: application/sdp'], sdp)
}

const sdp = 'v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=simulated camera\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\n'

function challenge(camera: Serving, nonces: Nonces, isStale: boolean): string {
  if (camera.login?.scheme === 'basic') return 'WWW-Authenticate: Basic realm="simulated"'
  const algorithm = camera.algorithm ?? 'MD5'
  const members = ['realm="simulated"', `nonce="${nonces.current}"`, `algorithm=${algorithm}`, 'qop="auth"']
  return `WWW-Authenticate: Digest ${[...members, ...(isStale ? ['stale=true'] : [])].join(', ')}`
}

/** Written apart from the agent's own digest, so that the two check each other. */
function isRight(given: string, request: Request, at: { camera: Serving; nonces: Nonces }): boolean {
  const { camera, nonces } = at
  const { username = '' } = camera.login ?? {}
  if (camera.login?.scheme === 'basic')
    return given === `Basic ${Buffer.from(`${username}:${camera.password()}`).toString('base64')}`
  const part = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(given)?.[1] ?? ''
  const hash = (text: string) =>
    createHash(camera.algorithm === 'SHA-256' ? 'sha256' : 'md5')
      .update(text)
      .digest('hex')
  const owner = hash(`${username}:simulated:${camera.password()}`)
  const asked = hash(`${request.method}:${request.uri}`)
  const want = hash([owner, nonces.current, part('nc'), part('cnonce'), 'auth', asked].join(':'))
  return part('nonce') === nonces.current && part('username') === username && part('response') === want
}
