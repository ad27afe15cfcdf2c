/** The usage report on paper: its bytes, its structure, its attachment and, where the tools are there, its text. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { buildUsageReport, encodeUsageReport, type UsageReport } from '../domain/usage-report.ts'
import { northgateReport } from '../domain/usage-report-story.ts'
import { emptyGlyphs, pageContents, readPdf, structureCounts, untaggedMarks } from './pdf-reading.ts'
import { qpdfFaults, textOfPdf } from './pdf-tools.ts'
import { renderUsageReport } from './usage-report-pdf.ts'

const report = buildUsageReport(northgateReport())
const bytes = await renderUsageReport(report)
const pdf = readPdf(bytes)

t.test('R28 the same report has the same bytes', async (t) => {
  t.ok(Buffer.from(bytes).equals(await renderUsageReport(buildUsageReport(northgateReport()))))
  const later = { ...report, invoice: { ...report.invoice, issuedOn: '2027-04-11' } }
  t.notOk(Buffer.from(bytes).equals(await renderUsageReport(later)))
})

t.test('the file is dated by its invoice and by no clock', async (t) => {
  t.match(pdf.raw, '/CreationDate (D:20270410000000Z)')
  t.same(
    [...pdf.raw.matchAll(/\(D:(\d+)Z\)/g)].map((match) => match[1]).filter((date) => date !== '20270410000000'),
    [],
  )
})

t.test('report.json is attached byte for byte, and named by its hash in the metadata', async (t) => {
  const json = Buffer.from(encodeUsageReport(report))
  const attached = pdf.streams.find(({ dictionary }) => dictionary.includes('/EmbeddedFile'))
  t.ok(attached && json.equals(attached.bytes))
  t.match(pdf.raw, '/AFRelationship /Data')
  const digest = createHash('sha256').update(json).digest('base64url')
  t.match(pdf.raw, `/Keywords (report.json SHA-256 ${digest})`.replace('/Keywords ', ''))
  t.match(pdf.raw, `<pdf:Keywords>report.json SHA-256 ${digest}</pdf:Keywords>`)
})

t.test('the file says that it is PDF/A-3a, tagged, English, with a title', async (t) => {
  for (const words of [
    '%PDF-1.7',
    '<pdfaid:part>3</pdfaid:part>',
    '<pdfaid:conformance>A</pdfaid:conformance>',
    '/Marked true',
    '/Lang (en)',
    '/DisplayDocTitle true',
    '(Usage Report to invoice 2027-01187)',
    '/OutputIntents',
  ])
    t.ok(pdf.raw.includes(words), words)
  t.equal(pdf.raw.match(/\/FontFile2 /g)?.length, 3, 'three fonts, embedded')
  t.notMatch(pdf.raw, /\/Encrypt|\/JavaScript|\/Launch/)
})

t.test('all that is drawn is content or artifact, and every character has a glyph', async (t) => {
  const pages = pageContents(pdf)
  t.equal(pages.length, 4)
  t.same(pages.flatMap(untaggedMarks), [])
  t.equal(
    pages.reduce((sum, page) => sum + emptyGlyphs(page), 0),
    0,
  )
})

t.test('the structure has its title, eight parts, and tables of heads and cells', async (t) => {
  const counts = structureCounts(pdf)
  t.equal(counts['H1'], 1)
  t.equal(counts['Sect'], 8)
  t.equal(counts['H2'], 8)
  t.equal(counts['Figure'], 2, 'the worked day and the chart')
  // Facts 5 and 4 rows; days 1 + 31 + 1; cameras 1 + 5 + 1; seen, coverage, silences 1 + 2; interventions 1 + 7.
  t.equal(counts['TR'], 5 + 4 + 33 + 7 + 3 + 3 + 3 + 8)
  t.equal(counts['Table'], 8)
  t.match(pdf.raw, '/Scope /Column')
  t.match(pdf.raw, '/Alt (Cameras connected by day, from 10 Mar to 9 Apr: between 3 and 5.')
})

t.test('R28 its text says the eight parts in order (poppler)', async (t) => {
  const text = textOfPdf(bytes)
  if (text === undefined) return t.pass('pdftotext is not on this machine: the text was not read')
  const parts = [
    'What this report covers',
    'You had 3 to 5 cameras connected; one is included; 22 additional camera-days × $0.95 and 80 × $1.90 = $172.90.',
    'The rule, and one day worked out',
    'By day',
    'By camera',
    '133 = 133',
    'Seen, not counted',
    '5 Coverage',
    'Silences over 30 minutes',
    '18 Mar, 02:10 to 04:24',
    '233 minutes not charged for.',
    'No day of an earlier report changed: $0.00.',
    'Interventions',
    'Check it yourself',
    'amber kettle orbit lemon harbor sixty',
    'What this report does not prove:',
  ]
  const places = parts.map((words) => text.indexOf(words))
  t.notOk(places.includes(-1), parts[places.indexOf(-1)] ?? 'all there')
  t.same(
    places,
    [...places].sort((a, b) => a - b),
  )
  t.match(text, 'UTC−05:00 until 14 March 02:00, then UTC−04:00')
})

t.test('the file has no syntax error (qpdf)', async (t) => {
  const faults = qpdfFaults(bytes)
  if (faults === undefined) return t.pass('qpdf is not on this machine: the syntax was not checked')
  t.equal(faults, '')
})

t.test('paper is A4 or letter', async (t) => {
  t.match(pdf.raw, '/MediaBox [0 0 595.28 841.89]')
  const letter = readPdf(await renderUsageReport({ ...report, paper: 'letter' }))
  t.match(letter.raw, '/MediaBox [0 0 612 792]')
})

t.test('what people write cannot break the file', async (t) => {
  const name = `監視 <b>&"'\u0000\n)(\\ Łódź \u202e ${'x'.repeat(400)}`
  const odd: UsageReport = {
    ...report,
    issuer: name,
    account: { ...report.account, name },
    invoice: { ...report.invoice, number: '<&">' },
    cameras: report.cameras.map((camera) => ({ ...camera, name })),
  }
  const file = await renderUsageReport(odd)
  const read = readPdf(file)
  const xml = read.raw.slice(read.raw.indexOf('<x:xmpmeta'), read.raw.indexOf('</x:xmpmeta>'))
  t.notMatch(xml, /<b>|&(?!amp;)/)
  t.equal(
    pageContents(read).reduce((sum, page) => sum + emptyGlyphs(page), 0),
    0,
  )
  t.same(pageContents(read).flatMap(untaggedMarks), [])
  t.equal(qpdfFaults(file) ?? '', '')
})
