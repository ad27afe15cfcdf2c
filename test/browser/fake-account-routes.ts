/** The fake collector's routes of one account: what is read, and the few things that change. */
import type { Offered } from '../../collector/web/src/api/offered.d.ts'
import { type Answer, type Asked, pageOf, problem } from './fake-routes.ts'
import type { World } from './fake-world.ts'
import { previews } from './story-billing.ts'
import { storyDay, storyDays, storyHeartbeats, storyPresence } from './story-days.ts'
import { gatewayAnswers } from './story-operations.ts'

type ChangeBody = Offered['POST /v1/accounts/{account}/subscription/changes']['body']

/** `path` is what follows the account. */
export function accountAnswer(world: World, asked: Asked, path: string): Answer {
  if (asked.method !== 'GET') return changed(world, asked, path)
  const { query } = asked
  const invoice = [...world.invoices, ...world.drafts].find(({ invoiceId }) => path === `/invoices/${invoiceId}`)
  if (invoice) return ok({ ...invoice, documents: documentsOf(world, invoice) })
  const [, day = ''] = /^\/days\/(\d{4}-\d{2}-\d{2})$/.exec(path) ?? []
  if (day !== '') return ok(world.told('day', storyDay(world.story, day)))
  const [, at = '', camera = ''] = /^\/presence\/([\d-]{10})\/([\w-]+)\/heartbeats$/.exec(path) ?? []
  if (at !== '' && !world.isLean) return pageOf(storyHeartbeats(world.story, at, camera), asked)
  switch (path) {
    case '':
      return { ...ok(world.told('account', world.account)), headers: { etag: `"v${world.account.version}"` } }
    case '/sites':
      return pageOf(world.sites, asked)
    case '/gateways':
      return pageOf(gatewayAnswers, asked)
    case '/subscription':
      return { ...ok(world.told('subscription', world.subscription)), headers: { etag: `"v${world.version}"` } }
    case '/days':
      return pageOf(
        storyDays(world.story, { from: query.get('from') ?? '', to: query.get('to') ?? '9999' }).map((day) =>
          world.told('day', day),
        ),
        asked,
      )
    case '/presence':
      return ok(world.told('presence', storyPresence(world.story, query.get('day') ?? world.story.today)))
    case '/presence/now':
      return ok(world.connectedNow)
    case '/invoices':
      return pageOf(world.invoices, asked)
    case '/drafts':
      return pageOf(world.drafts, asked)
  }
  if (path === '/evidence/ev_1' && !world.isLean)
    return ok({ id: 'ev_1', state: 'ready', done: 31, of: 31, what: '', url: '/v1/file.camtally' })
  return problem(404, 'ROUTE_NOT_FOUND')
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function documentsOf(world: World, invoice: World['invoices'][number]) {
  if (invoice.status !== 'final') return []
  const closesPeriod = invoice.lines.some(({ kind }) => kind === 'usage')
  const path = `/v1/accounts/${world.account.accountId}/invoices/${invoice.invoiceId}/documents`
  const names = closesPeriod ? ['invoice.pdf', 'usage-report.pdf'] : ['invoice.pdf']
  return names.map((name) => ({ name, mediaType: 'application/pdf', hash: 'x'.repeat(43), path: `${path}/${name}` }))
}

function changed(world: World, asked: Asked, path: string): Answer {
  const name = `${asked.method} ${path}`
  const mayChange = asked.role === 'customerAdmin' || asked.role === 'ops'
  if (!mayChange && name !== 'POST /subscription/preview' && name !== 'POST /evidence')
    return problem(403, 'ROLE_NOT_ALLOWED')
  switch (name) {
    case 'PATCH ':
      if (asked.ifMatch !== `"v${world.account.version}"`) return problem(412, 'IF_MATCH_STALE')
      world.account = { ...world.account, ...Object(asked.body), version: world.account.version + 1 }
      return ok(world.account)
    case 'POST /subscription/preview':
      return preview(world, asked)
    case 'POST /subscription/changes':
      return change(world, asked)
    case 'POST /claims':
      return { status: 201, body: claim }
    case 'POST /evidence':
      return {
        status: 202,
        body: { id: 'ev_1', state: 'working', done: 19, of: 31, what: 'Adding statements', url: null },
      }
  }
  return problem(404, 'ROUTE_NOT_FOUND')
}

const claim = {
  claimId: 'clm_abcdefghijkl',
  siteId: 'site_newarknewark',
  name: 'Dock',
  replaces: null,
  state: 'open',
  createdAt: '2027-03-21T18:28:06.000Z',
  expiresAt: '2027-03-22T18:28:06.000Z',
  usedAt: null,
  claim: 'CTC1-7Q4M-ZK2X-PD5A',
}

function preview(world: World, { body }: Asked): Answer {
  const { change: wish } = body as { change: ChangeBody['change'] }
  const found = previews[`${wish.tier} ${wish.frequency}`]
  if (found === undefined) return problem(409, 'AT_PERIOD_END_ONLY')
  return ok({ ...world.told('subscription', found), previewToken: `p${world.version}` })
}

function change(world: World, { body, key, ifMatch }: Asked): Answer {
  const before = key === undefined ? undefined : world.answered.get(key)
  if (before !== undefined) return ok(before)
  const { change: wish, previewToken } = body as ChangeBody
  if (wish.do === 'changePlan' ? previewToken !== `p${world.version}` : ifMatch !== `"v${world.version}"`)
    return problem(409, 'PREVIEW_STALE')
  carryOut(world, wish)
  if (key !== undefined) world.answered.set(key, world.subscription)
  return { ...ok(world.subscription), headers: { etag: `"v${world.version}"` } }
}

function carryOut(world: World, wish: ChangeBody['change']): void {
  const { state } = world.subscription
  if (wish.do === 'cancel') world.set({ isCancelled: true, endDay: state.basePeriod?.to ?? null })
  else if (wish.do === 'undoCancel') world.set({ isCancelled: false, endDay: null })
  else if (wish.do === 'removeAddOn') world.set({ addOns: state.addOns.filter(({ isActive }) => isActive) })
  else if (wish.tier === 'pro') world.switchToPro()
  else world.set({ pendingFrequency: { frequency: 'yearly', on: '2027-04-10' } })
}
