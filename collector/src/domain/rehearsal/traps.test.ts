/** The known traps of other billing engines (billing.md, last paragraph), each a test. */
import t from 'tap'
import { bill } from '../bill.ts'
import { billed, type LifeParts, playLife, testTiers } from './testing.ts'

const start = (at: string, members: object = {}) =>
  [at, 'subscribe', { tier: 'basic', frequency: 'monthly', ...members }] as const
const two = ['A 01-01 2030-01-01', 'B 01-01 2030-01-01']
const datesOf = (parts: LifeParts) => billed(parts).map((text) => text.slice(0, 10))

t.test('trap: the 31st erodes to the 28th, or is never billed again', async (t) => {
  t.same(datesOf({ events: [start('01-31T08:00')], until: '07-02' }), [
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
    '2027-04-30',
    '2027-05-31',
    '2027-06-30',
  ])
})

t.test('trap: touching an account moves its dates', async (t) => {
  const touched = [
    start('01-31T08:00'),
    ['02-10', 'changePlan', { tier: 'pro' }],
    ['02-28', 'changePlan', { tier: 'basic' }],
    ['03-05', 'cancel'],
    ['03-06', 'undoCancel'],
    ['03-07', 'freeDays', { from: '2027-03-08', to: '2027-03-09' }],
    ['03-08', 'changeTimeZone', { timeZone: 'Asia/Tokyo' }],
    ['04-01', 'paymentFailed', { invoice: 1 }],
    ['04-02', 'paymentSucceeded', { invoice: 1 }],
    ['04-05', 'changePlan', { frequency: 'yearly' }],
  ] as const
  t.same(
    [...new Set(datesOf({ events: touched, on: two, until: '06-02' }))],
    ['2027-01-31', '2027-02-10', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'],
  )
})

t.test('trap: inclusive bounds bill a leap day twice', async (t) => {
  const days = playLife({ events: [start('2028-01-29T08:00')], on: two, until: '2028-04-02' }).bill.invoices.flatMap(
    ({ lines }) => lines.flatMap((line) => (line.kind === 'usage' ? line.derivation.days.map(({ day }) => day) : [])),
  )
  t.equal(days.filter((day) => day === '2028-02-29').length, 1)
  t.equal(new Set(days).size, days.length)
  t.same([days[0], days.at(-1), days.length], ['2028-01-29', '2028-03-28', 60])
})

t.test('trap: the denominator shrinks to what is left of the period', async (t) => {
  // Both changes are shares of 31 days: 12 of 31 of 9900 is 3832, of 19900 is 7703.
  const max = { ...testTiers[1], id: 'max', name: 'Max', rank: 2, monthly: 19_900, yearly: 199_000 }
  const events = [
    start('05-01T08:00'),
    ['05-10', 'changePlan', { tier: 'pro' }],
    ['05-20', 'changePlan', { tier: 'max' }],
  ]
  t.same(
    billed({ card: { tiers: [...testTiers, max] }, events: events as LifeParts['events'], until: '05-21' }).slice(1),
    [
      '2027-05-10 change: prorationCredit basic 22 -3477, prorationCharge pro 22 7026 = 3549',
      '2027-05-20 change: prorationCredit pro 12 -3832, prorationCharge max 12 7703 = 3871',
    ],
  )
})

t.test('trap: a price edited later changes an old credit, and a second upgrade credits the wrong price', async (t) => {
  const dearer = testTiers.map((tier) => ({ ...tier, monthly: tier.monthly * 2 }))
  const events = [
    start('05-01T08:00'),
    ['05-09', 'newRateCard', { rateCard: { currency: 'USD', tiers: dearer } }],
    ['05-10', 'changePlan', { tier: 'pro' }],
    ['05-20', 'changePlan', { tier: 'basic' }],
  ] as const
  const { bill: of } = playLife({ events, until: '06-03' })
  t.equal(of.invoices[1]?.netMinor, 3549n, 'the prices of the base period that runs')
  t.equal(of.creditNotes[0]?.netMinor, -1774n)
  t.match(billed({ events, until: '06-03' })[2], /base basic 1 9800/, 'the new price from the next base period')
})

t.test('trap: two runs on one local day make two invoices', async (t) => {
  const { facts } = playLife({ events: [start('05-01T08:00')], on: two, until: '07-03' })
  const asOf = Date.parse('2027-07-03T00:00:00Z')
  const first = bill(facts, { asOf })
  const numbered = first.invoices.map(
    ({ key, finalAt }, i) =>
      ({ kind: 'invoice', key, number: i + 71, n: 900 + i, at: Math.max(finalAt, asOf) }) as const,
  )
  const second = bill([...facts, ...numbered], { asOf: asOf + 3_600_000 })
  t.same(
    first.invoices.map(({ status }) => status),
    ['due', 'due', 'due'],
  )
  t.same(
    second.invoices.map((invoice) => invoice.status === 'final' && invoice.number),
    [71, 72, 73],
  )
  t.same(
    second.invoices.map(({ lines }) => lines),
    first.invoices.map(({ lines }) => lines),
  )
})

t.test('G13 a job killed after each step goes on where it stopped', async (t) => {
  const { facts } = playLife({ events: [start('05-01T08:00')], on: two, until: '08-03' })
  const asOf = Date.parse('2027-08-03T00:00:00Z')
  const whole = bill(facts, { asOf }).invoices
  const numbered = whole.map(({ key }, i) => ({ kind: 'invoice', key, number: i + 1, n: 900 + i, at: asOf }) as const)
  for (const steps of [...numbered.keys(), numbered.length]) {
    const { invoices } = bill([...facts, ...numbered.slice(0, steps)], { asOf })
    t.same(
      invoices.map(({ key, lines, dueMinor }) => [key, lines, dueMinor]),
      whole.map(({ key, lines, dueMinor }) => [key, lines, dueMinor]),
    )
    t.same(
      invoices.map((invoice) => (invoice.status === 'final' ? invoice.number : invoice.status)),
      whole.map((_, i) => (i < steps ? i + 1 : 'due')),
    )
  }
  const unknown = { kind: 'invoice', key: 'usage/2027-01-01', number: 9, n: 999, at: asOf } as const
  t.throws(() => bill([...facts, unknown], { asOf }), /broken invariant/)
})

t.test('trap: a fixed UTC offset is kept over DST', async (t) => {
  // New York: 1 March is UTC-5, 1 April UTC-4; a camera from 23:00 to midnight of 31 March belongs to March.
  const evening = { camera: 'B', gateway: 'g', from: '2027-04-01T03:00:00Z', to: '2027-04-01T04:00:00Z' }
  const parts = { zone: 'America/New_York', events: [start('03-01T15:00')], on: ['A 03-01 05-01'], presence: [evening] }
  t.match(billed({ ...parts, until: '04-03' })[1], /2027-04-01 subscription: .*usage basic 1 95/)
  const { bill: of } = playLife({ ...parts, until: '04-03' })
  t.equal(of.invoices[1]?.finalAt, Date.parse('2027-04-02T04:00:00Z'))
})

t.test('trap: both plan versions bill the same usage, and A -> B -> A bills thrice', async (t) => {
  const events = [
    start('05-01T08:00'),
    ['05-10T10:00', 'changePlan', { tier: 'pro' }],
    ['05-10T11:00', 'changePlan', { tier: 'basic' }],
  ] as const
  // One day of Pro is charged: 22 of 31 days in, 21 out.
  t.same(billed({ events, on: two, until: '06-03' }).slice(1), [
    '2027-05-10 change: prorationCredit basic 22 -3477, prorationCharge pro 22 7026 = 3549',
    '2027-06-01 subscription: base basic 1 4900, usage basic 30 2850, usage pro 1 190 = 7940 credit 3387 due 4553',
  ])
})

t.test('trap: the last day after a cancellation is never billed', async (t) => {
  const events = [start('05-01T08:00'), ['05-31T23:00', 'cancel']] as const
  t.same(billed({ events, on: ['A 05-01 07-01', 'B 05-31 07-01'], until: '07-03' }).slice(1), [
    '2027-06-01 usage: usage basic 1 95 = 95',
  ])
})

t.test('trap: late data is added to a counter instead of recomputed', async (t) => {
  const late = (from: string, to: string, at: string) => ({ camera: 'B', gateway: 'g2', from, to, receivedAt: at })
  const presence = [
    late('2027-05-20T10:00:00Z', '2027-05-20T10:10:00Z', '2027-06-10T00:00:00Z'),
    late('2027-05-20T10:05:00Z', '2027-05-20T10:14:00Z', '2027-06-11T00:00:00Z'),
    late('2027-05-20T10:05:00Z', '2027-05-20T10:15:00Z', '2027-06-12T00:00:00Z'),
    late('2027-05-20T10:00:00Z', '2027-05-20T10:15:00Z', '2027-06-13T00:00:00Z'),
  ]
  t.same(billed({ events: [start('05-01T08:00')], on: ['A 05-01 07-01'], presence, until: '07-03' }).slice(2), [
    '2027-07-01 subscription: base basic 1 4900, usage basic 0 0, adjustment basic 1 95 = 4995',
  ])
})

t.test('trap: a gateway moved between accounts counts in both', async (t) => {
  const events = (toAccount: string) =>
    [start('05-01T08:00'), ['05-10T00:00', 'moveGateway', { gateway: 'g1', toAccount }]] as const
  const quantity = (toAccount: string) =>
    playLife({ events: events(toAccount), on: two, until: '06-03' }).bill.invoices[1]?.lines[1]?.quantity ?? 0
  const back = [
    start('05-01T08:00'),
    ['05-01T00:00', 'moveGateway', { gateway: 'g1', toAccount: 'other' }],
    ['05-10T00:00', 'moveGateway', { gateway: 'g1', toAccount: 'this' }],
  ]
  const other = playLife({ events: back as LifeParts['events'], on: two, until: '06-03' }).bill.invoices[1]?.lines[1]
  t.equal(quantity('other'), 9)
  t.equal(other?.quantity, 22)
  t.equal(quantity('other') + (other?.quantity ?? 0), quantity('this'))
})
