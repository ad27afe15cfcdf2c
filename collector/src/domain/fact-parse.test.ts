/** Ledger documents become facts, and the facts that the collector makes become documents that are read back. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parseDay } from './day.ts'
import type { Fact, FactBody } from './fact.ts'
import { factDocument, parseFact } from './fact-parse.ts'
import { parseRateCard, rateCardJson } from './rate-card-parse.ts'

const place = { n: 7, at: 1_800_000_000_000 }
const golden = readFileSync(new URL('../../../testdata/scenarios/R35.json', import.meta.url), 'utf8')
const card = parseRateCard(JSON.parse(golden).rateCard)
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

t.test('what the collector writes is read back as the same fact', async (t) => {
  const bodies: Parameters<typeof factDocument>[0][] = [
    { kind: 'rateCard', card },
    { kind: 'subscription', do: 'subscribe', tier: 'pro', frequency: 'yearly', trialDays: 14 },
    { kind: 'subscription', do: 'changePlan', tier: 'pro', frequency: 'yearly', when: 'now' },
    { kind: 'subscription', do: 'changePlan', frequency: 'monthly' },
    { kind: 'subscription', do: 'removeAddOn', tier: 'basic' },
    { kind: 'subscription', do: 'cancel' },
    { kind: 'subscription', do: 'undoCancel' },
    { kind: 'subscription', do: 'end' },
    { kind: 'timeZone', timeZone: 'Australia/Lord_Howe' },
    { kind: 'merge', keys: ['a', 'b'] },
    { kind: 'unmerge', keys: ['a', 'b'] },
    { kind: 'swap', old: 'a', new: 'b', day: parseDay('2027-05-10') },
    { kind: 'freeDays', from: parseDay('2027-05-10'), to: parseDay('2027-05-12') },
    { kind: 'payment', do: 'failed', invoice: 3 },
    { kind: 'creditNote', number: 4, of: { invoice: 3, line: 0, amountMinor: 4900n } },
    { kind: 'creditNote', number: 5, of: { change: 'change/12' } },
  ]
  for (const body of bodies) {
    const document = json(factDocument(body))
    t.same(parseFact(place, body.kind, document), { ...place, ...body }, JSON.stringify(document))
    t.notMatch(JSON.stringify(document), /null/, 'ledger documents hold no null')
  }
  t.same(rateCardJson(parseRateCard(json(rateCardJson(card)))), rateCardJson(card))
})

t.test('of closes, accounts and invoices only what bills need is read', async (t) => {
  const head = { v: 1, day: '2027-05-10', from: 10, to: 1450, at: 5, rules: 'r', count: 3, cameras: [], rows: [] }
  const counted = { day: '2027-05-10', fromMinute: 10, toMinute: 1450, count: 3 }
  const facts: readonly (readonly [kind: string, document: object, want: FactBody])[] = [
    ['dayClose', head, { kind: 'dayClose', ...counted } as Fact],
    ['correction', { ...head, of: 3 }, { kind: 'correction', of: 3, ...counted } as Fact],
    [
      'invoice',
      { v: 1, invoice: { key: 'usage/2027-05-01', number: 12 } },
      { kind: 'invoice', key: 'usage/2027-05-01', number: 12 },
    ],
    [
      'account',
      { v: 1, account: 'acc_1', name: 'Northgate', timeZone: 'UTC', currency: 'USD', taxes: [], address: [] },
      { kind: 'account', timeZone: 'UTC', currency: 'USD', taxes: [] },
    ],
    ['exclude', { v: 1, gw: 'gw_1' }, { kind: 'exclude' }],
    ['restore', { v: 1 }, { kind: 'other' }],
    ['constructor', {}, { kind: 'other' }],
  ]
  for (const [kind, document, want] of facts) t.same(parseFact(place, kind, document), { ...place, ...want }, kind)
})

t.test('a document that does not fit is refused with the path', async (t) => {
  for (const [kind, document, code, path] of [
    ['subscription', { v: 1, do: 'cancel', tier: 'pro' }, 'KEY_UNKNOWN', 'tier'],
    ['subscription', { v: 2, do: 'cancel' }, 'VALUE_SHAPE', 'v'],
    ['subscription', { v: 1, do: 'changePlan' }, 'KEY_MISSING', 'frequency'],
    ['freeDays', { v: 1, from: '2027-05-10', to: '2027-05-10' }, 'SPAN_EMPTY', 'to'],
    ['merge', { v: 1, keys: ['a', 'a'] }, 'VALUE_SHAPE', 'keys'],
    ['creditNote', { v: 1, number: 1, of: { invoice: 1, line: 0, amount: 0 } }, 'VALUE_SHAPE', 'of.amount'],
    ['rateCard', { v: 1, card: { currency: 'USD' } }, 'KEY_MISSING', 'card.tiers'],
    ['dayClose', { day: '2027-05-32', from: 0, to: 0, count: 0 }, 'DATE_IMPOSSIBLE', 'day'],
  ] as const)
    t.throws(() => parseFact(place, kind, document), { code, path }, `${kind} ${path}`)
})
