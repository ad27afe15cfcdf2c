/** R15 to R18, R22, R24, R25: plans over time, each life with figures worked by hand. D 31, r 22: 4900 is 3477, 9900 is
 *  7026. */
import t from 'tap'
import { billed, dayTexts, type LifeParts, noteText, playLife } from './testing.ts'

const start = (at: string, members: object = {}) =>
  [at, 'subscribe', { tier: 'basic', frequency: 'monthly', ...members }] as const
const two = ['A 01-01 2028-12-31', 'B 01-01 2028-12-31']
const life = (events: LifeParts['events'], until: string, parts: Partial<LifeParts> = {}): LifeParts => ({
  events,
  until,
  on: two,
  ...parts,
})
const notesOf = (parts: LifeParts) => playLife(parts).bill.creditNotes.map(noteText)
const refusalsOf = (parts: LifeParts) => playLife(parts).bill.refused.map(({ code }) => code)

t.test('R15 a day has the highest tier held on it, an upgrade from today, a downgrade from tomorrow', async (t) => {
  const parts = life(
    [start('05-01T08:00'), ['05-10', 'changePlan', { tier: 'pro' }], ['05-20', 'changePlan', { tier: 'basic' }]],
    '06-03',
  )
  t.same(dayTexts(playLife(parts).bill, '2027-05-09', '2027-05-11'), ['2027-05-09 2-1=1 basic', '2027-05-10 2-1=1 pro'])
  t.same(dayTexts(playLife(parts).bill, '2027-05-20', '2027-05-22'), ['2027-05-20 2-1=1 pro', '2027-05-21 2-1=1 basic'])
  // Pro left: r 11 of 31: 3512.9 is 3513; Basic entered: 1738.7 is 1739. Usage: 20 days of 95, 11 of 190.
  t.same(notesOf(parts), ['2027-05-21 of change: prorationCredit pro 11 -3513, prorationCharge basic 11 1739 = -1774'])
  t.same(billed(parts), [
    '2027-05-01 subscription: base basic 1 4900 = 4900',
    '2027-05-10 change: prorationCredit basic 22 -3477, prorationCharge pro 22 7026 = 3549',
    '2027-06-01 subscription: base basic 1 4900, usage basic 20 1900, usage pro 11 2090 = 8890 credit 1774 due 7116',
  ])
})

t.test('R15 a newer request replaces the pending one, and naming the current tier withdraws it', async (t) => {
  const asked = (...tiers: string[]) =>
    life(
      [
        start('05-01T08:00', { tier: 'pro' }),
        ...tiers.map((tier, i) => [`05-10T1${i}:00`, 'changePlan', { tier }] as const),
      ],
      '05-20',
    )
  t.equal(notesOf(asked('basic')).length, 1)
  t.same(notesOf(asked('basic', 'pro')), [])
  t.equal(notesOf(asked('basic', 'pro', 'basic', 'basic')).length, 1)
  t.same(refusalsOf(asked('gold')), ['UNKNOWN_TIER'])
})

t.test('R16 a downgrade on the last day of a period is the next base, without proration', async (t) => {
  const parts = life([start('05-01T08:00', { tier: 'pro' }), ['05-31', 'changePlan', { tier: 'basic' }]], '06-03')
  t.same(billed(parts).slice(1), ['2027-06-01 subscription: base basic 1 4900, usage pro 31 5890 = 10790'])
  t.same(notesOf(parts), [])
})

t.test('R16 an upgrade on a boundary day leaves the base of the draft and makes its own invoice', async (t) => {
  const parts = life([start('05-01T08:00'), ['06-01T00:00', 'changePlan', { tier: 'pro' }]], '06-03')
  t.same(billed(parts).slice(1), [
    '2027-06-01 change: prorationCredit basic 30 -4900, prorationCharge pro 30 9900 = 5000',
    '2027-06-01 subscription: base basic 1 4900, usage basic 31 2945 = 7845',
  ])
})

