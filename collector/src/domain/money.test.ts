/** R1: integers, rounded once, half away from zero; currencies of 0, 2, 3 and 4 decimals. */
import t from 'tap'
import { currencyDigitsOf, divided, minorOfMicros, minorOfMicrosShare } from './money.ts'
import { prorated } from './proration.ts'
import { dayMicros, usageAmount } from './usage-amount.ts'
import { parseDay } from './day.ts'

t.test('R1 a quotient is rounded half away from zero', async (t) => {
  for (const [amount, by, want] of [
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [1n, 3n, 0n],
    [-1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [0n, 7n, 0n],
    [9_007_199_254_740_993n, 2n, 4_503_599_627_370_497n],
  ] as const)
    t.equal(divided(amount, by), want, `${amount} / ${by}`)
  t.throws(() => divided(1n, 0n), /broken invariant/)
})

t.test('R1 949,900 micro-USD x 7 camera-days = 665, and x -7 = -665', async (t) => {
  t.equal(minorOfMicros(949_900n * 7n, 2), 665n)
  t.equal(minorOfMicros(949_900n * -7n, 2), -665n)
})

t.test('R1 a rate of 0.95 is 95 cents, 1 yen and 950 fils', async (t) => {
  t.equal(minorOfMicros(950_000n, currencyDigitsOf('USD')), 95n)
  t.equal(minorOfMicros(950_000n, currencyDigitsOf('JPY')), 1n)
  t.equal(minorOfMicros(950_000n, currencyDigitsOf('KWD')), 950n)
  t.equal(minorOfMicros(950_000n, currencyDigitsOf('CLF')), 9500n)
  for (const word of ['XXX', 'usd', '', 'EURO'])
    t.throws(() => currencyDigitsOf(word, 'currency'), { code: 'CURRENCY_UNSUPPORTED' })
})

t.test('R16 the rest of a base period by days', async (t) => {
  for (const { name, price, rest, days, want } of [
    { name: 'G3 left', price: 4900n, rest: 20, days: 31, want: 3161n },
    { name: 'G3 entered', price: 9900n, rest: 20, days: 31, want: 6387n },
    { name: 'G4 left', price: 4900n, rest: 25, days: 30, want: 4083n },
    { name: 'G4 entered', price: 9900n, rest: 25, days: 30, want: 8250n },
    { name: 'G4 back, left', price: 9900n, rest: 14, days: 30, want: 4620n },
    { name: 'G4 back, entered', price: 4900n, rest: 14, days: 30, want: 2287n },
    { name: 'G12 left, over a leap day', price: 49000n, rest: 91, days: 366, want: 12183n },
    { name: 'G12 entered', price: 99000n, rest: 91, days: 366, want: 24615n },
    { name: 'all of it', price: 4900n, rest: 30, days: 30, want: 4900n },
  ])
    t.equal(prorated(price, rest, days), want, name)
})

const from = parseDay('2020-01-01')
const bands = [
  { upTo: 10, rateMicros: 950_000n },
  { upTo: null, rateMicros: 800_000n },
]

t.test('R35 graduated rates apply to the billable cameras of one day', async (t) => {
  t.equal(dayMicros(bands, 15), 9_500_000n + 4_000_000n)
  t.equal(dayMicros(bands, 10), 9_500_000n)
  t.equal(dayMicros(bands, 0), 0n)
  const price = { from, basis: 'perCameraDay', bands } as const
  const amount = (...billable: number[]) => usageAmount({ price, billable, periodDays: 31, currencyDigits: 2 })
  t.equal(amount(15), 950n + 400n)
  t.equal(amount(8, 7), 15n * 95n, 'two days do not fill one band')
  t.equal(amount(), 0n)
})

t.test('R34 a monthly rate is shared out over the days of the full usage period', async (t) => {
  t.equal(minorOfMicrosShare(29_000_000n, 31, 2), 94n)
  const price = { from, basis: 'perCameraMonth', bands: [{ upTo: null, rateMicros: 29_000_000n }] } as const
  const amount = (...billable: number[]) => usageAmount({ price, billable, periodDays: 31, currencyDigits: 2 })
  t.equal(amount(1), 94n)
  t.equal(amount(1, 1), 187n, 'rounded once for the line')
  t.equal(amount(...Array.from({ length: 31 }, () => 1)), 2900n)
})
