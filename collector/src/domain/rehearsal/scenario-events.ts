/** Reads the events of a rehearsal file, each as the fact that it becomes in a ledger. */
import { isRefusalCode, type RefusalCode } from '../errors.ts'
import type { FactBody } from '../fact.ts'
import { readChange, readGrant, readSubscribe } from '../fact-parse.ts'
import { parseRateCard } from '../rate-card-parse.ts'
import {
  fault,
  type ObjectReader,
  type Place,
  peek,
  readDay,
  readInstant,
  readInteger,
  readObject,
  readText,
  readTimeZone,
  readWord,
} from '../reader.ts'
import type { ScenarioEvent } from './scenario.ts'

/** Each kind of event: its keys beside `at`, `do` and `refused`, and how they become a fact. */
const kinds = {
  subscribe: {
    keys: ['tier', 'frequency', 'trialDays'],
    read: (event) => ({ kind: 'subscription', do: 'subscribe', ...readSubscribe(event) }),
  },
  changePlan: {
    keys: ['tier', 'frequency', 'when'],
    read: (event) => ({ kind: 'subscription', do: 'changePlan', ...readChange(event) }),
  },
  removeAddOn: {
    keys: ['tier'],
    read: (event) => ({ kind: 'subscription', do: 'removeAddOn', tier: readText(event.at('tier')) }),
  },
  cancel: { keys: [], read: () => ({ kind: 'subscription', do: 'cancel' }) },
  undoCancel: { keys: [], read: () => ({ kind: 'subscription', do: 'undoCancel' }) },
  changeTimeZone: {
    keys: ['timeZone'],
    read: (event) => ({ kind: 'timeZone', timeZone: readTimeZone(event.at('timeZone')) }),
  },
  mergeCameras: { keys: ['keep', 'merge'], read: readMerge },
  swapCamera: {
    keys: ['old', 'new', 'day'],
    read: (event) => ({
      kind: 'swap',
      old: readText(event.at('old')),
      new: readText(event.at('new')),
      day: readDay(event.at('day')),
    }),
  },
  paymentFailed: { keys: ['invoice'], read: (event) => ({ kind: 'payment', do: 'failed', ...readInvoice(event) }) },
  paymentSucceeded: {
    keys: ['invoice'],
    read: (event) => ({ kind: 'payment', do: 'succeeded', ...readInvoice(event) }),
  },
  freeDays: { keys: ['from', 'to'], read: readFreeDays },
  creditNote: {
    keys: ['invoice', 'line', 'amount'],
    read: (event) => ({ kind: 'creditNote', number: 'next', of: readGrant(event) }),
  },
  newRateCard: {
    keys: ['rateCard'],
    read: (event) => {
      const { value, path } = event.at('rateCard')
      return { kind: 'rateCard', card: parseRateCard(value, path) }
    },
  },
  moveGateway: {
    keys: ['gateway', 'toAccount'],
    read: (event) => ({
      kind: 'move',
      gateway: readText(event.at('gateway')),
      isAway: readText(event.at('toAccount')) !== 'this',
    }),
  },
} as const satisfies Record<string, { keys: readonly string[]; read: (event: ObjectReader) => FactBody }>

type EventKind = keyof typeof kinds
const kindNames: readonly EventKind[] = Object.keys(kinds).filter(isEventKind)

/** One event. @throws DomainError with the path of what does not fit */
export function readEvent(place: Place): ScenarioEvent {
  const { keys, read } = kinds[readWord(peek(place, 'do'), kindNames)]
  const event = readObject(place, ['at', 'do', ...keys, 'refused'])
  const at = event.at('at')
  const refused = event.optional('refused')
  return {
    at: readInstant(at),
    atText: readText(at),
    path: place.path,
    fact: read(event),
    refused: refused && readCode(refused),
  }
}

function isEventKind(name: string): name is EventKind {
  return Object.hasOwn(kinds, name)
}

function readCode(place: Place): RefusalCode {
  const code = readText(place)
  if (isRefusalCode(code)) return code
  throw fault('VALUE_SHAPE', place, 'no code of a refusal')
}

function readMerge(event: ObjectReader): FactBody {
  const [keep, merge] = [readText(event.at('keep')), readText(event.at('merge'))]
  if (keep === merge) throw fault('VALUE_SHAPE', event.at('merge'), 'a camera is not merged with itself')
  return { kind: 'merge', keys: [keep, merge] }
}

function readInvoice(event: ObjectReader): { invoice: number } {
  return { invoice: readInteger(event.at('invoice'), 0) }
}

function readFreeDays(event: ObjectReader): FactBody {
  const [from, to] = [readDay(event.at('from')), readDay(event.at('to'))]
  if (from >= to) throw fault('SPAN_EMPTY', event.at('to'), `free days are [from, to), and from is ${from}`)
  return { kind: 'freeDays', from, to }
}
