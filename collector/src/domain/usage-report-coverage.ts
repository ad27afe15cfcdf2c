/** Coverage in a usage report: which minutes of the period each gateway spoke for, and where it was silent (R12). */

import type {
  DayCoverage,
  GatewayCoverage,
  MinuteSpan,
  ReportCoverage,
  Silence,
  SilenceReason,
} from './usage-report.ts'
import type { GatewayInput, UsageReportInputs } from './usage-report-inputs.ts'

/** Shorter silences are in the sums but not in the list (R28). */
export const SILENCE_LISTED_OVER_MINUTES = 30

/** Part 5 of the report. Everything is cut to the period, whose ends are those of its first and last day's closes. */
export function reportCoverage(inputs: UsageReportInputs): ReportCoverage {
  const period = { from: inputs.days.at(0)?.window.from ?? 0, to: inputs.days.at(-1)?.window.to ?? 0 }
  const held = inputs.gateways.filter((gateway) => lengthOf(cut(gateway.held, period)) > 0)
  const gateways = held.map((gateway) => gatewayCoverage(gateway, period))
  const silences = held.flatMap((gateway) => silencesOf(gateway, period))
  return {
    gateways,
    silences: silences.sort((a, b) => a.from - b.from || (a.gateway < b.gateway ? -1 : 1)),
    notChargedMinutes: gateways.reduce((sum, one) => sum + one.expectedMinutes - one.coveredMinutes, 0),
    uncounted: inputs.uncounted,
  }
}

/** How much of a day window a gateway was expected to speak for, and did. */
export function coverageOf(gateway: GatewayInput, window: MinuteSpan): DayCoverage {
  const expected = cut(gateway.held, window)
  return { coveredMinutes: minutesIn(gateway.covered, expected), expectedMinutes: lengthOf(expected) }
}

function gatewayCoverage(gateway: GatewayInput, period: MinuteSpan): GatewayCoverage {
  const expected = cut(gateway.held, period)
  return {
    gateway: gateway.gateway,
    name: gateway.name,
    expected,
    covered: within(gateway.covered, expected),
    expectedMinutes: lengthOf(expected),
    coveredMinutes: minutesIn(gateway.covered, expected),
  }
}

function silencesOf(gateway: GatewayInput, period: MinuteSpan): Silence[] {
  const expected = cut(gateway.held, period)
  const covered = within(gateway.covered, expected)
  const starts = [expected.from, ...covered.map((span) => span.to)]
  const ends = [...covered.map((span) => span.from), expected.to]
  return starts
    .map((from, index) => ({ from, to: ends[index] ?? expected.to }))
    .filter((span) => lengthOf(span) > SILENCE_LISTED_OVER_MINUTES)
    .map((span) => ({
      gateway: gateway.gateway,
      name: gateway.name,
      ...span,
      minutes: lengthOf(span),
      why: mainReason(gateway, span),
    }))
}

/** A silence may be signed for in parts; it is given the reason of most of its minutes. */
function mainReason(gateway: GatewayInput, silence: MinuteSpan): SilenceReason {
  const minutes = new Map<SilenceReason, number>()
  for (const reason of gateway.reasons) {
    const shared = lengthOf(cut(reason, silence))
    if (shared > 0) minutes.set(reason.why, (minutes.get(reason.why) ?? 0) + shared)
  }
  const signed = [...minutes.values()].reduce((sum, one) => sum + one, 0)
  const all: [SilenceReason, number][] = [...minutes, ['unsaid', lengthOf(silence) - signed]]
  return all.reduce((most, one) => (one[1] > most[1] ? one : most))[0]
}

function within(spans: readonly MinuteSpan[], window: MinuteSpan): MinuteSpan[] {
  return spans.map((span) => cut(span, window)).filter((span) => lengthOf(span) > 0)
}

function minutesIn(spans: readonly MinuteSpan[], window: MinuteSpan): number {
  return spans.reduce((sum, span) => sum + lengthOf(cut(span, window)), 0)
}

function cut(span: MinuteSpan, window: MinuteSpan): MinuteSpan {
  return { from: Math.max(span.from, window.from), to: Math.min(span.to, window.to) }
}

function lengthOf(span: MinuteSpan): number {
  return Math.max(0, span.to - span.from)
}
