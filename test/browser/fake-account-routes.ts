/** The fake collector's routes of one account: what is read, and the few things that change. */
import type { CameraDay, ChangeDone, ChangeRequest } from '../../collector/web/src/api/schema.d.ts'
import { type Answer, type Asked, pageOf, problem } from './fake-routes.ts'
import type { World } from './fake-world.ts'
import { changeInvoice, plans, previews } from './story-billing.ts'
import { storyCameras, storyDay, storyDays, storyHeartbeats } from './story-days.ts'
import { gateways, northgateId } from './story-operations.ts'

/** `path` is what follows the account. */
export function accountAnswer(world: World, asked: Asked, path: string): Answer {
  if (asked.method !== 'GET') return changed(world, asked, path)
  const day = /^\/days\/(\d{4}-\d{2}-\d{2})(.*)$/.exec(path)
  if (day) return dayAnswer(world, asked, { date: day[1] ?? '', rest: day[2] ?? '' })
  const invoice = world.invoices.find(({ id }) => path === `/invoices/${id}`)
  if (invoice) return ok(invoice)
  switch (path) {
    case '':
      return { ...ok(world.account), headers: { etag: '"a1"' } }
    case '/plans':
      return ok({ items: plans })
    case '/subscription':
      return { ...ok(world.subscription), headers: { etag: `"s${world.version}"` } }
    case '/subscription/history':
      return ok({ items: world.history })
    case '/now':
      return ok(world.figuresNow)
    case '/days':
      return daysAnswer(world, asked)
    case '/periods':
      return ok({ items: periodsOf(world) })
    case '/coverage':
      return ok(coverageOf(world))
    case '/invoices':
      return pageOf(world.invoices, asked)
    case '/gateways':
      return pageOf(
        gateways.filter(({ account }) => account.id === northgateId),
        asked,
      )
  }
  if (path === '/evidence/ev_1')
    return ok({ id: 'ev_1', state: 'ready', done: 31, of: 31, what: '', url: '/v1/file.camtally' })
  return problem(404, 'ROUTE_NOT_FOUND')
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function dayAnswer(world: World, asked: Asked, { date, rest }: { date: string; rest: string }): Answer {
  if (rest === '') return ok(storyDay(world.story, date))
  const cameras = storyCameras(world.story, date)
  if (rest === '/cameras') return pageOf(cameras.filter(wanted(asked)), asked)
  const [, key, heartbeats] = /^\/cameras\/([\w-]+)(\/heartbeats)?$/.exec(rest) ?? []
  const camera = cameras.find((one) => one.camera === key)
  if (camera === undefined) return problem(404, 'CAMERA_NOT_FOUND')
  return heartbeats === undefined ? ok(camera) : pageOf(storyHeartbeats(world.story, date, camera), asked)
}

function wanted({ query }: Asked): (camera: CameraDay) => boolean {
  const counted = query.get('counted')
  const site = query.get('site')
  return (camera) =>
    (counted === null || String(camera.counted) === counted) && (site === null || camera.site?.id === site)
}

function daysAnswer(world: World, asked: Asked): Answer {
  const invoice = world.invoices.find(({ id }) => id === asked.query.get('invoice'))
  const line = invoice?.lines.find((one) => String(one.line) === asked.query.get('line'))
  if (line && line.kind !== 'usage') return pageOf([], asked)
  const from = line?.from ?? asked.query.get('from') ?? ''
  const to = line?.to ?? asked.query.get('to') ?? ''
  return pageOf(storyDays(world.story, { from, to }), asked)
}

function periodsOf(world: World) {
  const billed = world.invoices.filter(({ hasUsageReport }) => hasUsageReport)
  return [
    { ...world.subscription.usagePeriod, invoice: null, number: null },
    ...billed.map(({ from, to, id, number }) => ({ from, to, invoice: id, number })),
  ]
}

function coverageOf(world: World) {
  const closed = world.moment === 'march' ? 11 : 2
  const silence = {
    gateway: 'gw_m4t7k2xq5zpa',
    name: 'Newark',
    from: '2027-03-18T06:10:00Z',
    to: '2027-03-18T08:24:00Z',
    minutes: 134,
    why: 'off',
  }
  return {
    silences: world.moment === 'march' ? [silence] : [],
    gateways: [],
    closedDays: closed,
    agreedDays: closed,
  }
}

function changed(world: World, asked: Asked, path: string): Answer {
  const name = `${asked.method} ${path}`
  if (asked.role !== 'customerAdmin' && asked.role !== 'ops' && name !== 'POST /subscription/preview')
    if (name !== 'POST /evidence') return problem(403, 'ROLE_NOT_ALLOWED')
  switch (name) {
    case 'PATCH ':
      world.account = { ...world.account, ...(asked.body as object) }
      return ok(world.account)
    case 'POST /subscription/preview':
      return preview(world, asked)
    case 'POST /subscription/changes':
      return carryOut(world, asked)
    case 'DELETE /subscription/add-ons/basic':
      world.set({ addOns: world.subscription.addOns.filter(({ tier }) => tier !== 'basic') })
      return ok(world.subscription)
    case 'POST /subscription/cancel':
      world.set({ cancelOn: world.subscription.basePeriod.to, status: 'cancelling' })
      return ok(world.subscription)
    case 'POST /subscription/undo-cancel':
      world.set({ cancelOn: null, status: 'active' })
      return ok(world.subscription)
    case 'POST /evidence':
      return {
        status: 202,
        body: { id: 'ev_1', state: 'working', done: 19, of: 31, what: 'Adding statements', url: null },
      }
  }
  return problem(404, 'ROUTE_NOT_FOUND')
}

function preview(world: World, { body }: Asked): Answer {
  const { tier, frequency } = body as ChangeRequest
  const found = previews[`${tier} ${frequency}`]
  return found ? ok({ ...found, token: `p${world.version}` }) : problem(409, 'AT_PERIOD_END_ONLY')
}

function carryOut(world: World, { body, key }: Asked): Answer {
  const before = key === undefined ? undefined : world.answered.get(key)
  if (before !== undefined) return ok(before)
  const wish = body as ChangeRequest & { preview: string }
  if (wish.preview !== `p${world.version}`) return problem(409, 'PREVIEW_STALE')
  const { id, number, grossMinor } = changeInvoice
  if (wish.tier === 'pro') world.switchToPro()
  else
    world.set({
      pending: [{ kind: 'frequency', tier: 'basic', tierName: 'Basic', frequency: 'yearly', on: '2027-04-10' }],
    })
  const document = wish.tier === 'pro' ? { kind: 'invoice' as const, id, number, grossMinor } : null
  const done: ChangeDone = { subscription: world.subscription, document }
  if (key !== undefined) world.answered.set(key, done)
  return ok(done)
}
