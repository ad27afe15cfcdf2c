/** report.json: one spelling, read back to the same report, and nothing else accepted. */
import t from 'tap'
import { buildUsageReport, encodeUsageReport, parseUsageReport } from './usage-report.ts'
import { northgateReport } from './usage-report-story.ts'

const report = buildUsageReport(northgateReport())
const text = encodeUsageReport(report)

t.test('R28 a report is written and read back as it was, money as integers', async (t) => {
  t.same(parseUsageReport(text), report)
  t.match(text, /^\{"v":1,"kind":"usageReport","paper":"A4"/)
  t.match(text, '"totals":{"connected":133,"included":31,"additional":102,"amountMinor":17290}')
  t.ok(text.endsWith('}\n') && !text.slice(0, -1).includes('\n'), 'one line')
})

t.test('what is not a report is refused with its path', async (t) => {
  for (const [name, from, to, words] of [
    ['an unknown member', '"v":1', '"v":1,"more":1', /report\.more: unknown member/],
    ['a member left out', '"issuer":"camtally",', '', /report\.issuer: missing/],
    ['another version', '"v":1', '"v":2', /report\.v: 2 is none of 1/],
    [
      'a fraction of a cent',
      '"amountMinor":17290}',
      '"amountMinor":17290.5}',
      /totals\.amountMinor: 17290\.5 is not money/,
    ],
    ['text for a number', '"dayCount":31', '"dayCount":"31"', /period\.dayCount: 31 is not integer/],
    ['white space', '"v":1,', '"v": 1,', /not in the spelling/],
    ['an unknown flag', '"flags":["incomplete"]', '"flags":["late"]', /days\[8\]\.flags\[0\]: late is none of/],
  ] as const) {
    t.ok(text.includes(from), name)
    t.throws(() => parseUsageReport(text.replace(from, to)), words, name)
  }
})

t.test('money that a reader could not hold exactly is not written', async (t) => {
  const totals = { ...report.totals, amountMinor: 2n ** 60n }
  t.throws(() => encodeUsageReport({ ...report, totals }), /report\.totals\.amountMinor/)
})
