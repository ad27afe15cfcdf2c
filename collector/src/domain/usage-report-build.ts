/** Puts a usage report together (R28) and adds everything up again on the way: what does not agree is never printed. */

import { assert } from './errors.ts'
import { minorOfMicrosShare } from './money.ts'
import { dayMicros } from './usage-amount.ts'
import type { ReportChange, ReportDay, ReportLine, UsageReport, ZoneOffset } from './usage-report.ts'
import { notCounted, reportCameras } from './usage-report-cameras.ts'
import { reportCoverage } from './usage-report-coverage.ts'
import { reportDays } from './usage-report-days.ts'
import type { AdjustmentInput, UsageReportInputs } from './usage-report-inputs.ts'

/** The usage report of one invoice, a pure function of its inputs.
 *  @throws Error naming the two figures, when days, cameras and lines do not add up to each other */
export function buildUsageReport(inputs: UsageReportInputs): UsageReport {
  const days = reportDays(inputs)
  const lines = inputs.lines.map((line) => reportLine(line, days, inputs))
  const cameras = reportCameras(inputs.cameras)
  const totals = {
    connected: sumOf(days, (day) => day.connected),
    included: sumOf(days, (day) => day.included),
    additional: sumOf(days, (day) => day.additional),
    amountMinor: days.reduce((sum, day) => sum + day.amountMinor, 0n),
  }
  const crossFoot = { overCameras: sumOf(cameras, (camera) => camera.daysCounted), overDays: totals.connected }
  mustAgree('camera-days over cameras and over days', crossFoot.overCameras, crossFoot.overDays)
  for (const day of days) {
    const isWaived = day.flags.includes('waived')
    mustAgree(
      `the number of ${day.day} and what is over the included`,
      day.additional,
      isWaived ? 0 : day.connected - day.included,
    )
  }
  mustAgree('days of the period and days given', dayCountOf(inputs.period), days.length)
  return {
    v: 1,
    kind: 'usageReport',
    paper: inputs.paper,
    issuer: inputs.issuer,
    account: inputs.account,
    invoice: inputs.invoice,
    period: { ...inputs.period, dayCount: days.length, offsets: zoneOffsets(inputs) },
    rule: inputs.rule,
    lines,
    days,
    totals,
    workedDay: workedDay(days, lines, inputs.invoice.currencyDigits),
    cameras,
    crossFoot,
    seenNotCounted: notCounted(inputs.cameras),
    coverage: reportCoverage(inputs),
    changes: inputs.adjustments.map((adjustment) => reportChange(adjustment, inputs.invoice.currencyDigits)),
    interventions: inputs.interventions,
    check: { fingerprints: inputs.fingerprints, ledger: inputs.ledger },
  }
}

function reportLine(
  line: UsageReportInputs['lines'][number],
  days: readonly ReportDay[],
  inputs: UsageReportInputs,
): ReportLine {
  const mine = days.filter((day) => day.line === line.line)
  mustAgree(
    `camera-days of line ${line.line} and of its days`,
    line.cameraDays,
    sumOf(mine, (day) => day.additional),
  )
  mustAgree(
    `amount of line ${line.line} and of its days`,
    line.amountMinor,
    mine.reduce((sum, day) => sum + day.amountMinor, 0n),
  )
  return {
    line: line.line,
    tier: line.tier,
    tierName: line.tierName,
    rate: line.rate,
    firstDay: mine.at(0)?.day ?? inputs.period.firstDay,
    lastDay: mine.at(-1)?.day ?? inputs.period.lastDay,
    cameraDays: line.cameraDays,
    amountMinor: line.amountMinor,
  }
}

/** The line's money is the difference of two rounded totals, so what rounding leaves goes to the last changed day. */
function reportChange(adjustment: AdjustmentInput, currencyDigits: number): ReportChange {
  const { days, ...line } = adjustment
  // Days of two price versions may divide by different months: all are added up over one denominator.
  const whole = [...new Set(days.map((day) => day.rate.periodDays))].reduce((product, one) => product * one, 1)
  let micros = 0n
  let given = 0n
  const changed = days.map(({ rate, ...day }, index) => {
    const change = dayMicros(rate.bands, day.after) - dayMicros(rate.bands, day.before)
    micros += change * BigInt(whole / rate.periodDays)
    const isLast = index === days.length - 1
    const total = isLast ? line.amountMinor : minorOfMicrosShare(micros, whole, currencyDigits)
    const amountMinor = total - given
    given = total
    return { ...day, amountMinor }
  })
  mustAgree(
    `camera-days of line ${line.line} and of its days`,
    line.cameraDays,
    sumOf(days, (day) => day.after - day.before),
  )
  return { ...line, days: changed }
}

/** The busiest day whose amount is also what it costs by itself; one without a flag and not the first, if there is. */
function workedDay(days: readonly ReportDay[], lines: readonly ReportLine[], currencyDigits: number): string | null {
  const rates = new Map(lines.map((line) => [line.line, line.rate]))
  const score = (day: ReportDay): number => {
    const rate = day.line === null ? undefined : rates.get(day.line)
    const alone = rate && minorOfMicrosShare(dayMicros(rate.bands, day.additional), rate.periodDays, currencyDigits)
    return (alone === day.amountMinor ? 2_000_000 : 0) + (day.flags.length === 0 ? 1_000_000 : 0) + day.additional
  }
  return (
    days.reduce<ReportDay | null>((best, day) => (best && score(best) >= score(day) ? best : day), null)?.day ?? null
  )
}

/** The zone's offset at the period's start and each change of it up to its end. */
function zoneOffsets(inputs: UsageReportInputs): ZoneOffset[] {
  const { firstDay, lastDay } = inputs.period
  const zone = inputs.account.timeZone
  const end = Temporal.PlainDate.from(lastDay).add({ days: 1 }).toZonedDateTime(zone)
  let at: Temporal.ZonedDateTime | null = Temporal.PlainDate.from(firstDay).toZonedDateTime(zone)
  const offsets: ZoneOffset[] = [{ from: null, utcOffset: at.offset }]
  for (at = at.getTimeZoneTransition('next'); at && isBefore(at, end); at = at.getTimeZoneTransition('next')) {
    if (at.offset === offsets.at(-1)?.utcOffset) continue
    // The wall time the clocks showed when they were changed: 02:00, not the 03:00 they were set to.
    const wall = at.subtract({ minutes: 1 }).toPlainDateTime().add({ minutes: 1 })
    offsets.push({ from: wall.toString({ smallestUnit: 'minute' }), utcOffset: at.offset })
  }
  return offsets
}

function isBefore(a: Temporal.ZonedDateTime, b: Temporal.ZonedDateTime): boolean {
  return a.epochMilliseconds < b.epochMilliseconds
}

function dayCountOf(period: { firstDay: string; lastDay: string }): number {
  return Temporal.PlainDate.from(period.firstDay).until(period.lastDay, { largestUnit: 'day' }).days + 1
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}

function mustAgree(what: string, one: number | bigint, other: number | bigint): void {
  assert(one === other, `usage report: ${what} agree (${one} and ${other})`)
}
