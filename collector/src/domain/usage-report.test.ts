/** The usage report as data (R28), with figures worked out by hand. */
import fc from 'fast-check'
import t from 'tap'
import { minorOfMicrosShare } from './money.ts'
import { buildUsageReport, type Rate, type UsageReportInputs } from './usage-report.ts'
import type { DayInput } from './usage-report-inputs.ts'

const perDay = (rateMicros: bigint): Rate => ({
  basis: 'perCameraDay',
  periodDays: 1,
  bands: [{ upTo: null, rateMicros }],
})

/** Days of 1440 minutes from 31 January 2027, `additional` of each as given, one camera included, all on line 1. */
function inputsOf(additional: readonly number[], rate: Rate, amountMinor: bigint): UsageReportInputs {
  const start = Temporal.PlainDate.from('2027-01-31')
  const days = additional.map((number, index): DayInput => {
    const from = 30_000_000 + index * 1440
    return {
      day: start.add({ days: index }).toString(),
      window: { from, to: from + 1440 },
      connected: number + 1,
      included: 1,
      additional: number,
      tier: 'basic',
      tierName: 'Basic',
      line: 1,
      isWaived: false,
      isAdjusted: false,
    }
  })
  const most = Math.max(0, ...days.map((day) => day.connected))
  const cameras = Array.from({ length: most }, (_, index) => ({
    camera: `camera-${index}`,
    name: `Dock ${index}`,
    rank: 3 as const,
    days: days.filter((day) => day.connected > index).map(({ day }) => ({ day, minutes: 1440 })),
  }))
  return {
    paper: 'A4',
    issuer: 'camtally',
    account: { id: 'acc_aaaaaaaaaaaa', name: 'G1', timeZone: 'UTC', locale: 'en-US' },
    invoice: { number: '2', issuedOn: '2027-02-28', currency: 'USD', currencyDigits: 2 },
    period: { firstDay: '2027-01-31', lastDay: start.add({ days: additional.length - 1 }).toString() },
    rule: { minConnectedMinutes: 15, included: 1, coverageFloorPercent: 95 },
    lines: [
      {
        line: 1,
        tier: 'basic',
        tierName: 'Basic',
        rate,
        cameraDays: additional.reduce((sum, one) => sum + one, 0),
        amountMinor,
      },
    ],
    adjustments: [],
    days,
    cameras,
    gateways: [],
    uncounted: [],
    interventions: [],
    fingerprints: [],
    ledger: { size: 1, n: 1, hash: 'h' },
  }
}

const repeat = (number: number, times: number) => Array.from({ length: times }, () => number)

t.test('R28 the days of G1 add up to its line: 28 days x 2 x $0.95 = $53.20', async (t) => {
  const report = buildUsageReport(inputsOf(repeat(2, 28), perDay(950_000n), 5320n))
  t.equal(report.totals.additional, 56)
  t.equal(report.totals.amountMinor, 5320n)
  t.same(
    report.days.map((day) => day.amountMinor),
    repeat(190, 28).map(BigInt),
  )
  t.same(report.crossFoot, { overCameras: 84, overDays: 84 })
  t.same(report.lines[0], {
    line: 1,
    tier: 'basic',
    tierName: 'Basic',
    rate: perDay(950_000n),
    firstDay: '2027-01-31',
    lastDay: '2027-02-27',
    cameraDays: 56,
    amountMinor: 5320n,
  })
})

t.test('R28 a day costs the difference of running totals, each rounded once (R1)', async (t) => {
  for (const { name, additional, rate, total, want } of [
    // 51 x 94.99 = 4844.49: the 51st day brings 4749.50 -> 4750 up to 4844.
    {
      name: 'the rate 0.9499',
      additional: repeat(1, 51),
      rate: perDay(949_900n),
      total: 4844n,
      want: { 49: 95n, 50: 94n },
    },
    // 26 x 2 x 94.99 = 4939.48; before it 50 x 94.99 = 4749.50 -> 4750.
    { name: 'two a day', additional: repeat(2, 26), rate: perDay(949_900n), total: 4939n, want: { 0: 190n, 25: 189n } },
    // R35: first 10 at 0.95, further at 0.80: 15 on one day = 9.50 + 4.00; each day begins anew.
    {
      name: 'graduated',
      additional: [15, 3, 15],
      rate: {
        basis: 'perCameraDay',
        periodDays: 1,
        bands: [
          { upTo: 10, rateMicros: 950_000n },
          { upTo: null, rateMicros: 800_000n },
        ],
      } as const,
      total: 2985n,
      want: { 0: 1350n, 1: 285n, 2: 1350n },
    },
    // R34: $30.00 a month over 31 days: 96.77 a day, 193.55 -> 194, 290.32 -> 290 …, 3000 in all.
    {
      name: 'a camera-month',
      additional: repeat(1, 31),
      rate: { basis: 'perCameraMonth', periodDays: 31, bands: [{ upTo: null, rateMicros: 30_000_000n }] } as const,
      total: 3000n,
      want: { 0: 97n, 1: 97n, 2: 96n },
    },
    { name: 'nothing', additional: repeat(0, 28), rate: perDay(950_000n), total: 0n, want: { 0: 0n, 27: 0n } },
  ]) {
    const { days } = buildUsageReport(inputsOf(additional, rate, total))
    for (const [index, amount] of Object.entries(want))
      t.equal(days[Number(index)]?.amountMinor, amount, `${name} ${index}`)
    t.equal(
      days.reduce((sum, day) => sum + day.amountMinor, 0n),
      total,
      `${name}: all`,
    )
  }
})

