/** Reads facts from ledger documents, and writes the documents of those that the collector makes. */
import type { AccountFact, CountedDay, CreditNoteFact, Fact, FactBody, FactPlace, SubscriptionRequest } from './fact.ts'
import { parseRateCard, rateCardJson } from './rate-card-parse.ts'
import {
  fault,
  type ObjectReader,
  type Place,
  peek,
  readDay,
  readInteger,
  readList,
  readMoney,
  readObject,
  readText,
  readTimeZone,
  readWord,
} from './reader.ts'
import { readTaxes } from './tax.ts'
import { unreachable } from './errors.ts'

type Reader = (place: Place) => FactBody

const readers: Readonly<Record<string, Reader>> = {
  account: readAccount,
  rateCard: (place) => ({ kind: 'rateCard', card: parseRateCard(document(place, ['card']).at('card').value, 'card') }),
  subscription: (place) => ({ kind: 'subscription', ...readRequest(place) }),
  timeZone: (place) => ({ kind: 'timeZone', timeZone: readTimeZone(document(place, ['timeZone']).at('timeZone')) }),
  merge: (place) => ({ kind: 'merge', keys: readPair(document(place, ['keys']).at('keys')) }),
  unmerge: (place) => ({ kind: 'unmerge', keys: readPair(document(place, ['keys']).at('keys')) }),
  swap: readSwap,
  freeDays: readFreeDays,
  payment: readPayment,
  dayClose: (place) => ({ kind: 'dayClose', ...readClose(place) }),
  correction: (place) => ({ kind: 'correction', of: readInteger(peek(place, 'of'), 1), ...readClose(place) }),
  invoice: (place) => ({
    kind: 'invoice',
    key: readText(peek(peek(place, 'invoice'), 'key')),
    number: readInteger(peek(peek(place, 'invoice'), 'number'), 1),
  }),
  creditNote: readCreditNote,
  exclude: () => ({ kind: 'exclude' }),
  undo: () => ({ kind: 'undo' }),
  approve: () => ({ kind: 'approve' }),
}

/** The fact of a ledger entry: `kind` is the entry's, `document` its document as parsed JSON. Kinds that no bill
 *  depends on are `other`. @throws DomainError with the path of what does not fit */
export function parseFact(place: FactPlace, kind: string, document: unknown): Fact {
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined
  const body: FactBody = read ? read({ value: document, path: '' }) : { kind: 'other' }
  return { n: place.n, at: place.at, ...body }
}

/** The document of a fact as the JSON value that parseFact reads. Closes and invoices carry much more: evidence.md. */
export function factDocument(
  fact: Exclude<FactBody, { kind: 'account' | 'dayClose' | 'correction' | 'invoice' | 'move' }>,
): Record<string, unknown> {
  const { kind, ...members } = fact
  switch (fact.kind) {
    case 'rateCard':
      return { v: 1, card: rateCardJson(fact.card) }
    case 'creditNote':
      return { v: 1, number: fact.number, of: creditJson(fact.of) }
    case 'subscription':
    case 'timeZone':
    case 'merge':
    case 'unmerge':
    case 'swap':
    case 'freeDays':
    case 'payment':
      return { v: 1, ...members }
    case 'exclude':
    case 'undo':
    case 'approve':
    case 'site':
    case 'claim':
    case 'enroll':
    case 'other':
      throw new Error(`the document of ${kind} is not made here`)
    default:
      return unreachable(fact)
  }
}

/** A document of exactly these members and `v`, which is 1, and perhaps `reason` and `by`: words for people. */
function document(place: Place, keys: readonly string[]): ObjectReader {
  const reader = readObject(place, ['v', ...keys, 'reason', 'by'])
  readInteger(reader.at('v'), 1, 1)
  return reader
}

/** Who and where the account is stands in the same document and is no matter of money. */
function readAccount(place: Place): AccountFact {
  const taxes = readTaxes(peek(place, 'taxes'))
  return {
    kind: 'account',
    timeZone: readTimeZone(peek(place, 'timeZone')),
    currency: readText(peek(place, 'currency')),
    taxes,
  }
}

