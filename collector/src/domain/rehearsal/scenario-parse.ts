/** Reads a rehearsal file. Unknown keys are refused with their path. */
import { DomainError } from '../errors.ts'
import type { AccountFact } from '../fact.ts'
import { currencyDigitsOf } from '../money.ts'
import { parseRateCard } from '../rate-card-parse.ts'
import { fault, type Place, readDay, readInstant, readList, readObject, readText, readTimeZone } from '../reader.ts'
import { readTaxes } from '../tax.ts'
import type { Edge, Presence, Scenario } from './scenario.ts'
import { readEvent } from './scenario-events.ts'

/** The scenario of a file's text. @throws DomainError with the path of what does not fit */
export function parseScenario(text: string): Scenario {
  const file = readObject({ value: parseJson(text), path: '' }, ['account', 'rateCard', 'events', 'presence', 'until'])
  const account = readAccount(file.at('account'))
  const rateCard = parseRateCard(file.at('rateCard').value, 'rateCard')
  const currency = { value: rateCard.currency, path: 'rateCard.currency' }
  if (rateCard.currency !== account.currency)
    throw fault('CURRENCY_DIFFERS', currency, `the account is billed in ${account.currency}`)
  const events = readList(file.at('events'), readEvent)
  for (const { path, fact } of events)
    if (fact.kind === 'rateCard' && fact.card.currency !== account.currency)
      throw new DomainError('CURRENCY_DIFFERS', `${path}.rateCard.currency`, `the account has ${account.currency}`)
  return {
    account,
    rateCard,
    events: events.toSorted((a, b) => a.at - b.at),
    presence: readList(file.at('presence'), readPresence),
    until: readInstant(file.at('until')),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new DomainError('JSON_MALFORMED', '', error.message)
    throw error
  }
}

function readAccount(place: Place): AccountFact {
  const account = readObject(place, ['timeZone', 'currency', 'taxes'])
  const taxes = account.optional('taxes')
  const currency = readText(account.at('currency'))
  currencyDigitsOf(currency, account.at('currency').path)
  return {
    kind: 'account',
    timeZone: readTimeZone(account.at('timeZone')),
    currency,
    taxes: taxes ? readTaxes(taxes) : [],
  }
}

function readPresence(place: Place): Presence {
  const presence = readObject(place, ['camera', 'gateway', 'from', 'to', 'receivedAt'])
  const receivedAt = presence.optional('receivedAt')
  const from = readEdge(presence.at('from'), Math.floor)
  const to = readEdge(presence.at('to'), Math.ceil)
  const isEmpty = 'day' in from ? 'day' in to && from.day >= to.day : 'minute' in to && from.minute >= to.minute
  if (isEmpty)
    throw fault('SPAN_EMPTY', presence.at('to'), `spans are [from, to), and from is ${presence.at('from').value}`)
  return {
    camera: readText(presence.at('camera')),
    gateway: readText(presence.at('gateway')),
    from,
    to,
    receivedAt: receivedAt && readInstant(receivedAt),
  }
}

/** A minute touched at all is a whole minute: spans round outward. */
function readEdge(place: Place, round: (minutes: number) => number): Edge {
  const isDate = typeof place.value === 'string' && !place.value.includes('T')
  return isDate ? { day: readDay(place) } : { minute: round(readInstant(place) / 60_000) }
}
