/** The days of a usage report: what each was charged, how much of it was covered, and in which words it is flagged. */

import type { DayCoverage, DayFlag, Rate, ReportDay } from './usage-report.ts'
import { coverageOf } from './usage-report-coverage.ts'
import type { DayInput, UsageReportInputs } from './usage-report-inputs.ts'

/** The days of the report. The amounts of a line's days are differences of cumulative totals, each rounded once, so
 *  they add up to the line to the last minor unit: 7 days at 0.9499 are 0.95 six times and 0.95 or 0.94 once, 6.65. */
export function reportDays(inputs: UsageReportInputs): ReportDay[] {
  const rates = new Map(inputs.lines.map((line) => [line.line, line.rate]))
  const running = new Map<number, bigint>()
  return inputs.days.map((day) => {
    const coverages = inputs.gateways.map((gateway) => coverageOf(gateway, day.window))
    return {
      day: day.day,
      minutes: day.window.to - day.window.from,
      connected: day.connected,
      included: day.included,
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

/** What `additional` cameras of one day cost, in millionths of the currency unit times the rate's `periodDays`: bands
 *  apply to the number of one day (R35). Exact; rounding comes after adding up. A negative number is taken back. */
export function microsOfDay(rate: Rate, additional: number): bigint {
  const cameras = Math.abs(additional)
  let from = 0
  let micros = 0n
  for (const band of rate.bands) {
    const to = Math.min(cameras, band.upTo ?? cameras)
    if (to > from) micros += band.rateMicros * BigInt(to - from)
    from = Math.max(from, to)
  }
  return additional < 0 ? -micros : micros
}

/** Minor units of a sum of `microsOfDay`, rounded once, half away from zero (R1): 6,649,300 at 2 digits is 665. */
export function minorOfMicros(micros: bigint, periodDays: number, currencyDigits: number): bigint {
  const numerator = micros * 10n ** BigInt(currencyDigits)
  const divisor = 1_000_000n * BigInt(periodDays)
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (2n * size + divisor) / (2n * divisor)
  return numerator < 0n ? -rounded : rounded
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
  const after = before + microsOfDay(rate, additional)
  step.running.set(line, after)
  return (
    minorOfMicros(after, rate.periodDays, step.currencyDigits) -
    minorOfMicros(before, rate.periodDays, step.currencyDigits)
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
