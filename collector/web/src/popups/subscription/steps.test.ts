/** The plan-change way without a browser: its order, its way back, its URL, and when a change can begin. */
import t from 'tap'
import type { Plan } from '../../model.ts'
import { asksForSomething, queryOfWay, requestOf, startsOf, stepIndex, type Way, type WayEvent } from './steps.ts'
import { wayAfter, wayOfQuery } from './steps.ts'

const choice = { tier: 'pro', frequency: 'monthly' } as const
const go = (events: readonly WayEvent[], from: Way = { at: 'closed' }) => events.reduce(wayAfter, from)
const there = [
  { kind: 'open' },
  { kind: 'choosePlan' },
  { kind: 'edit' },
  { kind: 'change' },
  { kind: 'update', choice },
] as const satisfies readonly WayEvent[]

t.test('the way is manage, details, edit, change, confirm, and after Update Subscription edit again', async (t) => {
  const seen = there.map((_, i) => go(there.slice(0, i + 1)).at)
  t.same(seen, ['manage', 'details', 'edit', 'change', 'confirm'])
  t.same(
    seen.map((_, i) => stepIndex(go(there.slice(0, i + 1)))),
    [0, 1, 2, 3, 4],
  )
  t.same(go([...there, { kind: 'carriedOut' }]), { at: 'edit' })
})

t.test('no window can be jumped over', async (t) => {
  for (const event of there.slice(1)) t.same(go([event]), { at: 'closed' }, event.kind)
  t.same(go([{ kind: 'open' }, { kind: 'change' }]), { at: 'manage' })
  t.same(go([{ kind: 'open' }, { kind: 'carriedOut' }]), { at: 'manage' })
})

t.test('back goes one step and keeps what was chosen; close changes nothing from anywhere', async (t) => {
  const back: Way[] = [go(there)]
  for (let i = 0; i < 5; i += 1) back.push(wayAfter(back.at(-1) ?? { at: 'closed' }, { kind: 'back' }))
  t.same(
    back.map(({ at }) => at),
    ['confirm', 'change', 'edit', 'details', 'manage', 'closed'],
  )
  t.same(back[1], { at: 'change', choice })
  for (let i = 1; i <= there.length; i += 1)
    t.same(go([...there.slice(0, i), { kind: 'close' }]), { at: 'closed' }, String(i))
})

t.test('a window is its URL: what is written is read, and nonsense is a closed window', async (t) => {
  const ways: Way[] = [
    ...there.map((_, i) => go(there.slice(0, i + 1))),
    { at: 'cancel' },
    { at: 'closed' },
    { at: 'confirm', choice: { ...choice, when: 'periodEnd' } },
  ]
  for (const way of ways) t.same(wayOfQuery(queryOfWay(way)), way, way.at)
  t.same(wayOfQuery({ step: 'confirm', tier: 'pro' }), { at: 'closed' })
  t.same(wayOfQuery({ step: 'confirm', tier: 'pro', frequency: 'weekly' }), { at: 'closed' })
  t.same(wayOfQuery({ step: 'elsewhere' }), { at: 'closed' })
})

t.test('a change begins by default as R15 to R17 say, and only possible starts are offered', async (t) => {
  const plan = (tier: string, rank: number): Plan => ({
    tier,
    tierName: tier,
    rank,
    monthlyMinor: 0,
    yearlyMinor: 0,
    rate: { basis: 'perCameraDay', bands: [] },
    included: 1,
  })
  const plans = [plan('basic', 0), plan('pro', 1)]
  const startsFor = (from: string, to: string) => {
    const [tier = '', frequency = ''] = from.split(' ')
    const [toTier = '', toFrequency = ''] = to.split(' ')
    const yearly = (name: string) => (name === 'yearly' ? 'yearly' : 'monthly')
    const terms = { tier, frequency: yearly(frequency), pending: [] } as const
    const starts = startsOf(terms, { tier: toTier, frequency: yearly(toFrequency) }, plans)
    return starts.map(({ when, words }) => `${words}${when ? ` by ${when}` : ''}`)
  }
  for (const [from, to, want] of [
    ['basic monthly', 'basic monthly', []],
    ['basic monthly', 'pro monthly', ['today', 'baseEnd by periodEnd']],
    ['pro monthly', 'basic monthly', ['tomorrow', 'baseEnd by periodEnd']],
    ['basic monthly', 'basic yearly', ['baseEnd', 'today by now']],
    ['basic yearly', 'basic monthly', ['yearEnd']],
    ['basic monthly', 'pro yearly', ['eachItsOwn', 'today by now', 'baseEnd by periodEnd']],
    ['pro monthly', 'basic yearly', ['eachItsOwn', 'tomorrow by now', 'baseEnd by periodEnd']],
    ['pro yearly', 'basic monthly', ['eachItsOwn', 'yearEnd by periodEnd']],
  ] as const)
    t.same(startsFor(from, to), want, `${from} to ${to}`)
})

t.test('naming the current plan asks for something only when a change is pending: it withdraws it', async (t) => {
  const current = { tier: 'basic', frequency: 'monthly' } as const
  const pending = [{ kind: 'tier', tier: 'pro', tierName: 'Pro', frequency: 'monthly', on: '2027-04-10' }] as const
  t.equal(asksForSomething({ ...current, pending: [] }, current), false)
  t.equal(asksForSomething({ ...current, pending: [...pending] }, current), true)
  t.equal(asksForSomething({ ...current, pending: [] }, choice), true)
  t.same(requestOf(current), current)
  t.same(requestOf({ ...choice, when: 'periodEnd' }), { ...choice, when: 'periodEnd' })
})
