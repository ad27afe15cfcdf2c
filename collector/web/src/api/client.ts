/** Every request of the page goes through here: same origin, session cookie, CSRF header, problems as one type. */
import type { Problem } from './schema.d.ts'

export type Answer<Body> = { readonly body: Body; readonly etag: string | null }

/** A request that was refused or never answered; `problem.code` is for ever (docs/errors.md), its words may improve. */
export class RequestFault extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** What changes something also names: the thing's ETag, and a key under which sending it twice does it once. */
export type ChangeOptions = { readonly etag?: string | null; readonly key?: string }
export type Method = 'POST' | 'PATCH' | 'DELETE'

let csrfToken = ''
let onSignedOut = () => {}

/** The token of the session, sent with every change; `signedOut` is called when the collector no longer knows it. */
export function useCsrfToken(token: string, signedOut: () => void): void {
  csrfToken = token
  onSignedOut = signedOut
}

/** Reads one resource. @throws RequestFault */
export function read<Body>(path: string, signal?: AbortSignal): Promise<Answer<Body>> {
  return send<Body>(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) })
}

/** Changes something. A key is made when none is given, so that the browser's own repetition is harmless.
 *  @throws RequestFault */
export function change<Body>(method: Method, path: string, request: ChangeOptions & { readonly body?: unknown }) {
  const headers: Record<string, string> = { accept: 'application/json', 'x-csrf-token': csrfToken }
  if (method === 'POST') headers['idempotency-key'] = request.key ?? crypto.randomUUID()
  if (request.etag) headers['if-match'] = request.etag
  if (request.body !== undefined) headers['content-type'] = 'application/json'
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) }
  return send<Body>(path, { method, headers, ...body })
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
  // The one place where the page trusts the collector's word for a shape: a test holds schema.d.ts to the OpenAPI file.
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
