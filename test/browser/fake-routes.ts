/** The fake collector's routes, each answered from the world's plain data. */
import type { Role, Session } from '../../collector/web/src/model.ts'
import { accountAnswer } from './fake-account-routes.ts'
import type { World } from './fake-world.ts'
import { rateCard } from './story-billing.ts'
import * as operations from './story-operations.ts'

export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly key: string | undefined
  readonly csrf: string | undefined
  readonly ifMatch: string | undefined
  readonly role: Role | undefined
}
export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const password = 'correct horse battery'
export const emails: Readonly<Record<Role, string>> = {
  ops: 'ops@seller.example',
  auditor: 'auditor@firm.example',
  customerAdmin: 'owner@northgate.example',
  customerViewer: 'viewer@northgate.example',
}
const csrfToken = 'csrf-of-the-session'

export function answerOf(world: World, asked: Asked): Answer {
  const name = `${asked.method} ${asked.path}`
  if (name === 'POST /v1/session') return signIn(asked)
  if (name === 'POST /v1/session/link') return opened('customerAdmin')
  if (asked.role === undefined) return problem(401, 'SIGNED_OUT')
  if (name === 'GET /v1/session') return { status: 200, body: sessionOf(asked.role) }
  if (asked.method !== 'GET' && asked.csrf !== csrfToken) return problem(403, 'CSRF_TOKEN_WRONG')
  if (name === 'DELETE /v1/session')
    return { status: 204, headers: { 'set-cookie': '__Host-camtally=; Secure; Path=/; Max-Age=0' } }
  const account = `/v1/accounts/${world.account.accountId}`
  if (asked.path === account || asked.path.startsWith(`${account}/`))
    return accountAnswer(world, asked, asked.path.slice(account.length))
  return opsAnswer(world, asked)
}

export function problem(status: number, code: string): Answer {
  return { status, body: { type: `/errors/${code}`, title: code, status, code, requestId: 'r7f2k9' } }
}

/** A page of a list: the cursor is the place to go on from. */
export function pageOf<Item>(all: readonly Item[], { query }: Asked): Answer {
  const limit = Number(query.get('limit') ?? 50)
  const from = Number(query.get('cursor') ?? 0)
  const find = (query.get('find') ?? '').toLowerCase()
  const found = all.filter((item) => JSON.stringify(item).toLowerCase().includes(find))
  const items = found.slice(from, from + limit)
  const next = from + limit < found.length ? String(from + limit) : null
  return { status: 200, body: { items, next } }
}

function signIn({ body }: Asked): Answer {
  const form = body as { email?: string; password?: string }
  const role = (Object.keys(emails) as Role[]).find((one) => emails[one] === form.email)
  return role === undefined || form.password !== password ? problem(401, 'SIGN_IN_REFUSED') : opened(role)
}

function opened(role: Role): Answer {
  const cookie = `__Host-camtally=${role}; Secure; HttpOnly; SameSite=Strict; Path=/`
  return { status: 200, body: sessionOf(role), headers: { 'set-cookie': cookie } }
}

function sessionOf(role: Role): Session {
  const northgate = { id: operations.northgateId, name: 'Northgate Cold Storage' }
  const names: Record<Role, string> = {
    ops: 'Tomasz Wilk',
    auditor: 'Ana Ruiz',
    customerAdmin: 'the owner',
    customerViewer: 'the bookkeeper',
  }
  return { name: names[role], email: emails[role], role, accounts: role === 'ops' ? [] : [northgate], csrfToken }
}

function opsAnswer(world: World, asked: Asked): Answer {
  const name = `${asked.method} ${asked.path}`
  if (world.isLean && wantedOnly.has(name)) return problem(404, 'ROUTE_NOT_FOUND')
  switch (name) {
    case 'GET /v1/checkpoints':
      return pageOf(operations.checkpoints, asked)
    case 'GET /v1/keys':
      return { status: 200, body: { items: operations.sellerKeys, next: null } }
    case 'GET /v1/rate-cards':
      return pageOf([rateCard], asked)
  }
  if (asked.role !== 'ops') return problem(403, 'ROLE_NOT_ALLOWED')
  switch (name) {
    case 'GET /v1/fleet':
      return { status: 200, body: operations.fleetCounts }
    case 'GET /v1/gateways':
      return pageOf(operations.gateways, asked)
    case 'GET /v1/accounts':
      return pageOf(operations.accounts, asked)
    case 'GET /v1/jobs':
      return pageOf(operations.jobs, asked)
    case 'GET /v1/uncounted':
      return pageOf(operations.uncounted, asked)
    case 'GET /v1/audit':
      return pageOf(operations.audit, asked)
  }
  if (/^POST \/v1\/accounts\/\w+\/gateways\/\w+\/revoke$/.test(name))
    return { status: 200, body: { gatewayId: asked.path.split('/')[5], at: world.now } }
  if (/^POST \/v1\/jobs\/[\w-]+\/runs$/.test(name))
    return { status: 200, body: { done: [], failed: [], isElsewhere: false } }
  return problem(404, 'ROUTE_NOT_FOUND')
}

/** What the collector does not offer yet. */
const wantedOnly = new Set(['fleet', 'gateways', 'uncounted', 'audit', 'checkpoints'].map((name) => `GET /v1/${name}`))
