/** The rehearse command: output, exit codes, and a fault named by code and path for each file that cannot be played. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { errors } from '../domain/errors.ts'
import { runRehearse } from './rehearse.ts'

const golden = (name: string) => new URL(`../../../testdata/scenarios/${name}.json`, import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'rehearse-'))
t.teardown(() => rmSync(folder, { recursive: true }))

function run(...args: string[]) {
  const written = { out: '', err: '' }
  const code = runRehearse(args, { out: (text) => (written.out += text), err: (text) => (written.err += text) })
  return { code, ...written }
}

/** A golden file with other values at some places, on disk: "events[1].tier"; undefined takes the member away. */
function altered(places: Readonly<Record<string, unknown>>, name = 'G03'): string {
  const scenario: unknown = JSON.parse(readFileSync(golden(name), 'utf8'))
  for (const [place, value] of Object.entries(places)) put(scenario, place.split(/[.[\]]+/).filter(Boolean), value)
  const file = join(folder, 'altered.json')
  writeFileSync(file, JSON.stringify(scenario))
  return file
}

function put(into: unknown, [key = '', ...rest]: string[], value: unknown): void {
  if (typeof into !== 'object' || into === null) throw new Error(`nothing to put ${key} into`)
  if (rest.length > 0) put(Reflect.get(into, key), rest, value)
  else Reflect.set(into, key, value)
}

t.test('several files give one line of JSON each, in their order', async (t) => {
  const { code, out, err } = run(golden('G12'), golden('G01'), golden('G03-refused'))
  t.equal(code, 0)
  t.equal(err, '')
  const outputs = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.same(
    outputs.map(({ invoices }) => invoices.length),
    [2, 4, 3],
  )
  t.same(Object.keys(outputs[0]), ['invoices', 'creditNotes', 'creditBalance', 'dayCounts', 'refused'])
  t.same(outputs[2].refused, [{ at: '2027-03-22T10:00:00-04:00', code: 'ADD_ON_REQUIRED' }])
})

t.test('an invoice, a line and a day have the members that the format names, in minor units', async (t) => {
  const { invoices, creditNotes, creditBalance, dayCounts } = JSON.parse(run(golden('G04')).out)
  t.same(
    { ...invoices[2], lines: invoices[2].lines.map((line: object) => Object.keys(line)) },
    {
      number: 3,
      kind: 'subscription',
      status: 'final',
      issuedOn: '2027-05-01',
      periodStart: '2027-05-01',
      periodEnd: '2027-06-01',
      lines: invoices[2].lines.map(() => ['kind', 'tier', 'quantity', 'amount', 'derivation']),
      net: 8795,
      tax: 781,
      gross: 9576,
      creditApplied: 2540,
      due: 7036,
    },
  )
  t.match(creditNotes[0], { number: 1, invoice: null, issuedOn: '2027-04-17', net: -2333, tax: -207, gross: -2540 })
  t.equal(creditBalance, 0)
  t.same(dayCounts[0], {
    day: '2027-04-01',
    minutes: 1440,
    connected: 2,
    included: 1,
    billable: 1,
    tier: 'basic',
    flags: [],
  })
})

t.test('a draft has no number, and --explain says where each amount comes from', async (t) => {
  const file = altered({ until: '2027-04-10T12:00:00Z' })
  const { invoices } = JSON.parse(run(file, '--explain').out)
  t.match(invoices.at(-1), { number: null, status: 'draft', net: 27190 })
  t.equal(
    invoices.at(-1).lines[2].explanation,
    'Additional Camera Usage - Pro in 2027-03-10 to 2027-04-09: ' +
      '80 camera-days on 20 of 20 days x USD 1.90 = USD 152.00.',
  )
})

t.test('an event that must be refused and is not makes the command fail', async (t) => {
  t.equal(run(altered({ 'events[2].refused': 'ADD_ON_REQUIRED' }, 'G03-refused')).code, 0)
  t.match(run(altered({ 'events[2].refused': 'SUSPENDED' }, 'G03-refused')), {
    code: 1,
    err: /events\[2\]: must be refused with SUSPENDED, but it was ADD_ON_REQUIRED/,
  })
  t.match(run(altered({ 'events[2].refused': 'ADD_ON_REQUIRED' })), {
    code: 1,
    err: /events\[2\].*carried out/,
    out: /^\{"invoices"/,
  })
  t.match(run(altered({ 'events[2].refused': 'ADD_ON_REQUIRED', 'events[2].at': '2028-01-01T00:00:00Z' })), {
    code: 1,
    err: /events\[2\].*after until/,
  })
})

t.test('a change before the subscription is refused', async (t) => {
  for (const event of [{ do: 'changePlan', tier: 'pro' }, { do: 'removeAddOn', tier: 'pro' }, { do: 'cancel' }]) {
    const file = altered({ 'events[3]': { at: '2027-03-01T00:00:00Z', ...event } })
    t.same(JSON.parse(run(file).out).refused, [{ at: '2027-03-01T00:00:00Z', code: 'NO_SUBSCRIPTION' }], event.do)
  }
})

const price = { from: '2020-01-01', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros: 1 }] }
const taxes = [1, 2].map((ratePpm) => ({ name: 'VAT', ratePpm, from: '2027-01-01' }))
const band = 'rateCard.tiers[1].usage[0].graduated[0]'

