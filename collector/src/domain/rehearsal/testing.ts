/** Lives of accounts in a few words, for tests: what happened in, what was billed out, both as short texts. */
import type { Bill } from '../bill.ts'
import type { CreditNote } from '../credit-note.ts'
import type { Invoice } from '../invoice.ts'
import type { CreditLine, Line } from '../line.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'
import { parseScenario } from './scenario-parse.ts'

export type LifeParts = {
  readonly zone?: string
  readonly currency?: string
  readonly taxes?: readonly object[]
  /** Members of the rate card in place of the test card's. */
  readonly card?: object
  /** [instant, what, members]; an instant without an offset is UTC, "05-06" is 6 May 2027 at 12:00. */
  readonly events: readonly (readonly [at: string, what: string, members?: object])[]
  /** Cameras that are on for whole local days [from, to): "A 05-01 06-01", of 2027 unless a year is written. */
  readonly on?: readonly string[]
  /** Other presence, as the file has it. */
  readonly presence?: readonly object[]
  readonly until: string
}

const usage = (rateMicros: number) => [
  { from: '2020-01-01', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros }] },
]
/** The test rate card of billing.md: Basic 4900, Pro 9900, a camera-day 95 and 190 cents. */
export const testTiers = [
  { id: 'basic', name: 'Basic', rank: 0, monthly: 4900, yearly: 49000, usage: usage(950_000) },
  { id: 'pro', name: 'Pro', rank: 1, monthly: 9900, yearly: 99000, usage: usage(1_900_000) },
]

export function playLife(parts: LifeParts): Rehearsal {
  const { zone = 'UTC', currency = 'USD', taxes = [], card = {}, events, on = [], presence = [], until } = parts
  const scenario = {
    account: { timeZone: zone, currency, taxes },
    rateCard: { currency, tiers: testTiers, ...card },
    events: events.map(([at, what, members]) => ({ at: instant(at), do: what, ...members })),
    presence: [...on.map(wholeDays), ...presence],
    until: instant(until),
  }
  return rehearse(parseScenario(JSON.stringify(scenario)))
}

/** The invoices of a life, one text each. */
export function billed(parts: LifeParts): string[] {
  return playLife(parts).bill.invoices.map(invoiceText)
}

/** "2027-04-10 subscription: base pro 1 9900, usage basic 22 2090 = 11990": quantity and amount of each line, and
 *  the net. A draft says so; tax, credit and due follow where there are any. */
export function invoiceText(invoice: Invoice): string {
  const { kind, status, issuedOn, lines, netMinor, taxMinor, creditAppliedMinor, dueMinor } = invoice
  const rest = [
    taxMinor === 0n ? '' : ` tax ${taxMinor}`,
    creditAppliedMinor === 0n ? '' : ` credit ${creditAppliedMinor}`,
    dueMinor === netMinor ? '' : ` due ${dueMinor}`,
  ]
  const state = status === 'draft' ? 'draft ' : ''
  return `${issuedOn} ${state}${kind}: ${lines.map(lineText).join(', ')} = ${netMinor}${rest.join('')}`
}

export function noteText({ issuedOn, invoice, lines, netMinor, taxMinor }: CreditNote): string {
  const tax = taxMinor === 0n ? '' : ` tax ${taxMinor}`
  return `${issuedOn} of ${invoice ?? 'change'}: ${lines.map(lineText).join(', ')} = ${netMinor}${tax}`
}

/** "2027-05-01 3-1=2 basic": connected, included, billable, tier, and the flags. */
export function dayTexts({ days }: Bill, from: string, to: string): string[] {
  return days
    .filter(({ day }) => from <= day && day < to)
    .map(({ day, connected, included, billable, tier, isWaived, isAdjusted }) => {
      const flags = `${isWaived ? ' waived' : ''}${isAdjusted ? ' adjusted' : ''}`
      return `${day} ${connected}-${included}=${billable} ${tier}${flags}`
    })
}

function lineText(line: Line | CreditLine): string {
  if (line.kind === 'credit') return `line ${line.line} ${line.amountMinor}`
  return `${line.kind} ${line.tier} ${line.quantity} ${line.amountMinor}`
}

function wholeDays(text: string): object {
  const [camera, from = '', to = ''] = text.split(' ')
  return { camera, gateway: 'g1', from: date(from), to: date(to) }
}

function instant(text: string): string {
  if (!text.includes('T')) return `${date(text)}T12:00:00Z`
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? `${date(text)}` : `${date(text)}Z`
}

function date(text: string): string {
  return /^\d\d-\d\d/.test(text) ? `2027-${text}` : text
}
