/** Says in words where a line's amount comes from, and recomputes it: it must agree (R33). */
import { adjustedTotal } from './adjustment.ts'
import { addDays, type Day } from './day.ts'
import { assert, unreachable } from './errors.ts'
import type { AdjustmentLine, BaseLine, Line, ProrationLine, UsageLine } from './line.ts'
import type { AmountMinor } from './money.ts'
import { prorated } from './proration.ts'
import type { UsagePrice } from './rate-card.ts'
import { usageAmount } from './usage-amount.ts'

export type Money = { readonly currency: string; readonly currencyDigits: number }

/** A sentence or two for the customer. @throws if the derivation does not give the line's amount or quantity */
export function explain(line: Line, money: Money): string {
  const again = recompute(line, money)
  assert(
    again.amountMinor === line.amountMinor && again.quantity === line.quantity,
    `${line.kind} line agrees with its derivation`,
  )
  switch (line.kind) {
    case 'base':
      return explainBase(line, money)
    case 'prorationCredit':
    case 'prorationCharge':
      return explainProration(line, money)
    case 'usage':
      return explainUsage(line, money)
    case 'adjustment':
      return explainAdjustment(line, money)
    default:
      return unreachable(line)
  }
}

/** Amount and quantity of a line from its derivation alone. */
export function recompute(line: Line, { currencyDigits }: Money): { quantity: number; amountMinor: AmountMinor } {
  switch (line.kind) {
    case 'base':
      return { quantity: 1, amountMinor: line.derivation.priceMinor }
    case 'prorationCredit':
    case 'prorationCharge': {
      const { priceMinor, restDays, periodDays } = line.derivation
      const amountMinor = prorated(priceMinor, restDays, periodDays)
      return { quantity: restDays, amountMinor: line.kind === 'prorationCredit' ? -amountMinor : amountMinor }
    }
    case 'usage': {
      const { price, days, periodDays } = line.derivation
      const billable = days.map((day) => day.billable)
      const quantity = billable.reduce((a, b) => a + b, 0)
      return { quantity, amountMinor: usageAmount({ price, billable, periodDays, currencyDigits }) }
    }
    case 'adjustment': {
      const { billedQuantity, billedMinor } = line.derivation
      const total = adjustedTotal(line.derivation, currencyDigits)
      return { quantity: total.quantity - billedQuantity, amountMinor: total.amountMinor - billedMinor }
    }
    default:
      return unreachable(line)
  }
}

function explainBase({ derivation }: BaseLine, money: Money): string {
  const { tierName, frequency, priceMinor, from, to } = derivation
  return `${tierName}, ${frequency}, paid in advance for ${span(from, to)}: ${shown(priceMinor, money)}.`
}

function explainProration({ kind, derivation, amountMinor }: ProrationLine, money: Money): string {
  const { tierName, frequency, priceMinor, restDays, periodDays, effectiveOn, to } = derivation
  const what = kind === 'prorationCredit' ? 'not used, given back' : 'from now on, charged'
  return (
    `${tierName}, ${frequency}, ${span(effectiveOn, to)}, ${what}: ${restDays} of ${periodDays} days of ` +
    `${shown(priceMinor, money)} = ${shown(amountMinor, money)}.`
  )
}

function explainUsage({ derivation, quantity, amountMinor }: UsageLine, money: Money): string {
  const { tierName, from, to, price, days, periodDays } = derivation
  const used = days.filter(({ billable }) => billable > 0).length
  const waived = days.filter(({ isWaived }) => isWaived).length
  const waiver = waived > 0 ? ` ${waived} ${waived === 1 ? 'day is' : 'days are'} waived.` : ''
  return (
    `Additional Camera Usage - ${tierName} in ${span(from, to)}: ${cameraDays(quantity)} on ${used} of ` +
    `${days.length} days ${rateWords(price, periodDays, money)} = ${shown(amountMinor, money)}.${waiver}`
  )
}

function explainAdjustment({ derivation, quantity, amountMinor }: AdjustmentLine, money: Money): string {
  const { tierName, from, to, changes, billedMinor } = derivation
  const days = changes.map(({ day, before, after }) => `${day} from ${before} to ${after}`).join(', ')
  return (
    `Additional Camera Usage - ${tierName} in ${span(from, to)} changed after it was invoiced (${days}): ` +
    `${shown(billedMinor + amountMinor, money)} instead of ${shown(billedMinor, money)}, a difference of ` +
    `${cameraDays(quantity)} = ${shown(amountMinor, money)}.`
  )
}

/** What a camera-day costs: "x USD 0.95", or the bands of a day. */
function rateWords({ basis, bands }: UsagePrice, periodDays: number, money: Money): string {
  const share = basis === 'perCameraMonth' ? ` a month, shared out over its ${periodDays} days` : ''
  const [first] = bands
  if (first && bands.length === 1) return `x ${shownRate(first.rateMicros, money)}${share}`
  const steps = bands.map(({ upTo, rateMicros }) => {
    const upper = upTo === null ? 'further' : `up to ${upTo}`
    return `${upper} ${shownRate(rateMicros, money)}`
  })
  return `at ${steps.join(', ')} a day each${share}`
}

function cameraDays(quantity: number): string {
  return `${quantity} ${Math.abs(quantity) === 1 ? 'camera-day' : 'camera-days'}`
}

/** Both days included. */
function span(from: Day, to: Day): string {
  return `${from} to ${addDays(to, -1)}`
}

/** An amount with its currency: "USD -31.61". */
function shown(amountMinor: AmountMinor, { currency, currencyDigits }: Money): string {
  return `${currency} ${decimal(amountMinor, currencyDigits)}`
}

/** A rate with at least the currency's decimals: "USD 0.95", "USD 0.9499". */
function shownRate(rateMicros: bigint, { currency, currencyDigits }: Money): string {
  const [whole, part = ''] = decimal(rateMicros, 6).split('.')
  const kept = part.replace(/0+$/, '').padEnd(currencyDigits, '0')
  return `${currency} ${whole}${kept === '' ? '' : `.${kept}`}`
}

function decimal(amount: bigint, places: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const part = places > 0 ? `.${digits.slice(-places)}` : ''
  return `${amount < 0n ? '-' : ''}${whole}${part}`
}