t.test('R28 whatever the rate and the counts, the days add up to the line', async (t) => {
  const seed = Number(process.env['CAMTALLY_SEED'] ?? Math.trunc(Number(process.hrtime.bigint() % 2_000_000_000n)))
  t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/domain/usage-report.test.ts`)
  const counts = fc.array(fc.nat(20), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(counts, fc.bigInt(0n, 5_000_000n), fc.constantFrom(1, 28, 31), (additional, micros, periodDays) => {
      const rate: Rate = {
        basis: periodDays === 1 ? 'perCameraDay' : 'perCameraMonth',
        periodDays,
        bands: [{ upTo: null, rateMicros: micros }],
      }
      const sum = additional.reduce((all, one) => all + one, 0)
      const line = minorOfMicrosShare(micros * BigInt(sum), periodDays, 2)
      return buildUsageReport(inputsOf(additional, rate, line)).totals.amountMinor === line
    }),
    { seed, numRuns: 60 },
  )
  t.pass('60 reports')
})

t.test('R28 a report whose figures differ is not made', async (t) => {
  const good = inputsOf(repeat(2, 28), perDay(950_000n), 5320n)
  const [line, day] = [good.lines[0], good.days[0]]
  if (line === undefined || day === undefined) throw new Error('the fixture has a line and a day')
  const faults: [string, Partial<UsageReportInputs>, RegExp][] = [
    ['a cent too much', { lines: [{ ...line, amountMinor: 5321n }] }, /amount of line 1 .* \(5321 and 5320\)/],
    ['a camera-day too many', { lines: [{ ...line, cameraDays: 57 }] }, /camera-days of line 1 .* \(57 and 56\)/],
    ['a camera left out', { cameras: good.cameras.slice(1) }, /over cameras and over days agree \(56 and 84\)/],
    ['a day left out', { period: { ...good.period, lastDay: '2027-02-28' } }, /days given agree \(29 and 28\)/],
  ]
  for (const [name, change, words] of faults) t.throws(() => buildUsageReport({ ...good, ...change }), words, name)
})

t.test('R19 the days of a change add up to its line, and the last takes what rounding leaves', async (t) => {
  const rate = perDay(950_000n)
  const late = (day: string) => ({ day, rate, before: 1, after: 3, why: 'late' as const })
  const adjustment = {
    line: 3,
    tier: 'basic',
    tierName: 'Basic',
    firstDay: '2027-05-01',
    lastDay: '2027-05-31',
    cameraDays: 7,
    // G8: +10 camera-days of 20 to 24 May, -3 of 2 May: 7 x 0.95 = 6.65.
    amountMinor: 665n,
    days: [
      { day: '2027-05-02', rate, before: 3, after: 0, why: 'merge' as const },
      ...['20', '21', '22', '23', '24'].map((day) => late(`2027-05-${day}`)),
    ],
  }
  const base = inputsOf([0], rate, 0n)
  const [change] = buildUsageReport({ ...base, adjustments: [adjustment] }).changes
  t.same(
    change?.days.map((day) => day.amountMinor),
    [-285n, 190n, 190n, 190n, 190n, 190n],
  )
  // New total minus old total of the line may be a cent off the change by itself: 0.9499 x 51 was 48.44, x 50 is 47.50.
  const fine = { ...late('2027-05-02'), rate: perDay(949_900n), before: 1, after: 0 }
  const [cent] = buildUsageReport({
    ...base,
    adjustments: [{ ...adjustment, cameraDays: -1, amountMinor: -94n, days: [fine] }],
  }).changes
  t.same(
    cent?.days.map((day) => day.amountMinor),
    [-94n],
  )
  t.throws(() => buildUsageReport({ ...base, adjustments: [{ ...adjustment, cameraDays: 6 }] }), /\(6 and 7\)/)
})

t.test('R28 the worked day is one whose amount is also what it costs by itself, the busiest of those', async (t) => {
  const dear = inputsOf([2, ...repeat(1, 49), 1], perDay(949_900n), minorOfMicrosShare(949_900n * 52n, 1, 2))
  t.equal(buildUsageReport(dear).workedDay, '2027-01-31')
  const plain = inputsOf([1, 4, 2], perDay(950_000n), 665n)
  t.equal(buildUsageReport(plain).workedDay, '2027-02-01')
  const flagged = { ...plain, days: plain.days.map((day, index) => ({ ...day, isAdjusted: index === 1 })) }
  t.equal(buildUsageReport(flagged).workedDay, '2027-02-02', 'a day without a flag if there is one')
})
