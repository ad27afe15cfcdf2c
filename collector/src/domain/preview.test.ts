/** R27: a preview is the same function with the evidence so far. */
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { bill } from './bill.ts'
import { parseDay } from './day.ts'
import { nextInvoice } from './preview.ts'
import { numbersOf, randomLife } from './rehearsal/random-life.ts'
import { type Rehearsal, rehearse } from './rehearsal/rehearse.ts'
import { parseScenario } from './rehearsal/scenario-parse.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? Math.floor(performance.timeOrigin % 2 ** 31))
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/domain/preview.test.ts`)

const golden = (name: string) => {
  const folder = new URL('../../../testdata/scenarios/', import.meta.url)
  return readFileSync(new URL(`${name}.json`, folder), 'utf8')
}
const text = (value: unknown) =>
  JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? `${member}` : member))

t.test('R27 the draft of the last moment of grace is the final invoice', async (t) => {
  const scenario = parseScenario(golden('G03'))
  const { bill: final } = rehearse(scenario)
  const invoice = final.invoices.find(({ issuedOn }) => issuedOn === '2027-04-10')
  const { bill: shortly } = rehearse({ ...scenario, until: (invoice?.finalAt ?? 0) - 1 })
  const draft = shortly.invoices.find(({ key }) => key === invoice?.key)
  t.equal(draft?.status, 'draft')
  t.same(draft?.lines, invoice?.lines)
  t.equal(draft?.dueMinor, 27190n)
})

t.test('R27 the next invoice has the usage so far and the base to come, and is not a day short', async (t) => {
  const scenario = parseScenario(golden('G01'))
  for (const { until, cameraDays, net } of [
    { until: '2027-02-10T12:00:00Z', cameraDays: 20, net: 4900n + 1900n },
    { until: '2027-02-27T23:59:59Z', cameraDays: 56, net: 10220n },
  ]) {
    const asOf = Date.parse(until)
    const { facts } = rehearse({ ...scenario, until: asOf })
    const next = nextInvoice(facts, {
      asOf,
      provisional: (day) => (day <= parseDay(until.slice(0, 10)) ? 3 : undefined),
    })
    t.equal(next?.issuedOn, '2027-02-28')
    t.equal(next?.status, 'draft')
    const usage = next?.lines.find(({ kind }) => kind === 'usage')
    // The day that is running counts as soon as its cameras do.
    t.equal(usage?.quantity, until.includes('T12') ? cameraDays + 2 : cameraDays, until)
    t.equal(next?.netMinor, until.includes('T12') ? net + 190n : net)
  }
})

t.test('R27 nothing comes after a cancelled plan that used nothing', async (t) => {
  const scenario = parseScenario(golden('G11'))
  const asOf = Date.parse('2027-09-01T00:00:00Z')
  const { facts } = rehearse({ ...scenario, presence: [], until: asOf })
  t.equal(nextInvoice(facts, { asOf }), undefined)
})

t.test('R27 preview at close = invoice, over random lives', async () => {
  const life = fc.noBias(fc.nat({ max: 2 ** 31 - 1 })).map((start) => {
    const file = randomLife(numbersOf(start), { days: 120, cameras: 4 })
    return { ...file, presence: file.presence.map(({ receivedAt: _late, ...seen }) => seen) }
  })
  fc.assert(
    fc.property(life, (file) => {
      const scenario = parseScenario(JSON.stringify(file))
      for (const invoice of rehearse(scenario).bill.invoices) {
        if (invoice.status !== 'final') continue
        const isEvent = scenario.events.some(({ at }) => at === invoice.finalAt)
        if (isEvent || !invoice.lines.some(({ kind }) => kind === 'usage')) continue
        const draft = shortlyBefore(scenario, invoice.finalAt).find(({ key }) => key === invoice.key)
        if (text(draft?.lines) !== text(invoice.lines) || draft?.dueMinor !== invoice.dueMinor)
          throw new Error(`${invoice.key}: ${text(draft?.lines)} is not ${text(invoice.lines)}`)
      }
    }),
    { seed, numRuns: Number(process.env['CAMTALLY_RUNS'] ?? 10) },
  )
})

/** With no grace at all there is no moment before: the draft is made and final at one instant. */
function shortlyBefore(scenario: Parameters<typeof rehearse>[0], finalAt: number): Rehearsal['bill']['invoices'] {
  if (scenario.rateCard.graceHours > 0) return rehearse({ ...scenario, until: finalAt - 1 }).bill.invoices
  const { facts } = rehearse({ ...scenario, until: finalAt })
  return bill(facts, { asOf: finalAt, numbering: 'counted' }).invoices
}
