/** R23: failed payments. Failed on 1 June at 10:00: suspended on 15 June at 10:00, ended on 31 July at midnight. */
import t from 'tap'
import { billed, dayTexts, type LifeParts, playLife } from './testing.ts'

const subscribe = ['06-01T08:00', 'subscribe', { tier: 'basic', frequency: 'monthly' }] as const
const failed = (at: string, invoice = 1) => [at, 'paymentFailed', { invoice }] as const
const paid = (at: string, invoice = 1) => [at, 'paymentSucceeded', { invoice }] as const
const on = ['A 06-01 2028-01-01', 'B 06-01 2028-01-01']
const life = (events: LifeParts['events'], until: string): LifeParts => ({ events, until, on })
const statusAt = (events: LifeParts['events'], until: string) =>
  playLife(life(events, until)).bill.subscriptions[0]?.status

t.test('R23 past due on day 1, suspended on day 14 at the same clock time, ended on day 60 at midnight', async (t) => {
  const events = [subscribe, failed('06-01T10:00'), failed('06-03T10:00')] as const
  for (const [until, want] of [
    ['06-02T09:59', 'active'],
    ['06-02T10:00', 'past_due'],
    ['06-15T09:59', 'past_due'],
    ['06-15T10:00', 'suspended'],
    ['07-30T23:59', 'suspended'],
    ['07-31T00:00', 'ended'],
  ] as const)
    t.equal(statusAt(events, until), want, until)
})

t.test('R23 whole suspended days are waived, and there is no new base: June has 15 days of 95', async (t) => {
  const events = [subscribe, failed('06-01T10:00')] as const
  t.same(billed(life(events, '09-03')).slice(1), ['2027-07-01 usage: usage basic 15 1425 = 1425'])
  const { bill } = playLife(life(events, '09-03'))
  t.same(dayTexts(bill, '2027-06-15', '2027-06-17'), ['2027-06-15 2-1=1 basic', '2027-06-16 2-1=0 basic waived'])
  t.equal(bill.days.at(-1)?.day, '2027-07-30')
})

t.test('R23 the base begins at the first usage boundary at which the account is not suspended', async (t) => {
  t.same(billed(life([subscribe, failed('06-01T10:00'), paid('07-10T10:00')], '08-03')).slice(1), [
    '2027-07-01 usage: usage basic 15 1425 = 1425',
    '2027-08-01 subscription: base basic 1 4900, usage basic 22 2090 = 6990',
  ])
})

t.test(
  'R23 a tier change without a paid base period has no proration, and a year begins at once after it',
  async (t) => {
    const back = [subscribe, failed('06-01T10:00'), paid('07-10T10:00')] as const
    t.same(billed(life([...back, ['07-11', 'changePlan', { tier: 'pro' }]], '08-03')).slice(2), [
      '2027-08-01 subscription: base pro 1 9900, usage basic 1 95, usage pro 21 3990 = 13985',
    ])
    t.same(billed(life([...back, ['07-11', 'changePlan', { frequency: 'yearly', when: 'now' }]], '07-20')).slice(2), [
      '2027-07-11 change: base basic 1 49000, usage basic 1 95 = 49095',
    ])
  },
)

t.test('R23 a cancelled account that is suspended ends at the end of its base period', async (t) => {
  t.same(billed(life([subscribe, failed('06-01T10:00'), ['06-20', 'cancel']], '08-03')).slice(1), [
    '2027-07-01 usage: usage basic 15 1425 = 1425',
  ])
})

t.test('R17 a year cannot start while suspended, at the boundary it can', async (t) => {
  const ask = (at: string, when: object) => [at, 'changePlan', { frequency: 'yearly', ...when }] as const
  const events = [subscribe, failed('06-01T10:00'), ask('06-20', { when: 'now' })] as const
  t.same(
    playLife(life(events, '06-21')).bill.refused.map(({ code }) => code),
    ['SUSPENDED'],
  )
  const later = [subscribe, failed('06-01T10:00'), ask('06-20', {}), paid('07-10T10:00')] as const
  t.same(billed(life(later, '08-03')).slice(2), [
    '2027-08-01 subscription: base basic 1 49000, usage basic 22 2090 = 51090',
  ])
})

t.test('R23 the clock is that of the oldest failure that is open', async (t) => {
  const second = ['06-05T09:00', 'changePlan', { tier: 'pro' }] as const
  const events = [subscribe, second, failed('06-06T10:00', 1), failed('06-10T10:00', 2)] as const
  t.equal(statusAt([...events, paid('06-19T10:00', 1)], '06-23T10:00'), 'past_due')
  t.equal(statusAt([...events, paid('06-19T10:00', 1)], '06-24T10:00'), 'suspended')
  t.equal(
    statusAt([...events, paid('06-22T10:00', 1)], '06-23T10:00'),
    'past_due',
    'lifted until the second is 14 days old',
  )
  t.equal(statusAt([...events, paid('06-22T10:00', 1), paid('06-23T09:00', 2)], '06-25T10:00'), 'active')
  t.equal(statusAt([...events, paid('06-22T10:00', 2)], '06-23T10:00'), 'suspended', 'the first is still open')
})

t.test('R23 only a final invoice can fail, and an old debt does not dun a new subscription', async (t) => {
  const { refused } = playLife(
    life([subscribe, failed('06-02', 2), failed('06-02', 0), paid('06-02', 7)], '06-05'),
  ).bill
  t.same(
    refused.map(({ code }) => code),
    ['UNKNOWN_INVOICE', 'UNKNOWN_INVOICE', 'UNKNOWN_INVOICE'],
  )
  const again = ['08-01T09:00', 'subscribe', { tier: 'basic', frequency: 'monthly' }] as const
  const { bill } = playLife(life([subscribe, failed('06-01T10:00'), again], '09-03'))
  t.same(
    bill.subscriptions.map(({ status }) => status),
    ['ended', 'active'],
  )
})

t.test('R23 a suspension that begins at a boundary comes after it, day 60 before it', async (t) => {
  const midnight = [subscribe, failed('06-17T00:00')] as const
  t.equal(
    billed(life(midnight, '07-03')).at(-1),
    '2027-07-01 subscription: base basic 1 4900, usage basic 30 2850 = 7750',
  )
  const sixty = [subscribe, failed('06-02T10:00')] as const
  t.same(billed(life(sixty, '08-03')).slice(1), ['2027-07-01 usage: usage basic 16 1520 = 1520'], 'ends on 1 August')
})
