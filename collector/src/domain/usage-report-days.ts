/** The days of a usage report: what each was charged, how much of it was covered, and in which words it is flagged. */

import { minorOfMicrosShare } from './money.ts'
import type { DayCoverage, DayFlag, Rate, ReportDay } from './usage-report.ts'
import { coverageOf } from './usage-report-coverage.ts'
import { dayMicros } from './usage-amount.ts'
import type { DayInput, UsageReportInputs } from './usage-report-inputs.ts'

/** The days of the report. The amounts of a line's days are differences of cumulative totals, each rounded once, so
 *  they add up to the line: of 51 camera-days at 0.9499, one a day, the last costs 0.94 and all others 0.95, 48.44. */
export function reportDays(inputs: UsageReportInputs): ReportDay[] {
  const rates = new Map(inputs.lines.map((line) => [line.line, line.rate]))
  const running = new Map<number, bigint>()
  return inputs.days.map((day) => {
    const coverages = inputs.gateways.map((gateway) => coverageOf(gateway, day.window))
    return {
      day: day.day,
      minutes: day.window.to - day.window.from,
      connected: day.connected,
      included: Math.min(day.included, day.connected),
      additional: day.additional,
      tier: day.tier,
      tierName: day.tierName,
      line: day.line,
      amountMinor: addToRunning({ running, rates, day, currencyDigits: inputs.invoice.currencyDigits }),
      coverage: leastCovered(coverages),
      flags: flagsOf(day, coverages, inputs.rule.coverageFloorPercent),
    }
  })
}

function addToRunning(step: {
  running: Map<number, bigint>
  rates: ReadonlyMap<number, Rate>
  day: DayInput
  currencyDigits: number
}): bigint {
  const { line, additional } = step.day
  const rate = line === null ? undefined : step.rates.get(line)
  if (line === null || rate === undefined) return 0n
  const before = step.running.get(line) ?? 0n
  const after = before + dayMicros(rate.bands, additional)
  step.running.set(line, after)
  return (
    minorOfMicrosShare(after, rate.periodDays, step.currencyDigits) -
    minorOfMicrosShare(before, rate.periodDays, step.currencyDigits)
  )
}

function leastCovered(coverages: readonly DayCoverage[]): DayCoverage | null {
  const expected = coverages.filter((one) => one.expectedMinutes > 0)
  // a/b < c/d by cross products: no fraction is ever rounded here.
  return expected.reduce<DayCoverage | null>(
    (least, one) =>
      least !== null && least.coveredMinutes * one.expectedMinutes <= one.coveredMinutes * least.expectedMinutes
        ? least
        : one,
    null,
  )
}

function flagsOf(day: DayInput, coverages: readonly DayCoverage[], floorPercent: number): DayFlag[] {
  const isIncomplete = coverages.some((one) => one.coveredMinutes * 100 < floorPercent * one.expectedMinutes)
  return [
    ...(isIncomplete ? ['incomplete' as const] : []),
    ...(day.isWaived ? ['waived' as const] : []),
    ...(day.isAdjusted ? ['adjusted' as const] : []),
  ]
}
