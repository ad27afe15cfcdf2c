/** Part 4 of the usage report: on how many days each camera counted, and which were seen without counting. */

import type { ReportCamera, SeenNotCounted, UsageReport } from '../domain/usage-report.ts'
import { dayShort, isOverYears } from '../domain/usage-report-dates.ts'
import { count, howKnown, whyNotCounted } from '../domain/usage-report-words.ts'
import { writePart, writeSubhead } from './letterhead.ts'
import { text } from './look.ts'
import type { Paper } from './paper.ts'
import { writeTable } from './table.ts'
import type { Cell } from './table-layout.ts'

/** Longer lists are summed up on paper; report.json always has every row. */
const MOST_CAMERAS = 400
const MOST_NOT_COUNTED = 120

export function writeCameras(paper: Paper, report: UsageReport): void {
  writePart(paper, { number: 4, title: 'By camera' }, () => {
    if (report.cameras.length > MOST_CAMERAS) writeCameraGroups(paper, report)
    else writeCameraRows(paper, report)
    if (report.seenNotCounted.length === 0) {
      paper.gap(8)
      paper.say('P', [{ text: 'Every camera that was seen counted on each day it was seen.', style: text.soft }])
      return
    }
    writeSubhead(paper, 'Seen, not counted')
    if (report.seenNotCounted.length > MOST_NOT_COUNTED) writeNotCountedGroups(paper, report)
    else writeNotCountedRows(paper, report)
  })
}

function writeCameraRows(paper: Paper, report: UsageReport): void {
  const hasYear = isOverYears(report.period)
  const sum: Cell[] = ['Sum over cameras, equal to the sum over days', '', '', crossFoot(report), '', '']
  writeTable(paper, {
    columns: [
      { title: 'Camera', wraps: true },
      { title: 'Key' },
      { title: 'How known' },
      { title: 'Days counted', align: 'right' },
      { title: 'First', align: 'right' },
      { title: 'Last', align: 'right' },
    ],
    rows: report.cameras.map((camera) => [
      nameOf(camera),
      keyOf(camera),
      howKnown[camera.rank],
      count(camera.daysCounted),
      dayShort(camera.firstDay, hasYear),
      dayShort(camera.lastDay, hasYear),
    ]),
    foot: sum,
    footSpans: 3,
    continued: 'By camera, continued',
  })
}

function writeCameraGroups(paper: Paper, report: UsageReport): void {
  const groups = new Map<number, number>()
  for (const camera of report.cameras) groups.set(camera.daysCounted, (groups.get(camera.daysCounted) ?? 0) + 1)
  writeTable(paper, {
    columns: [
      { title: 'Days counted' },
      { title: 'Cameras', align: 'right' },
      { title: 'Camera-days', align: 'right' },
    ],
    rows: [...groups].map(([days, cameras]) => [count(days), count(cameras), count(days * cameras)]),
    foot: ['Sum over cameras, equal to the sum over days', count(report.cameras.length), crossFoot(report)],
    continued: 'By camera, continued',
  })
  const hint =
    'So many cameras are grouped by the days they counted on; report.json, attached to this file, names each.'
  paper.gap(8)
  paper.say('P', [{ text: hint, style: text.hint }])
}

function writeNotCountedRows(paper: Paper, report: UsageReport): void {
  writeTable(paper, {
    columns: [
      { title: 'Camera', wraps: true },
      { title: 'Key' },
      { title: 'Why not' },
      { title: 'Day', align: 'right' },
      { title: 'Minutes', align: 'right' },
    ],
    rows: report.seenNotCounted.map((seen) => [
      nameOf(seen),
      keyOf(seen),
      whyNotCounted(seen.why, report.rule),
      dayShort(seen.day, isOverYears(report.period)),
      count(seen.minutes),
    ]),
    continued: 'Seen, not counted, continued',
  })
}

function writeNotCountedGroups(paper: Paper, report: UsageReport): void {
  const reasons = [...new Set(report.seenNotCounted.map((seen) => seen.why))]
  writeTable(paper, {
    columns: [
      { title: 'Why not' },
      { title: 'Cameras', align: 'right' },
      { title: 'Camera-days', align: 'right' },
      { title: 'Minutes', align: 'right' },
    ],
    rows: reasons.map((why) => {
      const seen = report.seenNotCounted.filter((one) => one.why === why)
      return [
        whyNotCounted(why, report.rule),
        count(new Set(seen.map((one) => one.camera)).size),
        count(seen.length),
        count(seen.reduce((sum, one) => sum + one.minutes, 0)),
      ]
    }),
    continued: 'Seen, not counted, continued',
  })
}

function crossFoot(report: UsageReport): string {
  return `${count(report.crossFoot.overCameras)} = ${count(report.crossFoot.overDays)}`
}

function nameOf(camera: ReportCamera | SeenNotCounted): Cell {
  return camera.name ?? { text: 'Not named', style: text.cellSoft }
}

function keyOf(camera: ReportCamera | SeenNotCounted): Cell {
  return { text: camera.camera.slice(0, 6), style: text.key }
}
