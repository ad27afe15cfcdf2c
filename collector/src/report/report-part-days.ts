/** Parts 1 to 3 of the usage report: what it covers, the rule with one day worked out, and all its days. */

import type { ReportDay, ReportLine, UsageReport } from '../domain/usage-report.ts'
import { dayAndMonth, dayInFull, dayOfWeekShort, dayShort, isOverYears } from '../domain/usage-report-dates.ts'
import {
  count,
  dayFlags,
  type MoneyWriter,
  ruleSentences,
  singleRate,
  usageSentence,
  zoneWords,
} from '../domain/usage-report-words.ts'
import { writeDayChart } from './day-chart.ts'
import { writeFacts } from './facts.ts'
import { writePart } from './letterhead.ts'
import { text } from './look.ts'
import type { Paper } from './paper.ts'
import { percent } from './percent-text.ts'
import { writeTable } from './table.ts'
import type { Cell } from './table-layout.ts'
import { writeWorkedDay } from './worked-day.ts'

export function writeCovers(paper: Paper, report: UsageReport, money: MoneyWriter): void {
  const { account, period, invoice, lines } = report
  const sentence = usageSentence(report, money)
  writePart(paper, { number: 1, title: 'What this report covers' }, () => {
    writeFacts(paper, [
      [
        'Account',
        {
          runs: [
            { text: `${account.name}   `, style: text.body },
            { text: account.id, style: text.keySoft },
          ],
        },
      ],
      ['First day', `${dayInFull(period.firstDay)}, included`],
      ['Last day', `${dayInFull(period.lastDay)}, included. ${days(period.dayCount)}.`],
      ['Time zone', zoneWords(report)],
      ['Invoice', `${invoice.number}${lines.length > 0 ? `, ${lineNumbers(lines)}` : ''}`],
    ])
    paper.gap(13)
    paper.say(
      'P',
      [
        { text: sentence.text, style: text.lead },
        { text: sentence.total, style: text.leadBold },
        { text: '.', style: text.lead },
      ],
      { leading: 1.45 },
    )
  })
}

export function writeRule(paper: Paper, report: UsageReport, money: MoneyWriter): void {
  writePart(paper, { number: 2, title: 'The rule, and one day worked out' }, () => {
    paper.say('P', [{ text: ruleSentences(report.rule), style: text.body }])
    const day = report.days.find((one) => one.day === report.workedDay)
    if (day === undefined) return
    paper.gap(9)
    writeWorkedDay(paper, { day, line: report.lines.find((one) => one.line === day.line), money })
  })
}

export function writeDays(paper: Paper, report: UsageReport, money: MoneyWriter): void {
  writePart(paper, { number: 3, title: 'By day' }, () => {
    if (report.days.length > 0) writeDayChart(paper, report.days, chartWords(report))
    paper.gap(10)
    writeTable(paper, {
      columns: [
        { title: 'Day' },
        { title: 'Connected', align: 'right' },
        { title: 'Included', align: 'right' },
        { title: 'Additional', align: 'right' },
        { title: 'Tier' },
        { title: 'Rate', align: 'right' },
        { title: 'Amount', align: 'right' },
        { title: 'Coverage', align: 'right' },
        { title: 'Flag', wraps: true },
      ],
      rows: report.days.map((day, index) => dayRow({ day, before: report.days[index - 1], report, money })),
      foot: totalRow(report, money),
      continued: 'By day, continued',
      goesOn: true,
    })
    paper.gap(8)
    paper.say('P', [{ text: dayHint(report, money), style: text.hint }])
  })
}

function dayRow(row: {
  day: ReportDay
  before: ReportDay | undefined
  report: UsageReport
  money: MoneyWriter
}): Cell[] {
  const { day, before, report, money } = row
  const line = report.lines.find((one) => one.line === day.line)
  return [
    dayOfWeekShort(day.day, isOverYears(report.period)),
    count(day.connected),
    count(day.included),
    { text: count(day.additional), style: text.cellBold },
    day.tierName,
    rateText(line, money),
    money.amount(day.amountMinor),
    day.coverage ? percent(day.coverage.coveredMinutes, day.coverage.expectedMinutes) : '–',
    { text: dayFlags(day, before), style: day.flags.includes('incomplete') ? text.cellWarn : text.cell },
  ]
}

function totalRow(report: UsageReport, money: MoneyWriter): Cell[] {
  const { totals, coverage } = report
  const least = coverage.gateways.reduce<(typeof coverage.gateways)[number] | undefined>(
    (worst, one) =>
      worst && worst.coveredMinutes * one.expectedMinutes <= one.coveredMinutes * worst.expectedMinutes ? worst : one,
    undefined,
  )
  return [
    days(report.period.dayCount),
    count(totals.connected),
    count(totals.included),
    count(totals.additional),
    '',
    '',
    money.amount(totals.amountMinor),
    least ? percent(least.coveredMinutes, least.expectedMinutes) : '–',
    '',
  ]
}

function dayHint(report: UsageReport, money: MoneyWriter): string {
  const lines = report.lines.map(
    (line) =>
      `Invoice line ${line.line}: ${count(line.cameraDays)} camera-${line.cameraDays === 1 ? 'day' : 'days'}, ` +
      `${money.amount(line.amountMinor)}.`,
  )
  return [
    ...lines,
    "A day's amount is the difference of running totals, each rounded once, so the days add up to the lines.",
    'Coverage is that of the gateway that covered least.',
  ].join(' ')
}

function rateText(line: ReportLine | undefined, money: MoneyWriter): string {
  if (line === undefined) return '–'
  const micros = singleRate(line.rate)
  if (micros === undefined) return 'graduated'
  return line.rate.basis === 'perCameraMonth' ? `${money.rate(micros)} / ${line.rate.periodDays}` : money.rate(micros)
}

/** The chart in a sentence: spans of equal counts, and the days that are incomplete. */
function chartWords(report: UsageReport): string {
  const counts = report.days.map((day) => day.connected)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const incomplete = report.days.filter((day) => day.flags.includes('incomplete')).map((day) => dayAndMonth(day.day))
  return (
    `Cameras connected by day, from ${dayShort(report.period.firstDay)} to ${dayShort(report.period.lastDay)}: ` +
    `${least === most ? count(most) : `between ${count(least)} and ${count(most)}`}. ` +
    `${incomplete.length === 0 ? 'No day is incomplete.' : `Incomplete: ${incomplete.join(', ')}.`} ` +
    'The table below has the figures.'
  )
}

function days(number: number): string {
  return number === 1 ? '1 day' : `${count(number)} days`
}

function lineNumbers(lines: readonly ReportLine[]): string {
  const numbers = lines.map((line) => line.line)
  if (numbers.length === 1) return `line ${numbers[0]}`
  return `lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}
