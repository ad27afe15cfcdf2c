/** R13, R19: late evidence at its limits, and what becomes of days that are invoiced already. */
import t from 'tap'
import { billed, dayTexts, type LifeParts, playLife } from './testing.ts'

const subscribe = ['05-01T08:00', 'subscribe', { tier: 'basic', frequency: 'monthly' }] as const
const on = ['A 05-01 2029-12-31']
const seen = (camera: string, span: string, receivedAt: string) => {
  const [from, to] = span.split('/')
  return { camera, gateway: 'g2', from, to, receivedAt }
}
const life = (parts: Partial<LifeParts>): LifeParts => ({ events: [subscribe], on, until: '08-03', ...parts })
const adjustments = (parts: Partial<LifeParts>) =>
  playLife(life(parts)).bill.invoices.flatMap(({ issuedOn, lines }) =>
    lines.flatMap(({ kind, tier, quantity, amountMinor }) =>
      kind === 'adjustment' ? [`${issuedOn} ${tier} ${quantity} ${amountMinor}`] : [],
    ),
  )

t.test('R19 what arrives at the very end of the grace is in time, a second later it is an adjustment', async (t) => {
  const day = (receivedAt: string) =>
    billed(life({ presence: [seen('B', '2027-05-20/2027-05-21', receivedAt)], until: '07-03' })).slice(1)
  t.same(day('2027-06-02T00:00:00Z'), [
    '2027-06-01 subscription: base basic 1 4900, usage basic 1 95 = 4995',
    '2027-07-01 subscription: base basic 1 4900, usage basic 0 0 = 4900',
  ])
  t.same(day('2027-06-02T00:00:01Z'), [
    '2027-06-01 subscription: base basic 1 4900, usage basic 0 0 = 4900',
    '2027-07-01 subscription: base basic 1 4900, usage basic 0 0, adjustment basic 1 95 = 4995',
  ])
})

t.test('R13 minutes count from 62 days before to 5 minutes after their arrival, one by one', async (t) => {
  const counted = (span: string, receivedAt: string) =>
    playLife(life({ presence: [seen('B', span, receivedAt)] })).bill.days.some(({ connected }) => connected === 2)
  // 15 minutes are needed. 62 days before 11 July 10:15 is 10 May 10:15.
  t.ok(counted('2027-05-10T10:15:00Z/2027-05-10T10:30:00Z', '2027-07-11T10:15:00Z'))
  t.notOk(counted('2027-05-10T10:14:00Z/2027-05-10T10:29:00Z', '2027-07-11T10:15:00Z'))
  t.notOk(counted('2027-05-10T10:15:00Z/2027-05-10T10:30:00Z', '2027-07-11T10:15:01Z'))
  t.ok(counted('2027-05-10T10:05:00Z/2027-05-10T10:20:00Z', '2027-05-10T10:14:00Z'))
  t.notOk(counted('2027-05-10T10:05:00Z/2027-05-10T10:20:00Z', '2027-05-10T10:13:59Z'))
})

t.test('R19 a day that R13 still takes in part is charged', async (t) => {
  const presence = [seen('B', '2027-05-10/2027-05-11', '2027-07-11T12:00:00Z')]
  t.same(adjustments({ presence }), ['2027-08-01 basic 1 95'], '720 of its minutes are within 62 days')
  t.same(adjustments({ presence: [seen('B', '2027-05-10/2027-05-11', '2027-07-11T23:46:00Z')] }), [], '14 of them')
})

t.test('R19 charges reach back 62 days from when a merge became known, credits 24 months', async (t) => {
  const minutes = (camera: string, hour: string) => ({
    camera,
    gateway: 'g1',
    from: `2027-05-10T${hour}:00:00Z`,
    to: `2027-05-10T${hour}:10:00Z`,
  })
  const charge = (at: string) =>
    adjustments({
      events: [subscribe, [at, 'mergeCameras', { keep: 'X', merge: 'Y' }]],
      presence: [minutes('X', '10'), minutes('Y', '11')],
    })
  t.same(charge('07-11T23:59'), ['2027-08-01 basic 1 95'], 'the last minute of 10 May is 62 days old')
  t.same(charge('07-12T00:00'), [])
  const credit = (at: string) =>
    adjustments({
      events: [subscribe, [at, 'mergeCameras', { keep: 'A', merge: 'B' }]],
      on: [...on, 'B 05-10 05-11'],
      until: '2029-07-03',
    })
  t.same(credit('2029-05-10T23:59'), ['2029-06-01 basic -1 -95'])
  t.same(credit('2029-05-11T00:00'), [])
})

