/** From facts to paper: the bill of G3 becomes the invoice and the usage report of the story, figure by figure. */
import t from 'tap'
import { type Bill, bill } from '../domain/bill.ts'
import { addDays, type Day, daysOf, parseDay } from '../domain/day.ts'
import type { Fact, FactBody } from '../domain/fact.ts'
import { parseRateCard } from '../domain/rate-card-parse.ts'
import { buildUsageReport, reportPartOf } from '../domain/usage-report.ts'
import { minuteAt, northgateReport, windowOf } from '../domain/usage-report-story.ts'
import { creditNoteDocument, type InvoiceSetting, invoiceDocument } from './invoice-of-bill.ts'
import { northgateInvoice } from './story.ts'

const usage = (rateMicros: number) => [
  { from: '2020-01-01', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros }] },
]
const card = parseRateCard({
  currency: 'USD',
  tiers: [
    { id: 'basic', name: 'Basic', rank: 0, monthly: 4900, yearly: 49_000, usage: usage(950_000) },
    { id: 'pro', name: 'Pro', rank: 1, monthly: 9900, yearly: 99_000, usage: usage(1_900_000) },
  ],
})

const at = (wall: string) => minuteAt(wall) * 60_000

/** Basic from 10 March, Pro asked for on 21 March at 14:30; 3 cameras to the 20th, 5 from then on (billing.md G3). */
function factsOfG3(): Fact[] {
  const request = { kind: 'subscription' } as const
  const events: [number, FactBody][] = [
    [0, { kind: 'account', timeZone: 'America/New_York', currency: 'USD', taxes: [] }],
    [0, { kind: 'rateCard', card }],
    [at('2027-03-10T09:00'), { ...request, do: 'subscribe', tier: 'basic', frequency: 'monthly', trialDays: 0 }],
    [at('2027-03-21T14:30'), { ...request, do: 'changePlan', tier: 'pro' }],
    ...daysOf(parseDay('2027-03-10'), parseDay('2027-04-10')).map((day): [number, FactBody] => [
      (windowOf(day).to + 24 * 60) * 60_000,
      {
        kind: 'dayClose',
        day,
        fromMinute: windowOf(day).from,
        toMinute: windowOf(day).to,
        count: day < '2027-03-21' ? 3 : 5,
      },
    ]),
  ]
  return events.sort(([a], [b]) => a - b).map(([when, body], index): Fact => ({ n: index + 1, at: when, ...body }))
}

const g3: Bill = bill(factsOfG3(), { asOf: at('2027-04-12T00:00'), numbering: 'counted' })

function settingOf(): InvoiceSetting {
  const { paper, seller, customer, timeZone, locale, currency, currencyDigits, notes, ledger } = northgateInvoice()
  return {
    ...{ paper, seller, customer, timeZone, locale, currency, currencyDigits, notes, ledger },
    numberText: (number) => `2027-${String(1184 + number).padStart(5, '0')}`,
    dueInDays: 14,
  }
}

function invoiceOn(day: string) {
  const found = g3.invoices.find(({ issuedOn }) => issuedOn === day)
  if (found === undefined) throw new Error(`G3 has an invoice of ${day}`)
  return found
}

t.test('R28 G3: the invoice of 10 April is the one of the story, member by member', async (t) => {
  const document = invoiceDocument(invoiceOn('2027-04-10'), settingOf())
  t.same(document, { ...northgateInvoice(), number: document.number })
  t.match(document.number, /^2027-0118\d$/)
})

t.test('R28 G3: the report of that invoice has the lines and days of the story', async (t) => {
  const story = northgateReport()
  const part = reportPartOf(invoiceOn('2027-04-10'), { windowOf, isCorrected: () => false })
  t.same(part, { period: story.period, lines: story.lines, adjustments: [], days: story.days })
  const report = buildUsageReport({ ...story, ...part })
  t.equal(report.totals.amountMinor, 17_290n)
})

t.test('R28 an invoice that closes no usage period has no report', async (t) => {
  t.equal(reportPartOf(invoiceOn('2027-03-21'), { windowOf, isCorrected: () => false }), undefined)
})

t.test('R16 G3: the change of 21 March shows what is given back and what is charged', async (t) => {
  const { lines, dueMinor } = invoiceDocument(invoiceOn('2027-03-21'), settingOf())
  t.equal(dueMinor, 3226n)
  t.same(
    lines.map(({ title, days, proration, amountMinor }) => ({ title, days, proration, amountMinor })),
    [
      {
        title: 'Basic, monthly',
        days: { first: '2027-03-21', last: '2027-04-09' },
        proration: { fullMinor: 4900n, restDays: 20, periodDays: 31 },
        amountMinor: -3161n,
      },
      {
        title: 'Pro, monthly',
        days: { first: '2027-03-21', last: '2027-04-09' },
        proration: { fullMinor: 9900n, restDays: 20, periodDays: 31 },
        amountMinor: 6387n,
      },
    ],
  )
})

t.test('R30 a credit note names the invoice and the line that it is against', async (t) => {
  const invoice = invoiceOn('2027-04-10')
  if (invoice.status !== 'final') throw new Error('G3 is final')
  const note = {
    key: 'note/99',
    number: 1,
    invoice: invoice.number,
    issuedOn: addDays(invoice.issuedOn, 3),
    lines: [{ kind: 'credit', line: 1, amountMinor: -500n } as const],
    taxes: [],
    netMinor: -500n,
    taxMinor: 0n,
    grossMinor: -500n,
  }
  const document = creditNoteDocument(note, invoice, settingOf())
  t.equal(document.ofInvoice, settingOf().numberText(invoice.number))
  t.equal(document.lines[0]?.title, 'Line 2: Additional Camera Usage - Basic')
  t.equal(document.issuedOn, '2027-04-13')
})

t.test('R19 an adjustment line becomes a change with its days, their prices and reasons', async (t) => {
  const day = (text: string): Day => parseDay(text)
  const price = {
    from: day('2020-01-01'),
    basis: 'perCameraDay',
    bands: [{ upTo: null, rateMicros: 950_000n }],
  } as const
  const rated = (text: string, billable: number) => ({
    ...{ day: day(text), connected: billable + 1, included: 1, billable },
    isWaived: false,
  })
  const from = { from: day('2027-05-01'), to: day('2027-06-01'), periodDays: 31, tierName: 'Basic' }
  const changed = { day: day('2027-05-02'), before: 3, after: 0, why: 'merge' } as const
  const part = reportPartOf(
    {
      lines: [
        {
          kind: 'usage',
          tier: 'basic',
          quantity: 2,
          amountMinor: 190n,
          derivation: { ...from, price, days: [rated('2027-06-01', 2)] },
        },
        {
          kind: 'adjustment',
          tier: 'basic',
          quantity: -3,
          amountMinor: -285n,
          derivation: {
            ...from,
            versions: [{ price, days: [rated('2027-05-02', 0)] }],
            billedQuantity: 3,
            billedMinor: 285n,
            changes: [changed],
          },
        },
      ],
    },
    { windowOf, isCorrected: () => true },
  )
  const rate = { basis: 'perCameraDay', periodDays: 1, bands: price.bands }
  t.same(part?.adjustments, [
    {
      ...{ line: 2, tier: 'basic', tierName: 'Basic', cameraDays: -3, amountMinor: -285n },
      firstDay: '2027-05-01',
      lastDay: '2027-05-31',
      days: [{ ...changed, rate }],
    },
  ])
  t.equal(part?.days[0]?.isAdjusted, true)
})
