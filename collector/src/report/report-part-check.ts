/** Parts 6 to 8 of the usage report: changes to earlier days, interventions, and how to check it yourself. */

import type { ReportChange, UsageReport } from '../domain/usage-report.ts'
import { dayAndYear, spanInFull } from '../domain/usage-report-dates.ts'
import { changeWords, count, interventionNames, type MoneyWriter, NOT_PROVEN } from '../domain/usage-report-words.ts'
import { writeFacts } from './facts.ts'
import { writePart } from './letterhead.ts'
import { text } from './look.ts'
import type { Paper } from './paper.ts'
import { writeTable } from './table.ts'
import type { Cell } from './table-layout.ts'

export function writeChanges(paper: Paper, report: UsageReport, money: MoneyWriter): void {
  writePart(paper, { number: 6, title: 'Changes to earlier days' }, () => {
    if (report.changes.length === 0) {
      const words = `No day of an earlier report changed: ${money.amount(0n)}.`
      paper.say('P', [{ text: words, style: text.body }])
      return
    }
    const total = report.changes.reduce((sum, change) => sum + change.amountMinor, 0n)
    writeTable(paper, {
      columns: [
        { title: 'Day' },
        { title: 'Before', align: 'right' },
        { title: 'After', align: 'right' },
        { title: 'Why', wraps: true },
        { title: 'Money', align: 'right' },
      ],
      rows: report.changes.flatMap((change) => changeRows(change, money)),
      foot: ['All changes', '', '', '', money.amount(total)],
      continued: 'Changes to earlier days, continued',
    })
    paper.gap(8)
    const hint =
      'Before and after are additional cameras of the day. A line is what the days cost now less what was billed so ' +
      'far, rounded once each; its days add up to it.'
    paper.say('P', [{ text: hint, style: text.hint }])
  })
}

export function writeInterventions(paper: Paper, report: UsageReport): void {
  writePart(paper, { number: 7, title: 'Interventions' }, () => {
    writeTable(paper, {
      columns: [
        { title: 'Kind' },
        { title: 'What happened since the last report', grows: true, wraps: true },
        { title: 'Since then', align: 'right' },
        { title: 'Ever', align: 'right' },
      ],
      rows: report.interventions.map((one) => [
        interventionNames[one.kind],
        one.happened.length > 0 ? one.happened.join('. ') : { text: 'None', style: text.cellSoft },
        count(one.since),
        count(one.ever),
      ]),
      continued: 'Interventions, continued',
    })
  })
}

/** `digest` is the SHA-256 of the attached report.json, in base64url. */
export function writeCheck(paper: Paper, report: UsageReport, digest: string): void {
  const { fingerprints, ledger } = report.check
  const newest = `this account's newest is its number ${count(ledger.n)}`
  const advice =
    'Compare the words of a key with those that the gateway itself shows. Save the attachment, take its SHA-256 and ' +
    'compare; every figure of these pages stands in it.'
  writePart(paper, { number: 8, title: 'Check it yourself' }, () => {
    writeFacts(paper, [
      ...fingerprints.map((one): [string, Cell] => [
        `${one.name}'s key`,
        { text: one.words.join(' '), style: text.key },
      ]),
      [
        'Computed from',
        {
          text: `the first ${count(ledger.size)} entries of the ledger; ${newest}`,
          below: ledger.hash,
          belowStyle: text.key,
        },
      ],
      ['report.json', { text: 'is attached to this file; its SHA-256 is', below: digest, belowStyle: text.key }],
    ])
    paper.gap(10)
    paper.say('P', [{ text: advice, style: text.body }])
    paper.gap(6)
    paper.say('P', [
      { text: 'What this report does not prove: ', style: text.bodyBold },
      { text: NOT_PROVEN, style: text.body },
    ])
  })
}

function changeRows(change: ReportChange, money: MoneyWriter): Cell[][] {
  const days = change.days.map((day): Cell[] => [
    dayAndYear(day.day),
    count(day.before),
    count(day.after),
    changeWords[day.why],
    money.amount(day.amountMinor),
  ])
  const quantity = `${signed(change.cameraDays)} camera-${Math.abs(change.cameraDays) === 1 ? 'day' : 'days'}`
  const sum = `${change.tierName}, ${spanInFull(change.firstDay, change.lastDay)}: ${quantity}`
  return [
    ...days,
    [
      { text: `Line ${change.line}`, style: text.cellBold },
      '',
      '',
      { text: sum, style: text.cellBold },
      { text: money.amount(change.amountMinor), style: text.cellBold },
    ],
  ]
}

function signed(value: number): string {
  return value < 0 ? `−${count(-value)}` : count(value)
}
