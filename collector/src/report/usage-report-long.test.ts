/** Reports of a year and of ten thousand cameras: still a few pages, complete as data, tables that go on properly. */
import t from 'tap'
import { minorOfMicrosShare } from '../domain/money.ts'
import { buildUsageReport, parseUsageReport, encodeUsageReport } from '../domain/usage-report.ts'
import type { DayInput, UsageReportInputs } from '../domain/usage-report-inputs.ts'
import { daysBetween, northgateReport, windowOf } from '../domain/usage-report-story.ts'
import { pageContents, readPdf, structureCounts, untaggedMarks } from './pdf-reading.ts'
import { qpdfFaults, textOfPdf } from './pdf-tools.ts'
import { renderUsageReport } from './usage-report-pdf.ts'

/** The story over other days, with as many cameras connected on each as `connectedOn` says. */
function storyOf(period: { first: string; last: string }, connectedOn: (index: number) => number): UsageReportInputs {
  const story = northgateReport()
  const days = daysBetween(period.first, period.last).map((day, index): DayInput => {
    const connected = connectedOn(index)
    const rest = { tier: 'pro', tierName: 'Pro', line: 1, isWaived: false, isAdjusted: false }
    return { day, window: windowOf(day), connected, included: 1, additional: connected - 1, ...rest }
  })
  const cameraDays = days.reduce((sum, day) => sum + day.additional, 0)
  const most = Math.max(...days.map((day) => day.connected))
  const rate = {
    basis: 'perCameraDay',
    periodDays: 1,
    bands: [{ upTo: null, rateMicros: 1_899_900n }],
  } as const
  return {
    ...story,
    period: { firstDay: period.first, lastDay: period.last },
    days,
    lines: [
      {
        line: 1,
        tier: 'pro',
        tierName: 'Pro',
        rate,
        cameraDays,
        amountMinor: minorOfMicrosShare(1_899_900n * BigInt(cameraDays), 1, 2),
      },
    ],
    cameras: Array.from({ length: most }, (_, index) => ({
      camera: index.toString().padStart(22, 'k'),
      name: `Camera ${index}`,
      rank: 4 as const,
      days: days.filter((day) => day.connected > index).map(({ day }) => ({ day, minutes: 1440 })),
    })),
  }
}

t.test('a report of 366 days is a table over pages, with its head on each and no day lost', async (t) => {
  const report = buildUsageReport(storyOf({ first: '2027-03-10', last: '2028-03-09' }, (index) => 1 + (index % 5)))
  t.equal(report.days.length, 366)
  const bytes = await renderUsageReport(report)
  const pdf = readPdf(bytes)
  const pages = pageContents(pdf)
  t.ok(pages.length >= 10 && pages.length <= 16, `${pages.length} pages`)
  t.same(pages.flatMap(untaggedMarks), [])
  t.ok((structureCounts(pdf)['TR'] ?? 0) >= 366 + 2)
  t.equal(qpdfFaults(bytes) ?? '', '')
  const text = textOfPdf(bytes)
  if (text === undefined) return t.pass('pdftotext is not on this machine: the text was not read')
  const continued = text.match(/By day, continued/g)?.length ?? 0
  t.ok(continued >= 8, `${continued} pages of days`)
  t.equal(
    text.match(/By day, continued Day Connected Included Additional Tier/g)?.length,
    continued,
    'each has its head',
  )
  t.match(text, 'Tue 29 Feb 2028')
})

t.test('ten thousand cameras are grouped on paper and named in report.json', async (t) => {
  const most = 10_000
  const report = buildUsageReport(storyOf({ first: '2027-03-10', last: '2027-04-09' }, (index) => most - (index % 4)))
  const bytes = await renderUsageReport(report)
  const pages = pageContents(readPdf(bytes))
  t.ok(pages.length <= 6, `${pages.length} pages`)
  t.equal(parseUsageReport(encodeUsageReport(report)).cameras.length, most)
  const text = textOfPdf(bytes)
  if (text === undefined) return t.pass('pdftotext is not on this machine: the text was not read')
  const overDays = Array.from({ length: 31 }, (_, index) => most - (index % 4)).reduce((sum, one) => sum + one, 0)
  const figure = overDays.toLocaleString('en-US')
  t.match(text, `${figure} = ${figure}`)
})

t.test('R28 a report of zero is made too', async (t) => {
  const story = storyOf({ first: '2027-03-10', last: '2027-04-09' }, () => 1)
  const bytes = await renderUsageReport(buildUsageReport({ ...story, gateways: [], fingerprints: [] }))
  const text = textOfPdf(bytes)
  if (text === undefined) return t.pass('pdftotext is not on this machine: the text was not read')
  t.match(text, 'You had 1 camera connected; one is included; 0 additional camera-days × $1.8999 = $0.00.')
  t.match(text, 'No gateway was enrolled in this period.')
})
