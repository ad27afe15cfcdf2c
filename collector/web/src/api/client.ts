/** Every request of the page goes through here: a route's name types its query, body and answer; same origin, session
 *  cookie, CSRF header, problems as one type. */
import type { Problem } from '../model.ts'
import type { Offered } from './offered.d.ts'
import type { Wanted } from './wanted.d.ts'

export type Routes = Offered & Wanted
type RouteBy<Method extends string> = Extract<keyof Routes, `${Method} ${string}`>
export type Reading = RouteBy<'GET'>
export type Changing = RouteBy<'POST' | 'PATCH' | 'DELETE'>
export type AnswerOf<Route extends keyof Routes> = Routes[Route]['answer']

export type Answer<Body> = { readonly body: Body; readonly etag: string | null }
type Path = { readonly path?: Readonly<Record<string, string>> }
export type Asked<Route extends keyof Routes> = Path & { readonly query?: Routes[Route]['query'] }
/** What changes something also names: the thing's ETag, and a key under which sending it twice does it once. */
export type Told<Route extends keyof Routes> = Path & {
  readonly body?: Routes[Route]['body']
  readonly etag?: string | null
  readonly key?: string
}

/** A request that was refused or never answered; `problem.code` is for ever (docs/errors.md), its words may improve. */
export class RequestFault extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

let csrfToken = ''
let onSignedOut = () => {}

/** The token of the session, sent with every change; `signedOut` is called when the collector no longer knows it. */
export function useCsrfToken(token: string, signedOut: () => void): void {
  csrfToken = token
  onSignedOut = signedOut
}

/** Reads one resource. @throws RequestFault */
export function read<Route extends Reading>(route: Route, asked: Asked<Route> = {}, signal?: AbortSignal) {
  const init = { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) }
  return send<AnswerOf<Route>>(urlOf(route, asked), init)
}

/** Changes something. A key is made when none is given, so that the browser's own repetition is harmless.
 *  @throws RequestFault */
export function tell<Route extends Changing>(route: Route, told: Told<Route> = {}): Promise<Answer<AnswerOf<Route>>> {
  const [method = 'POST'] = route.split(' ')
  const headers: Record<string, string> = { accept: 'application/json', 'x-csrf-token': csrfToken }
  if (method === 'POST') headers['idempotency-key'] = told.key ?? crypto.randomUUID()
  if (told.etag) headers['if-match'] = told.etag
  if (told.body !== undefined) headers['content-type'] = 'application/json'
  const body = told.body === undefined ? {} : { body: JSON.stringify(told.body) }
  return send<AnswerOf<Route>>(urlOf(route, told), { method, headers, ...body })
}

/** The address of a route, as a link for what the browser itself saves. */
export function urlOf(route: keyof Routes, { path = {}, query = {} }: Path & { readonly query?: object }): string {
  const [, template = ''] = route.split(' ')
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value)
  return search.size === 0 ? filled : `${filled}?${search}`
}

async function send<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', cache: 'no-cache', ...init })
  } catch (fault) {
    if (init.signal?.aborted) throw fault
    throw new RequestFault({ type: '/errors/UNREACHABLE', title: '', status: 0, code: 'UNREACHABLE' })
  }
  if (!response.ok) throw new RequestFault(await problemOf(response))
  const text = await response.text()
  // The one place where the page trusts the collector's word for a shape: a test holds offered.d.ts to OpenAPI.
  return { body: (text === '' ? undefined : JSON.parse(text)) as Body, etag: response.headers.get('etag') }
}

async function problemOf(response: Response): Promise<Problem> {
  const isSignedOut = response.status === 401 && !response.url.endsWith('/v1/session')
  if (isSignedOut) onSignedOut()
  const unknown = { type: 'about:blank', title: '', status: response.status, code: 'UNKNOWN' }
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return unknown
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>) }
  } catch {
    return unknown
  }
}
