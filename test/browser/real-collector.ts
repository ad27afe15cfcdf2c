/** The built page before the real API, in this process and on a clock of the test: a door in front of it turns a role's
 *  cookie into that role's token, serves the page and keeps the event line open. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import type { TestApi } from '../../collector/src/http/testing.ts'
import type { Role, Session } from '../../collector/web/src/model.ts'
import { serveFile } from './fake-api.ts'
import { emails } from './fake-routes.ts'

export type Door = {
  readonly url: string
  /** Says an event to every page that listens. */
  say(name: string): void
}
export type DoorOptions = {
  readonly test: TestApi
  readonly folder: string
  /** The account a customer signs in to, and each role's token. */
  readonly account: string
  readonly tokens: Partial<Record<Role, string>>
}

/** Closed at the end of `t`. */
export async function openDoor(t: Test, options: DoorOptions): Promise<Door> {
  const listening = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith('/v1/')) serveFile(options.folder, pathname, response)
    else if (pathname.endsWith('/events')) listen(response, { listening, nowMs: options.test.clock.wallMs() })
    else passOn(request, response, options)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.teardown(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    say: (name) => {
      for (const response of listening) response.write(`event: ${name}\ndata: {}\n\n`)
    },
  }
}

type Line = { readonly listening: Set<ServerResponse>; readonly nowMs: number }

function listen(response: ServerResponse, { listening, nowMs }: Line): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(`event: hello\ndata: ${JSON.stringify({ at: new Date(nowMs).toISOString() })}\n\n`)
  listening.add(response)
  response.on('close', () => listening.delete(response))
}

async function passOn(request: IncomingMessage, response: ServerResponse, options: DoorOptions): Promise<void> {
  const text = await bodyOf(request)
  const role = roleOf(request.headers.cookie)
  if (request.url === '/v1/session') {
    const opened = request.method === 'POST' ? roleOfEmail(text) : role
    if (opened === undefined) response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{}')
    else
      response
        .writeHead(200, { 'content-type': 'application/json', 'set-cookie': cookieOf(opened) })
        .end(JSON.stringify(sessionOf(opened, options.account)))
    return
  }
  const { cookie: _, connection: __, host: ___, ...headers } = request.headers
  const token = role === undefined ? undefined : options.tokens[role]
  const answer = await options.test.api.inject({
    method: request.method as 'GET',
    url: request.url ?? '/',
    headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(text === '' ? {} : { payload: text }),
  })
  const kept = Object.entries(answer.headers).filter(([name]) => /^(content-type|etag|cache-control)$/.test(name))
  response.writeHead(answer.statusCode, Object.fromEntries(kept.map(([name, value]) => [name, String(value)])))
  response.end(answer.rawPayload)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

const roles = ['ops', 'auditor', 'customerAdmin', 'customerViewer'] as const satisfies readonly Role[]

function roleOf(cookie = ''): Role | undefined {
  return roles.find((role) => cookie.includes(`__Host-camtally=${role}`))
}

function roleOfEmail(text: string): Role | undefined {
  return roles.find((role) => text.includes(emails[role]))
}

function cookieOf(role: Role): string {
  return `__Host-camtally=${role}; Secure; HttpOnly; SameSite=Strict; Path=/`
}

function sessionOf(role: Role, account: string): Session {
  const accounts = role === 'ops' ? [] : [{ id: account, name: 'Northgate Cold Storage' }]
  return { name: 'the owner', email: emails[role], role, accounts, csrfToken: 'of-the-door' }
}
