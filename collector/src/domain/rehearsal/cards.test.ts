/** R3, R20, R21, R32, R34: settings of the rate card, prices that change, zones that change, and the order of
 *  numbers. */
import t from 'tap'
import { billed, dayTexts, type LifeParts, noteText, playLife, testTiers } from './testing.ts'

const start = (at: string, members: object = {}) =>
  [at, 'subscribe', { tier: 'basic', frequency: 'monthly', ...members }] as const
const two = ['A 01-01 2030-01-01', 'B 01-01 2030-01-01']
const usage = (rateMicros: number, basis = 'perCameraDay') => [
  { from: '2020-01-01', basis, graduated: [{ upTo: null, rateMicros }] },
]
const card = (members: object) => ({ rateCard: { currency: 'USD', tiers: testTiers, ...members } })

t.test('R3 withBase keeps usage for the invoice that has the base, one line per usage period', async (t) => {
  const parts: LifeParts = {
    card: { usageInvoicing: 'withBase' },
    events: [start('01-15T08:00', { frequency: 'yearly' }), ['2027-12-20', 'cancel']],
    on: ['A 01-15 2028-03-01', 'B 01-20 01-22', 'B 12-31 2028-01-03'],
    until: '2028-03-01',
  }
  const lines = playLife(parts).bill.invoices[1]?.lines.map(({ kind, quantity }) => `${kind} ${quantity}`)
  t.same(lines, ['usage 2', ...Array.from({ length: 10 }, () => 'usage 0'), 'usage 3'])
  t.same(billed(parts).length, 2)
  const kept = { ...parts, events: parts.events.slice(0, 1) }
  t.match(
    billed(kept)[1],
    /^2028-01-15 subscription: base basic 1 49000, usage basic 2 190, .*usage basic 3 285 = 49475$/,
  )
})

t.test('R3 the setting is that of the boundary: usage that waited comes with the first monthly one', async (t) => {
  const events = [start('01-15T08:00', { frequency: 'yearly' }), ['03-20', 'newRateCard', card({})]] as const
  t.same(billed({ card: { usageInvoicing: 'withBase' }, events, on: two, until: '05-20' }).slice(1), [
    '2027-04-15 usage: usage basic 31 2945, usage basic 28 2660, usage basic 31 2945 = 8550',
    '2027-05-15 usage: usage basic 30 2850 = 2850',
  ])
})

t.test(
  'R20 usage prices, included and minConnectedMinutes change with the whole local day of a new card',
  async (t) => {
    const tiers = testTiers.map((tier) => ({ ...tier, monthly: 6000, usage: usage(1_000_000) }))
    const short = { camera: 'C', gateway: 'g', from: '2027-05-10T00:00:00Z', to: '2027-05-10T00:05:00Z' }
    const parts: LifeParts = {
      events: [
        start('05-01T08:00'),
        ['05-10T18:00', 'newRateCard', card({ tiers, included: 0, minConnectedMinutes: 5 })],
      ],
      on: ['A 05-01 07-01'],
      presence: [short],
      until: '06-03',
    }
    t.same(dayTexts(playLife(parts).bill, '2027-05-09', '2027-05-11'), [
      '2027-05-09 1-1=0 basic',
      '2027-05-10 2-0=2 basic',
    ])
    t.same(billed(parts)[1], '2027-06-01 subscription: base basic 1 6000, usage basic 0 0, usage basic 23 2300 = 8300')
  },
)

t.test('R20 a new card that repeats a price makes no second line', async (t) => {
  const events = [start('05-01T08:00'), ['05-10', 'newRateCard', card({ graceHours: 0 })]] as const
  t.equal(
    billed({ events, on: two, until: '06-01T00:00' })[1],
    '2027-06-01 subscription: base basic 1 4900, usage basic 31 2945 = 7845',
  )
})

t.test('R20 the grace is that of the boundary', async (t) => {
  const events = [start('05-01T08:00'), ['06-01T00:00', 'newRateCard', card({ graceHours: 0 })]] as const
  t.match(billed({ events, on: two, until: '06-01T23:59' })[1], /draft/, 'the boundary comes before the event')
})