t.test('R16 with periodEnd nothing is prorated', async (t) => {
  const ask = { tier: 'pro', when: 'periodEnd' }
  t.same(billed(life([start('05-01T08:00'), ['05-10', 'changePlan', ask]], '06-03')).slice(1), [
    '2027-06-01 subscription: base pro 1 9900, usage basic 31 2945 = 12845',
  ])
  const tierAtInvoice = { card: { ratingMode: 'tierAtInvoice' } }
  t.same(billed(life([start('05-01T08:00'), ['05-10', 'changePlan', ask]], '06-03', tierAtInvoice)).slice(1), [
    '2027-06-01 subscription: base pro 1 9900, usage pro 31 5890 = 15790',
  ])
})

t.test('R17 yearly now starts a year and a billing day; with a lower tier both from tomorrow', async (t) => {
  const ask = { frequency: 'yearly', when: 'now' }
  // Unused: r 21 of 31 of 9900 is 6706.45; from 10 May with Basic: r 22.
  t.same(
    billed(life([start('05-01T08:00', { tier: 'pro' }), ['05-10', 'changePlan', { ...ask, tier: 'basic' }]], '06-13')),
    [
      '2027-05-01 subscription: base pro 1 9900 = 9900',
      '2027-05-11 change: base basic 1 49000, prorationCredit pro 21 -6706, usage pro 10 1900 = 44194',
      '2027-06-11 usage: usage basic 31 2945 = 2945',
    ],
  )
  t.same(billed(life([start('05-01T08:00'), ['06-01', 'changePlan', ask]], '07-03')).slice(1), [
    '2027-06-01 change: base basic 1 49000, prorationCredit basic 30 -4900 = 44100',
    '2027-06-01 subscription: base basic 1 4900, usage basic 31 2945 = 7845',
    '2027-07-01 usage: usage basic 30 2850 = 2850',
  ])
})

t.test('R17 what waits for the end of the period waits for the end of the new year', async (t) => {
  const parts = life(
    [
      start('05-01T08:00', { tier: 'pro' }),
      ['05-03', 'changePlan', { tier: 'basic', when: 'periodEnd' }],
      ['05-04', 'cancel'],
      ['05-10', 'changePlan', { frequency: 'yearly', when: 'now' }],
    ],
    '2028-06-01',
    { on: [] },
  )
  const [state] = playLife({ ...parts, until: '05-20' }).bill.subscriptions
  t.same(
    [state?.status, state?.endDay, state?.pendingTier],
    ['cancelled', '2028-05-10', { tier: 'basic', on: '2028-05-10' }],
  )
  t.same(billed(parts).slice(1), [
    '2027-05-10 change: base pro 1 99000, prorationCredit pro 22 -7026, usage pro 0 0 = 91974',
  ])
})

t.test('R17 yearly to monthly works at the end of the year only', async (t) => {
  const yearly = start('01-31T08:00', { frequency: 'yearly' })
  t.same(refusalsOf(life([yearly, ['05-01', 'changePlan', { frequency: 'monthly', when: 'now' }]], '06-01')), [
    'AT_PERIOD_END_ONLY',
  ])
  const asked = life([yearly, ['05-01', 'changePlan', { frequency: 'monthly' }]], '2028-03-02', { on: [] })
  t.same(billed(asked), [
    '2027-01-31 subscription: base basic 1 49000 = 49000',
    '2028-01-31 subscription: base basic 1 4900, usage basic 0 0 = 4900',
    '2028-02-29 subscription: base basic 1 4900, usage basic 0 0 = 4900',
  ])
  const withdrawn = life([...asked.events, ['05-02', 'changePlan', { frequency: 'yearly' }]], '2028-03-02', { on: [] })
  t.equal(billed(withdrawn).length, 2)
})

