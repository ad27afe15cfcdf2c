/** Says in words where a line's amount comes from, and recomputes it: it must agree (R33). */
import { adjustedTotal } from './adjustment.ts'
import { assert, unreachable } from './errors.ts'
import type { AdjustmentLine, BaseLine, Line, ProrationLine, UsageLine } from './line.ts'
import type { AmountMinor } from './money.ts'
import { prorated } from './proration.ts'
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
  return `${tierName}, ${frequency}, paid in advance from ${from} until ${to}: ${shown(priceMinor, money)}.`
}

function explainProration({ kind, derivation, amountMinor }: ProrationLine, money: Money): string {
  const { tierName, priceMinor, restDays, periodDays, effectiveOn, to } = derivation
  const what = kind === 'prorationCredit' ? 'given back' : 'charged'
  return (
    `${tierName} from ${effectiveOn} until ${to}, ${what}: ${restDays} of ${periodDays} days of ` +
    `${shown(priceMinor, money)} = ${shown(amountMinor, money)}.`
  )
}

function explainUsage({ derivation, quantity, amountMinor }: UsageLine, money: Money): string {
  const { tierName, from, to, days } = derivation
  const waived = days.filter(({ isWaived }) => isWaived).length
  return (
    `Additional Camera Usage - ${tierName}, ${from} until ${to}: ${quantity} camera-days on ${days.length} days` +
    `${waived > 0 ? `, ${waived} of them waived,` : ''} = ${shown(amountMinor, money)}.`
  )
}

function explainAdjustment({ derivation, quantity, amountMinor }: AdjustmentLine, money: Money): string {
  const { tierName, from, to, changes, billedMinor } = derivation
  const days = changes.map(({ day, before, after }) => `${day} ${before} -> ${after}`).join(', ')
  return (
    `Additional Camera Usage - ${tierName}, ${from} until ${to}, changed since it was invoiced (${days}): ` +
    `${shown(billedMinor + amountMinor, money)} instead of ${shown(billedMinor, money)}, ${quantity} camera-days, ` +
    `${shown(amountMinor, money)}.`
  )
}

/** An amount with its currency: "USD -31.61". */
function shown(amountMinor: AmountMinor, { currency, currencyDigits }: Money): string {
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(currencyDigits + 1, '0')
  const whole = digits.slice(0, digits.length - currencyDigits)
  const part = currencyDigits > 0 ? `.${digits.slice(-currencyDigits)}` : ''
  return `${currency} ${amountMinor < 0n ? '-' : ''}${whole}${part}`
}
