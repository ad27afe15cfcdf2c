/** R29, R30, R31: taxes by date, credit notes with the remaining tax, the credit balance. */
import t from 'tap'
import { balanceOf, type Credit, creditFor, useCredits } from './credit-balance.ts'
import { parseDay } from './day.ts'
import { billed, noteText, playLife } from './rehearsal/testing.ts'
import { taxAmount, taxesOn, totalTax } from './tax.ts'

const subscribe = ['04-01T08:00', 'subscribe', { tier: 'basic', frequency: 'monthly' }] as const
const salesTax = { name: 'Sales tax', ratePpm: 88_750, from: '2020-01-01' }

t.test('R29 8.875 % of 8795 is 781, and of -2333 is -207', async (t) => {
  t.equal(taxAmount(salesTax, 8795n).amountMinor, 781n)
  t.equal(taxAmount(salesTax, -2333n).amountMinor, -207n)
})

t.test('R29 a tax is that of the document date, and two taxes are each rounded by themselves', async (t) => {
  const taxes = [
    { name: 'state', ratePpm: 40_000, from: parseDay('2027-01-01') },
    { name: 'state', ratePpm: 45_000, from: parseDay('2027-06-01') },
    { name: 'city', ratePpm: 5_000, from: parseDay('2027-06-01') },
  ]
  const total = (day: string) => totalTax(taxesOn(taxes, parseDay(day), 4900n))
  t.equal(total('2026-12-31'), 0n)
  t.equal(total('2027-01-01'), 196n)
  t.equal(total('2027-05-31'), 196n)
  t.equal(total('2027-06-01'), 221n + 25n, '220.5 and 24.5: together they would be 245')
})

t.test('R29 an adjustment is taxed at the date of its own document', async (t) => {
  const taxes = [salesTax, { ...salesTax, ratePpm: 100_000, from: '2027-06-01' }]
  const late = { camera: 'B', gateway: 'g', from: '2027-04-10', to: '2027-04-11', receivedAt: '2027-05-20T00:00:00Z' }
  t.same(billed({ taxes, events: [subscribe], on: ['A 04-01 07-01'], presence: [late], until: '06-03' }), [
    '2027-04-01 subscription: base basic 1 4900 = 4900 tax 435 due 5335',
    '2027-05-01 subscription: base basic 1 4900, usage basic 0 0 = 4900 tax 435 due 5335',
    '2027-06-01 subscription: base basic 1 4900, usage basic 0 0, adjustment basic 1 95 = 4995 tax 500 due 5495',
  ])
})

const notes = (...wishes: readonly (readonly [invoice: number, line: number, amount: number])[]) =>
  playLife({
    taxes: [salesTax],
    events: [
      subscribe,
      ...wishes.map(([invoice, line, amount]) => ['05-05', 'creditNote', { invoice, line, amount }] as const),
    ],
    on: ['A 04-01 07-01', 'B 04-01 04-21'],
    until: '06-03',
  }).bill

t.test(
  'R30 a credit note takes at most the rest of its line and invoice, the last one the rest of the tax',
  async (t) => {
    // Invoice 2: base 4900, usage 20 x 95 = 1900; 6800 net, tax 603.5 is 604. 4900: 434.875 is 435; 1900: the rest.
    const { creditNotes, refused } = notes([2, 0, 4900], [2, 1, 1901], [2, 1, 1900], [2, 1, 1], [2, 2, 1], [9, 0, 1])
    t.same(creditNotes.map(noteText), [
      '2027-05-05 of 2: line 0 -4900 = -4900 tax -435',
      '2027-05-05 of 2: line 1 -1900 = -1900 tax -169',
    ])
    t.same(
      refused.map(({ code }) => code),
      ['CREDIT_EXCEEDS_LINE', 'CREDIT_EXCEEDS_LINE', 'UNKNOWN_LINE', 'UNKNOWN_INVOICE'],
    )
  },
)

t.test('R30 many small notes never give back more tax than was charged', async (t) => {
  // 6 cents are 0.5325 of tax each, 1 rounded: after 604 of them nothing would be left.
  const { creditNotes } = notes(...Array.from({ length: 816 }, () => [2, 0, 6] as const))
  const taxMinor = creditNotes.reduce((sum, note) => sum + note.taxMinor, 0n)
  t.equal(creditNotes.length, 816)
  t.equal(taxMinor, -604n)
})

t.test('R31 the money of a credit note pays the next invoice after tax', async (t) => {
  const { invoices, creditBalanceMinor } = notes([2, 0, 4900])
  t.same([invoices[2]?.grossMinor, invoices[2]?.creditAppliedMinor, invoices[2]?.dueMinor], [5335n, 5335n, 0n])
  t.equal(creditBalanceMinor, 0n)
  t.equal(notes([2, 0, 4900], [1, 0, 4900]).creditBalanceMinor, 5335n)
})

t.test('R31 gross 5000 and a balance of 7000: due 0, balance 2000; credits are used oldest first', async (t) => {
  const credits: Credit[] = [
    { from: 'note/1', amountMinor: 4000n, leftMinor: 4000n },
    { from: 'note/2', amountMinor: 3000n, leftMinor: 3000n },
  ]
  t.equal(creditFor(5000n, balanceOf(credits)), 5000n)
  useCredits(credits, 5000n)
  t.same(
    credits.map(({ leftMinor }) => leftMinor),
    [0n, 2000n],
  )
  t.equal(creditFor(-1n, 2000n), 0n)
  t.throws(() => useCredits(credits, 2001n), /broken invariant/)
})

t.test('R31 an invoice below 0 takes no credit, and the balance grows by what is below', async (t) => {
  const tiers = [{ id: 'basic', name: 'Basic', rank: 0, monthly: 100, yearly: 900, usage: usage() }]
  const { bill } = playLife({
    card: { tiers },
    events: [
      ['04-01T08:00', 'subscribe', { tier: 'basic', frequency: 'monthly' }],
      ['05-20', 'mergeCameras', { keep: 'A', merge: 'B' }],
    ],
    on: ['A 04-01 07-01', 'B 04-01 05-01'],
    until: '07-03',
  })
  t.same(
    bill.invoices.map(({ netMinor, creditAppliedMinor, dueMinor }) => [netMinor, creditAppliedMinor, dueMinor]),
    [
      [100n, 0n, 100n],
      [100n + 30n * 95n, 0n, 2950n],
      [100n - 30n * 95n, 0n, 0n],
      [100n, 100n, 0n],
    ],
  )
  t.equal(bill.creditBalanceMinor, 2650n)
})

function usage() {
  return [{ from: '2020-01-01', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros: 950_000 }] }]
}