t.test('R18 only the old tier gives up its add-on, and the day keeps its line', async (t) => {
  const upgraded = [start('05-01T08:00'), ['05-10T09:00', 'changePlan', { tier: 'pro' }]] as const
  const remove = (at: string, tier: string) => [at, 'removeAddOn', { tier }] as const
  t.same(refusalsOf(life([start('05-01T08:00'), remove('05-02', 'basic')], '05-20')), ['ADD_ON_REQUIRED'])
  t.same(refusalsOf(life([start('05-01T08:00'), remove('05-02', 'pro')], '05-20')), ['ADD_ON_NOT_ATTACHED'])
  t.same(refusalsOf(life([...upgraded, remove('05-10T10:00', 'basic'), remove('05-11', 'basic')], '05-20')), [
    'ADD_ON_NOT_ATTACHED',
  ])
  const down = [start('05-01T08:00', { tier: 'pro' }), ['05-10T09:00', 'changePlan', { tier: 'basic' }]] as const
  t.same(refusalsOf(life([...down, remove('05-10T23:59', 'pro'), remove('05-11T00:00', 'pro')], '05-20')), [
    'ADD_ON_REQUIRED',
  ])
  t.same(billed(life([...upgraded, remove('05-11', 'basic')], '06-03')), billed(life(upgraded, '06-03')))
})

t.test('R22 a cancelled plan bills its last day and no base, and a new one is a new start', async (t) => {
  const cancelled = [start('05-01T08:00'), ['05-10', 'cancel'], ['05-11', 'cancel']] as const
  t.same(billed(life(cancelled, '07-03')).slice(1), ['2027-06-01 usage: usage basic 31 2945 = 2945'])
  t.same(billed(life([...cancelled, ['05-31T23:59', 'undoCancel']], '06-03')).slice(1), [
    '2027-06-01 subscription: base basic 1 4900, usage basic 31 2945 = 7845',
  ])
  t.same(refusalsOf(life([...cancelled, ['06-01T00:00', 'undoCancel']], '06-03')), ['NO_SUBSCRIPTION'])
  t.same(refusalsOf(life([start('05-01T08:00'), ['05-02', 'undoCancel']], '06-03')), ['NOT_CANCELLED'])
  const again = ['05-31T23:59', '06-01T00:00', '06-10'].map((at) => start(at, { tier: 'pro' }))
  const both = life([...cancelled, ...again], '07-03')
  t.same(refusalsOf(both), ['ALREADY_SUBSCRIBED', 'ALREADY_SUBSCRIBED'])
  t.same(billed(both).slice(1), [
    '2027-06-01 subscription: base pro 1 9900 = 9900',
    '2027-06-01 usage: usage basic 31 2945 = 2945',
    '2027-07-01 subscription: base pro 1 9900, usage pro 30 5700 = 15600',
  ])
})

t.test('R24 a trial has no base and no usage, and its changes cost nothing', async (t) => {
  const trial = start('05-01T08:00', { trialDays: 14 })
  const changes = [
    ['05-03', 'changePlan', { tier: 'pro' }],
    ['05-04', 'changePlan', { frequency: 'yearly', when: 'now' }],
  ] as const
  const parts = life([trial, ...changes], '06-17')
  t.same(billed(parts), [
    '2027-05-15 subscription: base pro 1 99000 = 99000',
    '2027-06-15 usage: usage pro 31 5890 = 5890',
  ])
  t.same(dayTexts(playLife(parts).bill, '2027-05-14', '2027-05-16'), [
    '2027-05-14 2-1=0 pro waived',
    '2027-05-15 2-1=1 pro',
  ])
  t.same(billed(life([trial, ['05-03', 'cancel']], '07-03')), [])
  t.same(refusalsOf(life([trial, ['05-03', 'cancel'], ['05-03T13:00', 'undoCancel']], '07-03')), ['NO_SUBSCRIPTION'])
})

t.test('R25 without base, usage and adjustment there is no invoice and no number', async (t) => {
  const yearly = life([start('01-15T08:00', { frequency: 'yearly' })], '05-17', {
    on: ['A 01-01 06-01', 'B 03-20 03-21'],
  })
  t.same(billed(yearly).slice(1), ['2027-04-15 usage: usage basic 1 95 = 95'])
  t.same(
    playLife(yearly).bill.invoices.map((invoice) => invoice.status === 'final' && invoice.number),
    [1, 2],
  )
})
