/** A collector made of plain data: serves the built page under the strict CSP, answers /v1 as the story says, and lets
 *  a test refuse, change things behind the page's back, speak events and break the line. */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { Problem, Role } from '../../collector/web/src/model.ts'
import { EventLine } from './event-line.ts'
import { type Answer, answerOf, type Asked } from './fake-routes.ts'
import { World, type WorldOptions } from './fake-world.ts'

export const csp = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
  "font-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
].join('; ')

type Refusal = { readonly request: RegExp; readonly problem: Problem; times: number }

export class FakeApi {
  readonly world: World
  readonly events: EventLine
  /** "POST /v1/session" and so on, in order. */
  readonly asked: string[] = []
  url = ''
  #server: Server
  #folder: string
  #refusals: Refusal[] = []

  constructor(folder: string, options: WorldOptions = {}) {
    this.#folder = folder
    this.world = new World(options)
    this.events = new EventLine(this.world)
    this.#server = createServer((request, response) => this.#take(request, response))
  }

  static async start(folder: string, options: WorldOptions = {}): Promise<FakeApi> {
    const api = new FakeApi(folder, options)
    await new Promise<void>((ready) => api.#server.listen(0, '127.0.0.1', ready))
    const { port } = api.#server.address() as AddressInfo
    api.url = `http://localhost:${port}`
    return api
  }

  /** The next `times` requests that match are answered with this problem and do nothing; status 0 breaks the line. */
  refuse(request: RegExp, problem: Partial<Problem> & { readonly status: number }, times = 1): void {
    const whole = { type: '', title: '', code: 'UNKNOWN', requestId: 'r7f2k9', ...problem }
    this.#refusals.push({ request, problem: whole, times })
  }

  async close(): Promise<void> {
    this.events.close()
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!url.pathname.startsWith('/v1/')) serveFile(this.#folder, url.pathname, response)
    else if (!this.#refuses(`${request.method} ${url.pathname}${url.search}`, response)) {
      let text = ''
      request.on('data', (chunk) => {
        text += chunk
      })
      request.on('end', () => this.#reply(request, response, { url, text }))
    }
  }

  #refuses(name: string, response: ServerResponse): boolean {
    this.asked.push(name)
    const refusal = this.#refusals.find((one) => one.times > 0 && one.request.test(name))
    if (refusal === undefined) return false
    refusal.times -= 1
    if (refusal.problem.status === 0) response.destroy()
    else answer(response, { status: refusal.problem.status, body: refusal.problem })
    return true
  }

  #reply(request: IncomingMessage, response: ServerResponse, { url, text }: { url: URL; text: string }): void {
    const role = roleIn(request.headers.cookie)
    if (role !== undefined && url.pathname.endsWith('/events')) {
      this.events.attach(response, url.searchParams.get('after') ?? undefined)
      return
    }
    const asked: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: text === '' ? undefined : JSON.parse(text),
      key: header(request, 'idempotency-key'),
      csrf: header(request, 'x-csrf-token'),
      ifMatch: header(request, 'if-match'),
      role,
    }
    answer(response, answerOf(this.world, asked))
  }
}

/** A file of the built page under the strict CSP; what has no ending is the page itself. */
export function serveFile(folder: string, path: string, response: ServerResponse): void {
  const isFile = /\.\w+$/.test(path)
  const file = join(folder, isFile ? normalize(path) : 'index.html')
  const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
  try {
    const bytes = readFileSync(file)
    const type = types[extname(file)] ?? 'text/html; charset=utf-8'
    response.writeHead(200, { 'content-type': type, 'content-security-policy': csp }).end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}

function answer(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers }).end(body === undefined ? '' : JSON.stringify(body))
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function roleIn(cookie: string | undefined): Role | undefined {
  const value = /(?:^|; )__Host-camtally=(\w+)/.exec(cookie ?? '')?.[1]
  return (['ops', 'auditor', 'customerAdmin', 'customerViewer'] as const).find((role) => role === value)
}
