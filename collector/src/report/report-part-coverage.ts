/** Part 5 of the usage report: how much of the period each gateway spoke for, and its silences. */

import type { GatewayCoverage, UsageReport } from '../domain/usage-report.ts'
import { minutesSpan, spanShort } from '../domain/usage-report-dates.ts'
import { count, silenceWords } from '../domain/usage-report-words.ts'
import { coverageBar } from './coverage-bar.ts'
import { writePart, writeSubhead } from './letterhead.ts'
import { text } from './look.ts'
import type { Paper } from './paper.ts'
import { percent } from './percent-text.ts'
import { writeTable } from './table.ts'

/** Longer lists are cut on paper, and say so; report.json always has every row. */
const MOST_GATEWAYS = 60
const MOST_SILENCES = 120

export function writeCoverage(paper: Paper, report: UsageReport): void {
  writePart(paper, { number: 5, title: 'Coverage' }, () => {
    writeGateways(paper, report)
    writeSilences(paper, report)
    writeNotCharged(paper, report)
    writeUncounted(paper, report)
  })
}

function writeGateways(paper: Paper, report: UsageReport): void {
  const { gateways } = report.coverage
  if (gateways.length === 0) {
    paper.say('P', [{ text: 'No gateway was enrolled in this period.', style: text.soft }])
    return
  }
  const shown = leastCovered(gateways, MOST_GATEWAYS)
  const window = periodOf(gateways)
  writeTable(paper, {
    columns: [
      { title: 'Gateway' },
      { title: spanShort(report.period.firstDay, report.period.lastDay), grows: true },
      { title: 'Covered', align: 'right' },
    ],
    rows: shown.map((gateway) => [
      { text: gateway.name, below: gateway.gateway, belowStyle: text.keySoft },
      coverageBar(paper, gateway, window),
      percent(gateway.coveredMinutes, gateway.expectedMinutes),
    ]),
    rowHeight: 27,
    isMiddle: true,
    continued: 'Coverage, continued',
  })
  writeRest(paper, { shown: shown.length, of: gateways.length, what: 'gateways that covered least' })
}

function writeSilences(paper: Paper, report: UsageReport): void {
  const { silences } = report.coverage
  if (silences.length === 0) {
    paper.gap(9)
    paper.say('P', [{ text: 'No gateway was silent for more than 30 minutes.', style: text.soft }])
    return
  }
  const longest = [...silences].sort((a, b) => b.minutes - a.minutes).slice(0, MOST_SILENCES)
  const shown = silences.filter((silence) => longest.includes(silence))
  writeSubhead(paper, 'Silences over 30 minutes')
  writeTable(paper, {
    columns: [
      { title: 'Gateway', wraps: true },
      { title: 'From, to' },
      { title: 'Minutes', align: 'right' },
      { title: 'Reason signed by the gateway' },
      { title: 'Money' },
    ],
    rows: shown.map((silence) => [
      silence.name,
      minutesSpan(silence, report.account.timeZone),
      count(silence.minutes),
      silenceWords[silence.why],
      'Not charged for',
    ]),
    continued: 'Silences over 30 minutes, continued',
  })
  writeRest(paper, { shown: shown.length, of: silences.length, what: 'longest silences' })
}

function writeNotCharged(paper: Paper, report: UsageReport): void {
  const minutes = report.coverage.notChargedMinutes
  const why =
    minutes === 0
      ? 'Every minute expected of a gateway was covered.'
      : 'Minutes without evidence, short ones included, added up over all gateways: no evidence, no charge.'
  paper.gap(9)
  paper.say('P', [
    { text: `${count(minutes)} ${minutes === 1 ? 'minute' : 'minutes'} not charged for. `, style: text.bodyBold },
    { text: why, style: text.body },
  ])
}

function writeUncounted(paper: Paper, report: UsageReport): void {
  for (const { gateway, code, minutes } of report.coverage.uncounted) {
    const sentence = `${count(minutes)} minutes signed by ${gateway} count for nothing (${code}).`
    paper.gap(4)
    paper.say('P', [{ text: sentence, style: text.body }])
  }
}

function writeRest(paper: Paper, rest: { shown: number; of: number; what: string }): void {
  if (rest.shown === rest.of) return
  paper.gap(5)
  const sentence = `The ${count(rest.shown)} ${rest.what} of ${count(rest.of)}; report.json names them all.`
  paper.say('P', [{ text: sentence, style: text.hint }])
}

function leastCovered(gateways: readonly GatewayCoverage[], most: number): readonly GatewayCoverage[] {
  if (gateways.length <= most) return gateways
  const ratio = (gateway: GatewayCoverage) => gateway.coveredMinutes / gateway.expectedMinutes
  return [...gateways].sort((a, b) => ratio(a) - ratio(b)).slice(0, most)
}

/** From the first minute expected of any gateway to the last. */
function periodOf(gateways: readonly GatewayCoverage[]): { from: number; to: number } {
  return {
    from: Math.min(...gateways.map((gateway) => gateway.expected.from)),
    to: Math.max(...gateways.map((gateway) => gateway.expected.to)),
  }
}