/** What is put where, the code, and the path if the fault is told at another place. */
const faulty: readonly (readonly [place: string, value: unknown, code: keyof typeof errors, path?: string])[] = [
  ['pricing', 1, 'KEY_UNKNOWN'],
  ['account.zone', 'UTC', 'KEY_UNKNOWN'],
  ['events[1].tiers', 'pro', 'KEY_UNKNOWN'],
  ['events[1].trialDays', 3, 'KEY_UNKNOWN'],
  ['presence[0].device', 'x', 'KEY_UNKNOWN'],
  [`${band}.upto`, 3, 'KEY_UNKNOWN'],
  ['events[0].do', undefined, 'KEY_MISSING'],
  ['until', undefined, 'KEY_MISSING'],
  ['events[1].tier', undefined, 'KEY_MISSING', 'events[1].frequency'],
  ['events[0].do', 'upgrade', 'VALUE_SHAPE'],
  ['events[1].refused', 'NEVER', 'VALUE_SHAPE'],
  ['events', {}, 'VALUE_SHAPE'],
  ['rateCard.included', 1.5, 'VALUE_SHAPE'],
  ['rateCard.included', -1, 'VALUE_SHAPE'],
  ['rateCard.minConnectedMinutes', 61, 'VALUE_SHAPE'],
  ['rateCard.ratingMode', 'tier', 'VALUE_SHAPE'],
  ['rateCard.tiers', [], 'VALUE_SHAPE'],
  ['until', '2027-02-30T00:00:00Z', 'DATE_IMPOSSIBLE'],
  ['until', '2027-04-12T24:00:00Z', 'DATE_IMPOSSIBLE'],
  ['events[0].at', '2027-03-10T09:00:00', 'DATE_IMPOSSIBLE'],
  ['presence[0].from', '2027-02-29', 'DATE_IMPOSSIBLE'],
  ['presence[0].to', '2027-03-10', 'SPAN_EMPTY'],
  ['account.timeZone', 'America/Gotham', 'TIME_ZONE_UNKNOWN'],
  ['account.timeZone', '+05:00', 'TIME_ZONE_UNKNOWN'],
  ['account.currency', 'BTC', 'CURRENCY_UNSUPPORTED'],
  ['rateCard.currency', 'EUR', 'CURRENCY_DIFFERS'],
  ['rateCard.tiers[0].usage[1]', price, 'PRICE_TWICE', 'rateCard.tiers[0].usage[1].from'],
  ['rateCard.tiers[0].usage[0].from', '2027-03-11', 'PRICE_MISSING', 'tier basic'],
  ['rateCard.tiers[1].id', 'basic', 'TIER_TWICE'],
  ['rateCard.tiers[1].rank', 0, 'TIER_TWICE'],
  ['account.taxes', taxes, 'TAX_TWICE', 'account.taxes[1].from'],
  [`${band}.upTo`, 3, 'BANDS_UNORDERED'],
]

t.test('what is wrong with a file is said with its path and code, and the next file is played', async (t) => {
  for (const [place, value, code, path = place] of faulty) {
    const { code: exit, out, err } = run(altered({ [place]: value }), golden('G12'))
    t.equal(exit, 1, `${code} ${place}`)
    t.ok(err.includes(`altered.json: ${path}`), `${path} in ${err}`)
    t.ok(err.includes(`[${code}]`) && err.includes(errors[code].hint), `${code} in ${err}`)
    t.equal(out.split('\n').length, 2)
  }
  writeFileSync(join(folder, 'broken.json'), '{')
  t.match(run(join(folder, 'broken.json')), { code: 1, err: /JSON_MALFORMED/ })
  t.match(run(join(folder, 'none.json')), { code: 1, err: /ENOENT/ })
})

t.test('wrong usage is exit 2', async (t) => {
  t.equal(run().code, 2)
  t.equal(run('--expalin', golden('G01')).code, 2)
})
