/** The sentences of the usage report, letter for letter. */
import t from 'tap'
import { buildUsageReport, type Rate, type ReportDay, type ReportLine } from './usage-report.ts'
import { northgateReport } from './usage-report-story.ts'
import { dayFlags, ruleSentences, usageSentence, zoneWords } from './usage-report-words.ts'

const money = {
  amount: (minor: bigint) => `$${(Number(minor) / 100).toFixed(2)}`,
  rate: (micros: bigint) => `$${(Number(micros) / 1e6).toFixed(2)}`,
}
const flat = (rateMicros: bigint): Rate => ({
  basis: 'perCameraDay',
  periodDays: 1,
  bands: [{ upTo: null, rateMicros }],
})

const northgate = buildUsageReport(northgateReport())
const someDay = firstOf(northgate.days)
const someLine = firstOf(northgate.lines)

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('the story has some')
  return first
}

/** The story's report with other counts, lines and total, said with plain spaces. */
function said(one: {
  connected: number[]
  included?: number
  lines: Pick<ReportLine, 'cameraDays' | 'rate'>[]
  totalMinor: bigint
}): string {
  const { text, total } = usageSentence(
    {
      ...northgate,
      days: one.connected.map((connected): ReportDay => ({ ...someDay, connected })),
      rule: { ...northgate.rule, included: one.included ?? 1 },
      lines: one.lines.map((line): ReportLine => ({ ...someLine, ...line })),
      totals: { ...northgate.totals, amountMinor: one.totalMinor },
    },
    money,
  )
  return `${text}${total}.`.replaceAll('\u00a0', ' ')
}

t.test('R28 one sentence says what the bill is', async (t) => {
  const basic = flat(950_000n)
  t.equal(
    said({ connected: [3, 4, 5], lines: [{ cameraDays: 56, rate: basic }], totalMinor: 5320n }),
    'You had 3 to 5 cameras connected; one is included; 56 additional camera-days × $0.95 = $53.20.',
  )
  t.equal(
    said({
      connected: [3, 5],
      lines: [
        { cameraDays: 22, rate: basic },
        { cameraDays: 80, rate: flat(1_900_000n) },
      ],
      totalMinor: 17_290n,
    }),
    'You had 3 to 5 cameras connected; one is included; 22 additional camera-days × $0.95 and 80 × $1.90 = $172.90.',
  )
  t.equal(
    said({ connected: [1], lines: [{ cameraDays: 0, rate: basic }], totalMinor: 0n }),
    'You had 1 camera connected; one is included; 0 additional camera-days × $0.95 = $0.00.',
  )
  t.equal(
    said({ connected: [0, 0], lines: [], totalMinor: 0n }),
    'You had no camera connected; one is included; nothing is charged for usage = $0.00.',
  )
  t.equal(
    said({ connected: [1200], included: 0, lines: [{ cameraDays: 1, rate: basic }], totalMinor: 95n }),
    'You had 1,200 cameras connected; none is included; 1 additional camera-day × $0.95 = $0.95.',
  )
  const graduated: Rate = { ...basic, bands: [...basic.bands, { upTo: null, rateMicros: 1n }] }
  t.match(
    said({ connected: [9], included: 2, lines: [{ cameraDays: 7, rate: graduated }], totalMinor: 1n }),
    'graduated',
  )
  const monthly: Rate = { ...flat(30_000_000n), basis: 'perCameraMonth', periodDays: 31 }
  t.match(
    said({ connected: [2], lines: [{ cameraDays: 31, rate: monthly }], totalMinor: 3000n }),
    '× $30.00 / 31 = $30.00',
  )
})

t.test('R28 the rule is said in two sentences', async (t) => {
  const rule = { minConnectedMinutes: 15, included: 1, coverageFloorPercent: 95 }
  t.equal(
    ruleSentences(rule),
    'A camera counts on a day when it was connected for at least 15 minutes of it. The daily number is the cameras ' +
      'that count beyond the one included, and each is rated at the tier of that day.',
  )
  t.match(ruleSentences({ ...rule, minConnectedMinutes: 1, included: 3 }), /at least one minute of it.*the 3 included/)
  t.match(ruleSentences({ ...rule, included: 0 }), /The daily number is the cameras that count, and each/)
})

t.test('R28 flags are words', async (t) => {
  const day: ReportDay = { ...someDay, flags: [] }
  t.equal(dayFlags(day, undefined), '')
  t.equal(dayFlags({ ...day, flags: ['incomplete', 'waived', 'adjusted'] }, day), 'Incomplete. Waived. Adjusted')
  t.equal(dayFlags({ ...day, minutes: 1380 }, day), '23 hours long')
  t.equal(dayFlags({ ...day, minutes: 1410 }, day), '23 hours 30 minutes long')
  t.equal(dayFlags({ ...day, tier: 'pro', tierName: 'Pro' }, day), 'Pro from this day')
})

t.test('R28 the zone is given with its offsets', async (t) => {
  const at = (offsets: { from: string | null; utcOffset: string }[]) =>
    zoneWords({ ...northgate, period: { ...northgate.period, offsets } })
  t.equal(at([{ from: null, utcOffset: '+00:00' }]), 'America/New_York: UTC')
  t.equal(
    at([
      { from: null, utcOffset: '-05:00' },
      { from: '2027-03-14T02:00', utcOffset: '-04:00' },
    ]),
    'America/New_York: UTC−05:00 until 14 March 02:00, then UTC−04:00',
  )
})