t.test('R34 a usage period that is cut short divides by the full one', async (t) => {
  const tiers = testTiers.map((tier) => ({ ...tier, usage: usage(31_000_000, 'perCameraMonth') }))
  const events = [start('05-01T08:00'), ['05-11', 'changePlan', { frequency: 'yearly', when: 'now' }]] as const
  // 10 camera-days of 31.00 a month: 10.00. Unused: 21 of 31 of 4900 is 3319.
  t.equal(
    billed({ card: { tiers }, events, on: two, until: '05-13' })[1],
    '2027-05-11 change: base basic 1 49000, prorationCredit basic 21 -3319, usage basic 10 1000 = 46681',
  )
})

t.test('a yen has no decimals, a Kuwaiti dinar three', async (t) => {
  const events = [start('05-01T08:00')] as const
  const taxes = [{ name: 'tax', ratePpm: 100_000, from: '2020-01-01' }]
  const one = (currency: string, rateMicros: number) => {
    const tiers = testTiers.map((tier) => ({ ...tier, usage: usage(rateMicros) }))
    return billed({ currency, taxes, card: { tiers }, events, on: two, until: '06-03' })[1]
  }
  t.equal(
    one('JPY', 95_500_000),
    '2027-06-01 subscription: base basic 1 4900, usage basic 31 2961 = 7861 tax 786 due 8647',
  )
  t.equal(
    one('KWD', 950_500),
    '2027-06-01 subscription: base basic 1 4900, usage basic 31 29466 = 34366 tax 3437 due 37803',
  )
})

t.test('R21 a zone waits for the next period start, a newer replaces it, its own name withdraws it', async (t) => {
  const zone = (at: string, timeZone: string) => [at, 'changeTimeZone', { timeZone }] as const
  const lengths = (events: LifeParts['events'], until = '07-03') =>
    playLife({ zone: 'Asia/Tokyo', events: [start('05-01T08:00'), ...events], until })
      .bill.days.filter(({ fromMinute, toMinute }) => toMinute - fromMinute !== 1440)
      .map(({ day, fromMinute, toMinute }) => `${day} ${(toMinute - fromMinute) / 60}`)
  t.same(lengths([zone('05-10', 'America/Los_Angeles')]), ['2027-06-01 40'])
  t.same(lengths([zone('05-10', 'America/Los_Angeles'), zone('05-11', 'UTC')]), ['2027-06-01 33'])
  t.same(lengths([zone('05-10', 'America/Los_Angeles'), zone('05-11', 'Asia/Tokyo')]), [])
  t.same(lengths([zone('05-31T15:00', 'UTC')]), ['2027-07-01 33'], 'asked on the day of the boundary: the next one')
})

t.test('R21 a zone never switches the period that starts on the day of the request', async (t) => {
  const events = [
    start('05-01T08:00'),
    ['05-10T08:00', 'changeTimeZone', { timeZone: 'America/Los_Angeles' }],
    ['05-10T10:00', 'changePlan', { frequency: 'yearly', when: 'now' }],
  ] as const
  const { bill } = playLife({ events, on: two, until: '06-13' })
  const odd = bill.days.filter(({ fromMinute, toMinute }) => toMinute - fromMinute !== 1440)
  t.same(
    odd.map(({ day, fromMinute, toMinute }) => [day, toMinute - fromMinute]),
    [['2027-06-10', 31 * 60]],
  )
})

t.test('R32 numbers are taken in the order in which documents become final, credit notes have their own', async (t) => {
  const events = [
    start('05-01T08:00'),
    ['06-01T09:00', 'changePlan', { tier: 'pro' }],
    ['06-10', 'changePlan', { tier: 'basic' }],
    ['06-12', 'creditNote', { invoice: 1, line: 0, amount: 100 }],
  ] as const
  const { bill } = playLife({ events, on: two, until: '06-20' })
  t.same(
    bill.invoices.map((invoice) => [invoice.status === 'final' && invoice.number, invoice.kind, invoice.issuedOn]),
    [
      [1, 'subscription', '2027-05-01'],
      [2, 'change', '2027-06-01'],
      [3, 'subscription', '2027-06-01'],
    ],
  )
  t.same(
    bill.creditNotes.map((note) => `${note.number} ${noteText(note)}`),
    [
      '1 2027-06-11 of change: prorationCredit pro 20 -6600, prorationCharge basic 20 3267 = -3333',
      '2 2027-06-12 of 1: line 0 -100 = -100',
    ],
  )
})
