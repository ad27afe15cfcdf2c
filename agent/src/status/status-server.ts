/** The agent's own small web server: /healthz and /metrics for the machine, /status (with a token) for our command. */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '../clock.ts'
import type { AgentStatus } from '../core/agent-status.ts'
import { removeDoor, writeDoor } from './door-file.ts'
import { healthOf } from './health.ts'
import type { LookDurations } from './look-durations.ts'
import { metricsText } from './metrics.ts'

/** `status` is asked at each request. `port` 0 takes a free one. */
export type StatusServerOptions = {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly status: () => AgentStatus
  readonly looks: LookDurations
  readonly random: Random
}

export type StatusServer = { readonly url: string; close(): Promise<void> }

/** Listens, and leaves the door file in `dataDir` until closed. Rejects with the system's error (EADDRINUSE …). */
export async function startStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const token = Buffer.from(options.random.bytes(24)).toString('base64url')
  const server = createServer(
    { requestTimeout: 5000, headersTimeout: 5000, keepAliveTimeout: 1000 },
    (request, response) => send(response, replyTo(request, { ...options, token })),
  )
  server.maxConnections = 32
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  const url = `http://${host}:${port}`
  writeDoor(options.dataDir, { url, token })
  return {
    url,
    close() {
      removeDoor(options.dataDir)
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type Answering = StatusServerOptions & { readonly token: string }

type Reply = { readonly code: number; readonly type: string; readonly body: string }

function replyTo(request: IncomingMessage, on: Answering): Reply {
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'only GET')
  switch (request.url?.split('?')[0]) {
    case '/healthz': {
      const health = healthOf(on.status())
      return json(health.state === 'failing' ? 503 : 200, health)
    }
    case '/metrics':
      return { code: 200, type: 'text/plain; version=0.0.4', body: metricsText(on.status(), on.looks.list()) }
    case '/status':
      return isOpenedBy(request.headers.authorization, on.token)
        ? json(200, on.status())
        : text(401, 'ask `camtally-agent status` instead: it has the token')
    default:
      return text(404, 'here are /healthz and /metrics')
  }
}

function json(code: number, value: object): Reply {
  return { code, type: 'application/json', body: `${JSON.stringify(value)}\n` }
}

function text(code: number, sentence: string): Reply {
  return { code, type: 'text/plain', body: `${sentence}\n` }
}

function send(response: ServerResponse, { code, type, body }: Reply): void {
  response.writeHead(code, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

function isOpenedBy(given: string | undefined, token: string): boolean {
  const want = Buffer.from(`Bearer ${token}`)
  const found = Buffer.from(given ?? '')
  return found.length === want.length && timingSafeEqual(found, want)
}
