/** Coverage in the usage report (R12): bars, silences and the days that are incomplete. */
import t from 'tap'
import { buildUsageReport } from './usage-report.ts'
import type { DayInput, GatewayInput, UsageReportInputs } from './usage-report-inputs.ts'

const DAY = 1440
const START = 20_000 * DAY

/** So many whole days, no camera, and these gateways; minutes of a gateway count from the first day's start. */
function inputsOf(dayCount: number, gateways: readonly GatewayInput[]): UsageReportInputs {
  const first = Temporal.PlainDate.from('2027-03-01')
  const days = Array.from({ length: dayCount }, (_, index): DayInput => {
    const from = START + index * DAY
    return {
      day: first.add({ days: index }).toString(),
      window: { from, to: from + DAY },
      connected: 0,
      included: 1,
      additional: 0,
      tier: 'basic',
      tierName: 'Basic',
      line: null,
      isWaived: index === 1,
      isAdjusted: index === 2,
    }
  })
  return {
    paper: 'A4',
    issuer: 'camtally',
    account: { id: 'acc_aaaaaaaaaaaa', name: 'A', timeZone: 'UTC', locale: 'en-US' },
    invoice: { number: '1', issuedOn: '2027-04-01', currency: 'USD', currencyDigits: 2 },
    period: { firstDay: '2027-03-01', lastDay: first.add({ days: dayCount - 1 }).toString() },
    rule: { minConnectedMinutes: 15, included: 1, coverageFloorPercent: 95 },
    lines: [],
    adjustments: [],
    days,
    cameras: [],
    gateways,
    uncounted: [],
    interventions: [],
    fingerprints: [],
    ledger: { size: 1, n: 1, hash: 'h' },
  }
}

function gatewayOf(one: {
  held: readonly [number, number]
  covered: readonly (readonly [number, number])[]
  reasons?: readonly (readonly [number, number, 'off' | 'update'])[]
}): GatewayInput {
  const span = ([from, to]: readonly [number, number]) => ({ from: START + from, to: START + to })
  return {
    gateway: 'gw_aaaaaaaaaaaa',
    name: 'Newark',
    held: span(one.held),
    covered: one.covered.map(span),
    reasons: (one.reasons ?? []).map(([from, to, why]) => ({ ...span([from, to]), why })),
  }
}

t.test('R12 a day is incomplete if a gateway covers less than the floor of what it is expected to', async (t) => {
  for (const { name, covered, held, want } of [
    { name: 'all of it', held: [0, DAY], covered: [[0, DAY]], want: [] },
    { name: '95 % of it, 1368 minutes', held: [0, DAY], covered: [[0, 1368]], want: [] },
    { name: 'a minute less', held: [0, DAY], covered: [[0, 1367]], want: ['incomplete'] },
    { name: 'nothing', held: [0, DAY], covered: [], want: ['incomplete'] },
    { name: 'enrolled at noon and there since', held: [720, DAY], covered: [[720, DAY]], want: [] },
    { name: 'not enrolled that day', held: [DAY, 2 * DAY], covered: [], want: [] },
  ] as const) {
    const report = buildUsageReport(inputsOf(1, [gatewayOf({ held, covered })]))
    t.same(report.days[0]?.flags, want, name)
  }
})

t.test('R28 a day shows the coverage of the gateway that covered least', async (t) => {
  const half = gatewayOf({ held: [0, DAY], covered: [[0, 700]] })
  const late = gatewayOf({ held: [1200, DAY], covered: [[1200, 1300]] })
  const report = buildUsageReport(inputsOf(2, [half, late]))
  t.same(report.days[0]?.coverage, { coveredMinutes: 100, expectedMinutes: 240 })
  t.equal(report.days[1]?.coverage, null, 'no gateway was expected')
  t.same(report.days[1]?.flags, ['waived'])
})

t.test('R28 silences of more than 30 minutes are listed, shorter ones are only added up', async (t) => {
  const covered = [
    [0, 100],
    [130, 200],
    [231, 300],
  ] as const
  const { coverage } = buildUsageReport(inputsOf(1, [gatewayOf({ held: [0, 400], covered })]))
  t.same(
    coverage.silences.map(({ from, minutes }) => [from - START, minutes]),
    [
      [200, 31],
      [300, 100],
    ],
    '30 minutes are not listed',
  )
  t.equal(coverage.notChargedMinutes, 30 + 31 + 100)
})

t.test('R28 a silence has the reason that the gateway signed for most of it', async (t) => {
  for (const { name, reasons, want } of [
    { name: 'all of it', reasons: [[100, 300, 'off']], want: 'off' },
    {
      name: 'two reasons',
      reasons: [
        [100, 150, 'off'],
        [150, 300, 'update'],
      ],
      want: 'update',
    },
    { name: 'less than half of it', reasons: [[100, 190, 'off']], want: 'unsaid' },
    { name: 'none', reasons: [], want: 'unsaid' },
  ] as const) {
    const gateway = gatewayOf({
      held: [0, DAY],
      covered: [
        [0, 100],
        [300, DAY],
      ],
      reasons,
    })
    t.equal(buildUsageReport(inputsOf(1, [gateway])).coverage.silences[0]?.why, want, name)
  }
})

t.test('coverage is cut to the period, and gateways that were not there are left out', async (t) => {
  const long = gatewayOf({ held: [-5 * DAY, 9 * DAY], covered: [[-5 * DAY, 9 * DAY]] })
  const gone = gatewayOf({ held: [-5 * DAY, -DAY], covered: [] })
  const { coverage } = buildUsageReport(inputsOf(2, [long, gone]))
  t.same(
    coverage.gateways.map((one) => [one.expectedMinutes, one.coveredMinutes, one.covered.length]),
    [[2 * DAY, 2 * DAY, 1]],
  )
  t.equal(coverage.notChargedMinutes, 0)
})