function readRequest(place: Place): SubscriptionRequest {
  const what = readWord(peek(place, 'do'), ['subscribe', 'changePlan', 'removeAddOn', 'cancel', 'undoCancel', 'end'])
  switch (what) {
    case 'subscribe': {
      const request = document(place, ['do', 'tier', 'frequency', 'trialDays'])
      return { do: what, ...readSubscribe(request) }
    }
    case 'changePlan':
      return { do: what, ...readChange(document(place, ['do', 'tier', 'frequency', 'when'])) }
    case 'removeAddOn':
      return { do: what, tier: readText(document(place, ['do', 'tier']).at('tier')) }
    case 'cancel':
    case 'undoCancel':
    case 'end':
      document(place, ['do'])
      return { do: what }
    default:
      return unreachable(what)
  }
}

/** The members of a subscribe request; a trial is at most ten years. */
export function readSubscribe(request: ObjectReader) {
  const trial = request.optional('trialDays')
  return {
    tier: readText(request.at('tier')),
    frequency: readWord(request.at('frequency'), ['monthly', 'yearly']),
    trialDays: trial ? readInteger(trial, 0, 3660) : 0,
  }
}

/** The members of a plan change. @throws KEY_MISSING if it changes neither tier nor frequency */
export function readChange(request: ObjectReader) {
  const tier = request.optional('tier')
  const frequency = request.has('frequency') || !tier ? request.at('frequency') : undefined
  const when = request.optional('when')
  return {
    ...(tier ? { tier: readText(tier) } : {}),
    ...(frequency ? { frequency: readWord(frequency, ['monthly', 'yearly']) } : {}),
    ...(when ? { when: readWord(when, ['now', 'periodEnd']) } : {}),
  }
}

function readPair(place: Place): [string, string] {
  const [a, b, ...more] = readList(place, readText)
  if (a !== undefined && b !== undefined && more.length === 0 && a !== b) return [a, b]
  throw fault('VALUE_SHAPE', place, 'two different camera keys are wanted')
}

function readSwap(place: Place): FactBody {
  const swap = document(place, ['old', 'new', 'day'])
  return { kind: 'swap', old: readText(swap.at('old')), new: readText(swap.at('new')), day: readDay(swap.at('day')) }
}

function readFreeDays(place: Place): FactBody {
  const span = document(place, ['from', 'to'])
  const [from, to] = [readDay(span.at('from')), readDay(span.at('to'))]
  if (from >= to) throw fault('SPAN_EMPTY', span.at('to'), `free days are [from, to), and from is ${from}`)
  return { kind: 'freeDays', from, to }
}

function readPayment(place: Place): FactBody {
  const payment = document(place, ['do', 'invoice'])
  return {
    kind: 'payment',
    do: readWord(payment.at('do'), ['failed', 'succeeded']),
    invoice: readInteger(payment.at('invoice'), 1),
  }
}

/** Of a close's head only what bills need; the protocol package judges the rest. */
function readClose(place: Place): CountedDay {
  return {
    day: readDay(peek(place, 'day')),
    fromMinute: readInteger(peek(place, 'from'), 0),
    toMinute: readInteger(peek(place, 'to'), 0),
    count: readInteger(peek(place, 'count'), 0),
  }
}

function readCreditNote(place: Place): CreditNoteFact {
  const note = document(place, ['number', 'of', 'note'])
  const of = note.at('of')
  const number = readInteger(note.at('number'), 1)
  const isOfChange = typeof of.value === 'object' && of.value !== null && 'change' in of.value
  if (isOfChange)
    return { kind: 'creditNote', number, of: { change: readText(readObject(of, ['change']).at('change')) } }
  const grant = readObject(of, ['invoice', 'line', 'amount'])
  return { kind: 'creditNote', number, of: readGrant(grant) }
}

/** The members of a credit against an invoice's line. An invoice that cannot be is no fault of form: it is refused. */
export function readGrant(grant: ObjectReader) {
  return {
    invoice: readInteger(grant.at('invoice'), 0),
    line: readInteger(grant.at('line'), 0),
    amountMinor: readMoney(grant.at('amount'), 1),
  }
}

function creditJson(of: CreditNoteFact['of']): Record<string, unknown> {
  if ('change' in of) return { change: of.change }
  return { invoice: of.invoice, line: of.line, amount: Number(of.amountMinor) }
}
