/** Every fault and refusal the domain can name. A code is for ever, its words may improve; docs/errors.md lists
 *  them. */

interface CatalogueEntry {
  /** What is so. */
  readonly message: string
  /** What to do now. */
  readonly hint: string
  /** The rule of billing.md that says so. */
  readonly rule?: string
}

/** Requests that cannot be carried out: the account stays as it was. */
export const refusals = {
  ADD_ON_REQUIRED: {
    message: 'The active tier keeps its Additional Camera Usage add-on.',
    hint: 'Change the plan first; the old add-on may be removed once the old tier has ended.',
    rule: 'R18',
  },
  ADD_ON_NOT_ATTACHED: {
    message: 'This add-on is not attached to the subscription.',
    hint: 'Nothing needs to be removed.',
    rule: 'R18',
  },
  NO_SUBSCRIPTION: {
    message: 'The account has no subscription at that moment.',
    hint: 'Subscribe first.',
  },
  ALREADY_SUBSCRIBED: {
    message: 'The account has a subscription that has not ended.',
    hint: 'Change the plan instead, or undo the cancellation.',
    rule: 'R22',
  },
  UNKNOWN_TIER: {
    message: 'The rate card in force has no such tier.',
    hint: 'Use the id of a tier of the rate card.',
  },
  AT_PERIOD_END_ONLY: {
    message: 'A yearly plan becomes monthly at the end of its year only.',
    hint: 'Leave out when, or ask for periodEnd.',
    rule: 'R17',
  },
  SUSPENDED: {
    message: 'The account is suspended: a year cannot start now.',
    hint: 'Settle the open invoice, then ask again.',
    rule: 'R23',
  },
  NOT_CANCELLED: {
    message: 'The subscription is not cancelled.',
    hint: 'Nothing needs to be undone.',
    rule: 'R22',
  },
  UNKNOWN_INVOICE: {
    message: 'The account has no final invoice of that number.',
    hint: 'Use the number of a final invoice; a draft has none and takes no credit note.',
    rule: 'R30',
  },
  UNKNOWN_LINE: {
    message: 'The invoice has no such line.',
    hint: 'Lines count from 0.',
    rule: 'R30',
  },
  CREDIT_EXCEEDS_LINE: {
    message: 'The amount is more than what is left of the line or of the invoice.',
    hint: 'Credit at most the rest; earlier credit notes count.',
    rule: 'R30',
  },
} as const satisfies Record<string, CatalogueEntry>

/** Documents that cannot be read: nothing of them is used. */
export const faults = {
  JSON_MALFORMED: { message: 'The file is not one JSON object.', hint: 'Check it with a JSON tool.' },
  KEY_UNKNOWN: { message: 'A key is not known here.', hint: 'Remove it, or use one of the known keys.' },
  KEY_MISSING: { message: 'A key is missing.', hint: 'Add it.' },
  VALUE_SHAPE: { message: 'A value is not of the form wanted.', hint: 'Write it as the message says.' },
  DATE_IMPOSSIBLE: {
    message: 'This is no date of the calendar, or no instant with an offset.',
    hint: 'Write 2027-03-10 for a day, 2027-03-10T09:00:00-05:00 for an instant.',
  },
  SPAN_EMPTY: { message: 'A span ends where it starts, or before.', hint: 'Spans are [from, to): to lies after from.' },
  TIME_ZONE_UNKNOWN: { message: 'This is no IANA time zone.', hint: 'Use a name such as America/New_York.' },
  CURRENCY_UNSUPPORTED: { message: 'This is no ISO 4217 currency in use.', hint: 'Use a code such as USD.' },
  CURRENCY_DIFFERS: {
    message: 'The rate card is in another currency than the account.',
    hint: 'An account is billed in one currency: use a rate card in it.',
  },
  PRICE_TWICE: {
    message: 'Two prices begin on one day.',
    hint: 'Keep one of them, or let the other begin on another day.',
    rule: 'R20',
  },
  PRICE_MISSING: {
    message: 'No usage price of the tier is in force on that day.',
    hint: 'Give the tier a price that begins earlier.',
    rule: 'R20',
  },
  TIER_TWICE: { message: 'Two tiers have one id or one rank.', hint: 'Ids and ranks are unique in a rate card.' },
  TAX_TWICE: { message: 'One tax has two rates from one day.', hint: 'Keep one of them.', rule: 'R29' },
  BANDS_UNORDERED: {
    message: 'The bounds of graduated rates do not ascend to an open end.',
    hint: 'upTo ascends, and the last one is null.',
    rule: 'R35',
  },
  FACT_KIND_UNKNOWN: {
    message: 'A ledger document is of a kind that bills do not know.',
    hint: 'Give the domain only the kinds of isFactKind.',
  },
  LEDGER_ORDER: {
    message: 'A fact is older than the one before it.',
    hint: 'Give the facts in the order of the ledger.',
  },
} as const satisfies Record<string, CatalogueEntry>

export const errors = { ...refusals, ...faults } as const

export type RefusalCode = keyof typeof refusals
export type FaultCode = keyof typeof faults
export type ErrorCode = keyof typeof errors

/** A fault with its place: `path` is that of the value in its document ("events[2].tier"), '' for the whole of it. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly path: string
  readonly detail: string

  constructor(code: ErrorCode, path: string, detail: string) {
    super(`${path === '' ? '' : `${path}: `}${detail} [${code}]`)
    this.name = 'DomainError'
    this.code = code
    this.path = path
    this.detail = detail
  }
}

/** Whether a word is a code of a refusal. */
export function isRefusalCode(word: string): word is RefusalCode {
  return Object.hasOwn(refusals, word)
}

/** Ends a switch over a union: a case that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}

/** Stops the work where what always holds does not: an implausible bill never leaves. */
export function assert(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`broken invariant: ${what}`)
}
