/** The golden scenarios of billing.md as files: what testdata/scenarios/NAME.expected.json names must come out. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { rehearsalJson } from './output.ts'
import { rehearse } from './rehearse.ts'
import { parseScenario } from './scenario-parse.ts'

type Json = Record<string, unknown>
type Line = Json & { kind: string; amount: number }
type Output = { invoices: (Json & { lines: Line[] })[]; [list: string]: unknown }

const folder = new URL('../../../../testdata/scenarios/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith('.expected.json') ? [file.replace('.expected.json', '')] : [],
)

const play = (text: string): Output => JSON.parse(rehearsalJson(rehearse(parseScenario(text)), { isExplained: true }))
const outputs = new Map(names.map((name) => [name, play(read(`${name}.json`))]))

t.test('every golden scenario comes out as worked by hand', async (t) => {
  for (const name of names) {
    const want: Json = JSON.parse(read(`${name}.expected.json`))
    t.same(faults(want, outputs.get(name) ?? { invoices: [] }), [], name)
  }
  t.equal(names.length, 40)
})

t.test('G14 heartbeats shuffled, tripled and split give the same output as G8', async (t) => {
  const { invoices, ...shuffled } = outputs.get('G14') ?? { invoices: [] }
  const { invoices: plain, ...ordered } = outputs.get('G08') ?? { invoices: [] }
  t.same(invoices, plain)
  t.same(shuffled, ordered)
})

t.test('G13 the job run twice gives byte-equal invoices with one number each', async (t) => {
  for (const name of names) {
    const scenario = parseScenario(read(`${name}.json`))
    const once = rehearsalJson(rehearse(scenario), { isExplained: false })
    t.equal(rehearsalJson(rehearse(scenario), { isExplained: false }), once, name)
    const numbers = (outputs.get(name)?.invoices ?? []).flatMap(({ number }) => (number === null ? [] : [number]))
    t.same(
      numbers,
      [...numbers.keys()].map((i) => i + 1),
      `${name}: numbers are gapless`,
    )
  }
})

const zones = ['UTC', 'Pacific/Pago_Pago', 'Pacific/Kiritimati', 'Australia/Lord_Howe']

t.test('G15 the same local inputs give the same figures in every zone', async (t) => {
  for (const name of names.filter((name) => !/^G0[67]/.test(name))) {
    const home = outputs.get(name)?.invoices.map(withoutDerivation)
    for (const zone of zones) {
      const moved = play(inZone(read(`${name}.json`), zone))
      t.same(moved.invoices.map(withoutDerivation), home, `${name} in ${zone}`)
    }
  }
})

/** A scenario with its local wall-clock times kept, in another zone. Elapsed time is kept where arrival is meant. */
function inZone(text: string, zone: string): string {
  const home: string = JSON.parse(text).account.timeZone
  const moved = text.replaceAll(/"(\d{4}-\d\d-\d\dT[^"]+)"/g, (_match, instant: string) => {
    const local = Temporal.Instant.from(instant).toZonedDateTimeISO(home).toPlainDateTime()
    return `"${local.toZonedDateTime(zone).toInstant().toString()}"`
  })
  const scenario = JSON.parse(moved)
  return JSON.stringify({ ...scenario, account: { ...scenario.account, timeZone: zone } })
}

function withoutDerivation({ lines, ...invoice }: Output['invoices'][number]) {
  return { ...invoice, lines: lines.map(({ derivation: _d, explanation: _e, ...line }) => line) }
}

/** What an expectation names and the output does not have, in words. */
function faults(want: Json, got: Output): string[] {
  const found: string[] = []
  for (const wanted of listOf(want['invoices'])) {
    const { lines, noBase, adjustmentTotal, ...members } = wanted
    const of = got.invoices.filter(
      ({ issuedOn, kind }) => issuedOn === wanted['issuedOn'] && [undefined, kind].includes(wanted['kind']),
    )
    const [invoice] = of
    if (!invoice || of.length > 1) found.push(`${of.length} invoices of ${wanted['issuedOn']}`)
    else {
      if (!matches(members, invoice)) found.push(`${JSON.stringify(members)} in ${JSON.stringify(invoice)}`)
      found.push(...unmatched(listOf(lines), invoice.lines))
      const adjusted = invoice.lines.filter(({ kind }) => kind === 'adjustment').reduce((sum, l) => sum + l.amount, 0)
      if (adjustmentTotal !== undefined && adjusted !== adjustmentTotal) found.push(`adjustments are ${adjusted}`)
      if (noBase === true && invoice.lines.some(({ kind }) => kind === 'base')) found.push('there is a base line')
    }
  }
  for (const list of ['dayCounts', 'creditNotes', 'refused'])
    found.push(...unmatched(listOf(want[list]), listOf(got[list])))
  const count = want['invoiceCount'] ?? got.invoices.length
  if (count !== got.invoices.length) found.push(`${got.invoices.length} invoices`)
  const balance = want['creditBalance'] ?? got['creditBalance']
  if (balance !== got['creditBalance']) found.push(`credit balance ${got['creditBalance']}`)
  return found
}

/** Wanted entries without an entry of their own. */
function unmatched(wanted: readonly Json[], got: readonly Json[]): string[] {
  const left = [...got]
  return wanted.flatMap((entry) => {
    const i = left.findIndex((one) => matches(entry, one))
    if (i < 0) return [`no ${JSON.stringify(entry)} in ${JSON.stringify(left.slice(0, 9))}`]
    left.splice(i, 1)
    return []
  })
}

function matches(wanted: Json, got: Json): boolean {
  return Object.entries(wanted).every(([key, value]) => JSON.stringify(value) === JSON.stringify(got[key]))
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value : []
}
