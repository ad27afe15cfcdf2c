/** CSV (RFC 4180) that a spreadsheet opens as data, whatever a camera is called. */
import t from 'tap'
import { buildUsageReport } from '../domain/usage-report.ts'
import { northgateReport } from '../domain/usage-report-story.ts'
import { csv } from './csv.ts'
import { invoiceCsv } from './invoice-csv.ts'
import { northgateInvoice } from './story.ts'
import { usageReportCamerasCsv, usageReportCsv } from './usage-report-csv.ts'

const cell = (text: string, kind: 'text' | 'figure' = 'text') =>
  csv([{ name: 'n', kind, of: (row: string) => row }], [text]).slice('n\r\n'.length, -2)

t.test('text that a spreadsheet would run is marked as text', async (t) => {
  for (const [text, want] of [
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://a","b")', '"\'=HYPERLINK(""http://a"",""b"")"'],
    ['+49 30', "'+49 30"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['|calc', "'|calc"],
    ['%0A=1', "'%0A=1"],
    ['  =1', "'  =1"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['Dock 2', 'Dock 2'],
  ] as const)
    t.equal(cell(text), want, JSON.stringify(text))
})

t.test('figures keep their minus', async (t) => {
  t.equal(cell('-31.61', 'figure'), '-31.61')
})

t.test('commas, quotes and line breaks are quoted', async (t) => {
  for (const [text, want] of [
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ['a\nb', '"a\nb"'],
    ['', ''],
  ] as const)
    t.equal(cell(text), want)
})

t.test('R28 the days and the cameras of a report are records that add up', async (t) => {
  const report = buildUsageReport(northgateReport())
  const days = usageReportCsv(report).split('\r\n')
  t.equal(days.length, 1 + 31 + 1, 'a head, 31 days, an end')
  t.equal(
    days[5],
    'acc_k3m7qz2pd5xa,2027-01187,2027-03-14,America/New_York,1380,3,1,2,Basic,2,USD,1.90,1380,1380,',
    'the day of 23 hours',
  )
  t.match(days[9], /,2027-03-18,.*,1306,1440,incomplete$/)
  const cameras = usageReportCamerasCsv(report).split('\r\n').slice(1, -1)
  t.equal(
    cameras.reduce((sum, record) => sum + Number(record.split(',')[5]), 0),
    133,
  )
})

t.test('the lines of an invoice add up to its net', async (t) => {
  const records = invoiceCsv(northgateInvoice()).split('\r\n').slice(1, -1)
  t.equal(
    records[1],
    'acc_k3m7qz2pd5xa,invoice,2027-01187,2027-04-10,2,usage,Additional Camera Usage - Basic,2027-03-10,2027-03-20,22,' +
      'cameraDays,0.950000,USD,20.90',
  )
  const cents = records.map((record) => Math.round(Number(record.split(',').at(-1)) * 100))
  t.equal(
    cents.reduce((sum, one) => sum + one, 0),
    27_190,
  )
})
