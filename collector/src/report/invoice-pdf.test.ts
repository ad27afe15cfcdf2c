/** Invoices, drafts and credit notes on paper. */
import t from 'tap'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts'
import { encodeInvoice } from './invoice-json.ts'
import { renderInvoice } from './invoice-pdf.ts'
import { changedDays, taxRate } from './invoice-words.ts'
import { emptyGlyphs, pageContents, readPdf, structureCounts, untaggedMarks } from './pdf-reading.ts'
import { qpdfFaults, textOfPdf } from './pdf-tools.ts'
import { northgateInvoice } from './story.ts'

const invoice = northgateInvoice()
const none = { unit: 'none', priceMicros: null, proration: null, changedDays: [] } as const

/** G4's last invoice: base 4900, 19 and 11 camera-days, tax 8.875 % on 8795, the balance of 2540 applied. */
const taxed: InvoiceDocument = {
  ...invoice,
  paper: 'letter',
  lines: invoice.lines,
  netMinor: 8795n,
  taxes: [{ name: 'Sales tax', ratePpm: 88_750, taxableMinor: 8795n, amountMinor: 781n }],
  grossMinor: 9576n,
  creditAppliedMinor: 2540n,
  dueMinor: 7036n,
}

const creditNote: InvoiceDocument = {
  ...invoice,
  kind: 'creditNote',
  number: 'C-00042',
  dueOn: null,
  ofInvoice: '2027-01187',
  lines: [{ ...none, kind: 'credit', title: 'Pro, monthly', days: null, quantity: 1, amountMinor: -3161n }],
  netMinor: -3161n,
  grossMinor: -3161n,
  dueMinor: 0n,
}

t.test('the same invoice has the same bytes, is tagged throughout and carries its data', async (t) => {
  const bytes = await renderInvoice(invoice)
  t.ok(Buffer.from(bytes).equals(await renderInvoice(northgateInvoice())))
  const pdf = readPdf(bytes)
  t.equal(pageContents(pdf).length, 1)
  t.same(pageContents(pdf).flatMap(untaggedMarks), [])
  t.equal(pageContents(pdf).map(emptyGlyphs)[0], 0)
  const attached = pdf.streams.find(({ dictionary }) => dictionary.includes('/EmbeddedFile'))
  t.ok(attached && Buffer.from(encodeInvoice(invoice)).equals(attached.bytes))
  t.same(structureCounts(pdf)['Table'], 2, 'lines and sums')
  t.equal(qpdfFaults(bytes) ?? '', '')
})

t.test('an invoice says who, what, how it adds up and when it is due (poppler)', async (t) => {
  for (const [name, document, wanted] of [
    [
      'invoice',
      invoice,
      [
        'Invoice 2027-01187',
        'Billed to',
        '118 Port Street',
        '22 camera-days',
        '$152.00',
        'Due on 24 April 2027',
        '$271.90',
      ],
    ],
    ['taxed', taxed, ['Sales tax 8.875 % of $87.95', '$7.81', 'Taken from the credit balance', '−$25.40', '$70.36']],
    [
      'draft',
      { ...invoice, status: 'draft', number: null, dueOn: null, ledger: null },
      ['Draft invoice', 'not final and not to be paid'],
    ],
    ['credit note', creditNote, ['Credit note C-00042', 'to invoice 2027-01187', 'To the credit balance', '−$31.61']],
  ] as const satisfies readonly (readonly [string, InvoiceDocument, readonly string[]])[]) {
    const bytes = await renderInvoice(document)
    t.same(pageContents(readPdf(bytes)).flatMap(untaggedMarks), [], name)
    const text = textOfPdf(bytes)
    if (text === undefined) return t.pass('pdftotext is not on this machine: the text was not read')
    for (const words of wanted) t.ok(text.includes(words), `${name}: ${words}`)
  }
})

t.test('R16 and R19 proration shows its days, an adjustment names the days that changed', async (t) => {
  const lines: InvoiceDocumentLine[] = [
    {
      ...none,
      kind: 'prorationCredit',
      title: 'Basic, monthly',
      days: { first: '2027-03-21', last: '2027-04-09' },
      quantity: 20,
      proration: { fullMinor: 4900n, restDays: 20, periodDays: 31 },
      amountMinor: -3161n,
    },
    {
      ...none,
      kind: 'adjustment',
      title: 'Additional Camera Usage - Basic',
      days: { first: '2027-05-01', last: '2027-05-31' },
      quantity: 7,
      unit: 'cameraDays',
      priceMicros: 950_000n,
      changedDays: [
        { day: '2027-05-02', before: 3, after: 0 },
        ...['20', '21', '22', '23', '24'].map((day) => ({ day: `2027-05-${day}`, before: 1, after: 3 })),
      ],
      amountMinor: 665n,
    },
  ]
  const text = textOfPdf(await renderInvoice({ ...invoice, lines }))
  if (text === undefined) return t.pass('pdftotext is not on this machine: the text was not read')
  t.match(text, 'Unused of the period: $49.00 × 20 / 31 days')
  t.match(text, '20 of 31 days')
  t.match(text, '2 May: 3 to 0, 20 to 24 May: 1 to 3 additional.')
})

t.test('an invoice of many lines goes on over pages and keeps its sum together', async (t) => {
  const [line] = invoice.lines
  if (line === undefined) throw new Error('the story has lines')
  const lines = Array.from({ length: 90 }, () => line)
  const pages = pageContents(readPdf(await renderInvoice({ ...invoice, lines })))
  t.ok(pages.length >= 4 && pages.length <= 6, `${pages.length} pages`)
})

t.test('a logo stands in place of the mark, and what is no picture is refused', async (t) => {
  // A white pixel, PNG.
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='
  const logo = new Uint8Array(Buffer.from(pixel, 'base64'))
  const pdf = readPdf(await renderInvoice(invoice, { logo }))
  t.equal(structureCounts(pdf)['Figure'], 1)
  t.same(pageContents(pdf).flatMap(untaggedMarks), [])
  await t.rejects(Promise.resolve().then(() => renderInvoice(invoice, { logo: new Uint8Array([1, 2, 3]) })))
})

t.test('tax rates and changed days are written as people write them', async (t) => {
  t.equal(taxRate(88_750), '8.875 %')
  t.equal(taxRate(190_000), '19 %')
  const [line] = invoice.lines
  if (line === undefined) throw new Error('the story has lines')
  const months = ['2027-04-30', '2027-05-01', '2027-05-03'].map((day) => ({ day, before: 0, after: 1 }))
  t.equal(changedDays({ ...line, changedDays: months }), '30 Apr to 1 May: 0 to 1, 3 May: 0 to 1 additional.')
  t.equal(changedDays(line), '')
})