t.test('R19 out of reach is recorded, not billed', async (t) => {
  const minutes = (camera: string, hour: string) => ({
    camera,
    gateway: 'g1',
    from: `2027-05-10T${hour}:00:00Z`,
    to: `2027-05-10T${hour}:10:00Z`,
  })
  const { bill } = playLife(
    life({
      events: [subscribe, ['07-20', 'mergeCameras', { keep: 'X', merge: 'Y' }]],
      presence: [minutes('X', '10'), minutes('Y', '11')],
    }),
  )
  t.same(dayTexts(bill, '2027-05-10', '2027-05-11'), ['2027-05-10 2-1=0 basic'])
})

t.test('R19 a rise and a fall before the next invoice leave no line, and after it each has its own', async (t) => {
  const merge = (at: string) => [at, 'mergeCameras', { keep: 'A', merge: 'B' }] as const
  const presence = [seen('B', '2027-05-20/2027-05-21', '2027-06-10T00:00:00Z')]
  t.same(adjustments({ events: [subscribe, merge('06-12')], presence }), [])
  t.same(adjustments({ events: [subscribe, merge('07-12')], presence }), [
    '2027-07-01 basic 1 95',
    '2027-08-01 basic -1 -95',
  ])
})

t.test('R19 one line per original period and tier, at the price of its days', async (t) => {
  const events = [subscribe, ['05-15T08:00', 'changePlan', { tier: 'pro' }]] as const
  const presence = ['2027-05-10/2027-05-12', '2027-05-20/2027-05-21', '2027-06-05/2027-06-07'].map((span) =>
    seen('B', span, '2027-07-05T00:00:00Z'),
  )
  t.same(
    billed(life({ events, presence })).at(-1),
    '2027-08-01 subscription: base pro 1 9900, usage pro 0 0, adjustment basic 2 190, adjustment pro 1 190, ' +
      'adjustment pro 2 380 = 10660',
  )
})

t.test(
  'R24 free days after the invoice are a credit, before it a waiver; late evidence for them costs nothing',
  async (t) => {
    const free = (at: string) => [at, 'freeDays', { from: '2027-05-10', to: '2027-05-13' }] as const
    const parts = (at: string) => life({ events: [subscribe, free(at)], on: [...on, 'B 05-10 05-20'], until: '07-03' })
    t.equal(billed(parts('05-30'))[1], '2027-06-01 subscription: base basic 1 4900, usage basic 7 665 = 5565')
    t.equal(billed(parts('06-05'))[1], '2027-06-01 subscription: base basic 1 4900, usage basic 10 950 = 5850')
    t.equal(
      billed(parts('06-05'))[2],
      '2027-07-01 subscription: base basic 1 4900, usage basic 0 0, adjustment basic -3 -285 = 4615',
    )
    t.same(dayTexts(playLife(parts('06-05')).bill, '2027-05-12', '2027-05-14'), [
      '2027-05-12 2-1=0 basic waived adjusted',
      '2027-05-13 2-1=1 basic',
    ])
    const late = [seen('C', '2027-05-11/2027-05-12', '2027-06-10T00:00:00Z')]
    t.same(billed({ ...parts('06-05'), presence: late }), billed(parts('06-05')))
  },
)

t.test('R19 for an ended account an adjustment waits for its next invoice', async (t) => {
  const events = [subscribe, ['05-10', 'cancel']] as const
  const presence = [seen('B', '2027-05-20/2027-05-21', '2027-06-10T00:00:00Z')]
  t.same(billed(life({ events, presence })).slice(1), [])
  const again = ['07-01T09:00', 'subscribe', { tier: 'pro', frequency: 'monthly' }] as const
  t.same(billed(life({ events: [...events, again], presence })).slice(1), [
    '2027-07-01 subscription: base pro 1 9900 = 9900',
    '2027-08-01 subscription: base pro 1 9900, usage pro 0 0, adjustment basic 1 95 = 9995',
  ])
})

t.test('R14 a minute belongs to the account that held the gateway at its start', async (t) => {
  const move = (at: string, toAccount: string) => [at, 'moveGateway', { gateway: 'g2', toAccount }] as const
  const presence = ['2027-05-10T10:00:00Z', '2027-05-20T10:00:00Z'].map((from) => ({
    camera: 'B',
    gateway: 'g2',
    from,
    to: from.replace('10:00', '10:30'),
  }))
  const counts = (...moves: LifeParts['events']) =>
    playLife(life({ events: [subscribe, ...moves], presence, until: '06-03' }))
      .bill.days.filter(({ connected }) => connected === 2)
      .map(({ day }) => day)
  t.same(counts(move('05-10T10:14:00', 'other')), [])
  t.same(counts(move('05-10T10:14:01', 'other')), ['2027-05-10'], 'its minute 10:14 began here')
  t.same(counts(move('05-10T10:14:00', 'other'), move('05-20T10:15:00', 'this')), ['2027-05-20'])
  t.same(counts(move('05-10T10:14:00', 'other'), move('05-20T10:15:01', 'this')), [])
})
