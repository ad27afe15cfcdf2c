/** From an invoice to its usage report: lines, days and changes are what each line was computed from (R33). */

import type { Day } from './day.ts'
import { addDays } from './day.ts'
import { assert } from './errors.ts'
import type { InvoiceBody } from './invoice.ts'
import type { AdjustmentLine, UsageLine } from './line.ts'
import type { UsagePrice } from './rate-card.ts'
import type { MinuteSpan, Rate } from './usage-report.ts'
import type { AdjustmentInput, DayInput, UsageLineInput, UsageReportInputs } from './usage-report-inputs.ts'

/** What an invoice's own lines say of its report. */
export type InvoicePart = Pick<UsageReportInputs, 'period' | 'lines' | 'adjustments' | 'days'>

/** What the lines do not keep: the day's window as its close has it, and whether a correction changed the close before
 *  the invoice became final. Both as of the invoice, so that its report stays the same later. */
export type DayFacts = {
  readonly windowOf: (day: Day) => MinuteSpan
  readonly isCorrected: (day: Day) => boolean
}

/** Undefined for an invoice that closes no usage period: it has no report (R28). */
export function reportPartOf(invoice: Pick<InvoiceBody, 'lines'>, facts: DayFacts): InvoicePart | undefined {
  const numbered = invoice.lines.map((line, index) => ({ line, number: index + 1 }))
  const usage = numbered.flatMap(({ line, number }) => (line.kind === 'usage' ? [{ line, number }] : []))
  const days = usage.flatMap(({ line, number }) => daysOfLine(line, number, facts))
  days.sort((a, b) => (a.day < b.day ? -1 : 1))
  const [first, last] = [days.at(0), days.at(-1)]
  if (first === undefined || last === undefined) return undefined
  return {
    period: { firstDay: first.day, lastDay: last.day },
    lines: usage.map(({ line, number }) => lineInput(line, number)),
    adjustments: numbered.flatMap(({ line, number }) =>
      line.kind === 'adjustment' ? [adjustmentInput(line, number)] : [],
    ),
    days,
  }
}

function daysOfLine({ tier, derivation }: UsageLine, line: number, facts: DayFacts): DayInput[] {
  return derivation.days.map(({ day, connected, included, billable, isWaived }) => ({
    day,
    window: facts.windowOf(day),
    connected,
    included,
    additional: billable,
    tier,
    tierName: derivation.tierName,
    line,
    isWaived,
    isAdjusted: facts.isCorrected(day),
  }))
}

function lineInput({ tier, quantity, amountMinor, derivation }: UsageLine, line: number): UsageLineInput {
  const { tierName, price, periodDays } = derivation
  return { line, tier, tierName, rate: rateOf(price, periodDays), cameraDays: quantity, amountMinor }
}

function adjustmentInput({ tier, quantity, amountMinor, derivation }: AdjustmentLine, line: number): AdjustmentInput {
  const { tierName, from, to, periodDays, versions, changes } = derivation
  return {
    line,
    tier,
    tierName,
    cameraDays: quantity,
    amountMinor,
    firstDay: from,
    lastDay: addDays(to, -1),
    days: changes.map((change) => {
      const version = versions.find(({ days }) => days.some(({ day }) => day === change.day))
      assert(version !== undefined, `the adjusted day ${change.day} has a price`)
      return { ...change, rate: rateOf(version.price, periodDays) }
    }),
  }
}

/** Only a monthly rate is shared out over the days of the full usage period (R34). */
function rateOf({ basis, bands }: UsagePrice, periodDays: number): Rate {
  return { basis, periodDays: basis === 'perCameraMonth' ? periodDays : 1, bands }
}
