/** The chart of a period: one cell is one camera on one day, so that a bill can be counted by eye (the look). */

import type { ReportDay } from '../domain/usage-report.ts'
import { dayShort } from '../domain/usage-report-dates.ts'
import { count } from '../domain/usage-report-words.ts'
import { color, text } from './look.ts'
import type { Paper } from './paper.ts'
import type { TextStyle } from './text-lines.ts'

/** More cameras or days than this cannot be counted by eye: cells flow together into columns. */
const MOST_CELLS_HIGH = 12
const LEAST_CELL_WIDTH = 5

const TOP = 20
const FEET = 16

type Frame = {
  readonly x: number
  readonly width: number
  readonly base: number
  readonly pitchX: number
  readonly pitchY: number
  readonly areCells: boolean
  readonly most: number
}

/** Draws the days as one figure at the cursor. Days billed are full, included cameras hollow, waived ones too. */
export function writeDayChart(paper: Paper, days: readonly ReportDay[], says: string): void {
  const most = Math.max(1, ...days.map((day) => day.connected))
  const axisWidth = Math.max(20, paper.measure(count(most), text.tick) + 9)
  const pitchX = (paper.width - axisWidth) / days.length
  const areCells = most <= MOST_CELLS_HIGH && pitchX >= LEAST_CELL_WIDTH
  const pitchY = areCells ? Math.min(19, 118 / most) : 118 / most
  const height = TOP + most * pitchY
  paper.need(height + FEET + 18)
  const frame = {
    x: paper.left + axisWidth,
    width: paper.width - axisWidth,
    base: paper.y + height,
    pitchX,
    pitchY,
    areCells,
    most,
  }
  const bbox = [paper.left, paper.y, paper.right, paper.y + height + FEET] as const
  const draw = () => {
    drawAxis(paper, frame)
    for (const [index, day] of days.entries()) drawDay(paper, frame, { day, x: frame.x + index * pitchX })
    drawTierChanges(paper, frame, days)
    paper.pdf.moveTo(frame.x, frame.base).lineTo(paper.right, frame.base).lineWidth(0.75).stroke(color.ink)
    drawDates(paper, frame, days)
  }
  paper.content('Figure', draw, { alt: says, bbox })
  paper.advance(height + FEET + 4)
  writeLegend(paper, frame, days)
}

/** The legend: the same shapes with their words. */
function writeLegend(paper: Paper, frame: Frame, days: readonly ReportDay[]): void {
  const isIncomplete = days.some((day) => day.flags.includes('incomplete'))
  const isWaived = days.some((day) => day.flags.includes('waived'))
  const entries = [
    {
      says: isWaived ? 'Included or waived camera' : 'Included camera',
      draw: (x: number, y: number) => drawNotBilled(paper, frame, { x, y, width: 7, height: 7 }),
    },
    {
      says: 'Additional camera, billed',
      draw: (x: number, y: number) => drawFull(paper, { x, y, width: 7, height: 7 }),
    },
    ...(isIncomplete
      ? [{ says: 'Day incomplete', draw: (x: number, y: number) => drawWarning(paper, x + 3.5, y) }]
      : []),
  ]
  paper.content('P', () => {
    let { x } = frame
    for (const entry of entries) {
      entry.draw(x, paper.y + 3)
      x += 12 + write(paper, entry.says, { x: x + 12, y: paper.y + 9.4, style: text.tick }) + 16
    }
  })
  paper.advance(14)
}

function drawAxis(paper: Paper, frame: Frame): void {
  const step = frame.areCells ? 1 : niceStep(frame.most)
  for (let value = step; value <= frame.most; value += step) {
    const y = frame.base - value * frame.pitchY
    const middle = frame.areCells ? y + frame.pitchY / 2 + 2.6 : y + 2.6
    write(paper, count(value), { x: paper.left, y: middle, style: text.tick })
    if (!frame.areCells) paper.pdf.moveTo(frame.x, y).lineTo(paper.right, y).lineWidth(0.5).stroke(color.line)
  }
}

function drawDay(paper: Paper, frame: Frame, { day, x }: { day: ReportDay; x: number }): void {
  const hollow = day.connected - day.additional
  if (frame.areCells) {
    const gap = Math.min(2.6, frame.pitchX * 0.2)
    for (let n = 0; n < day.connected; n += 1) {
      const cell = {
        x: x + gap / 2,
        y: frame.base - (n + 1) * frame.pitchY + 0.6,
        width: frame.pitchX - gap,
        height: frame.pitchY - 2.2,
      }
      if (n < hollow) drawNotBilled(paper, frame, cell)
      else drawFull(paper, cell)
    }
  } else drawColumn(paper, frame, { day, x, hollow })
  if (day.flags.includes('incomplete')) {
    drawWarning(paper, x + frame.pitchX / 2, frame.base - day.connected * frame.pitchY - 8)
  }
}

function drawColumn(paper: Paper, frame: Frame, at: { day: ReportDay; x: number; hollow: number }): void {
  const width = frame.pitchX >= 3 ? frame.pitchX - 1 : frame.pitchX
  const x = at.x + (frame.pitchX - width) / 2
  const height = at.day.additional * frame.pitchY
  const y = frame.base - at.day.connected * frame.pitchY
  if (height > 0) drawFull(paper, { x, y, width, height })
  const rest = at.hollow * frame.pitchY
  if (rest > 0) drawNotBilled(paper, frame, { x, y: frame.base - rest, width, height: rest })
}

function drawTierChanges(paper: Paper, frame: Frame, days: readonly ReportDay[]): void {
  for (const [index, day] of days.entries()) {
    if (index === 0 || days[index - 1]?.tier === day.tier) continue
    const x = frame.x + index * frame.pitchX
    const top = frame.base - frame.most * frame.pitchY - TOP
    paper.pdf.moveTo(x, top).lineTo(x, frame.base).lineWidth(0.75).stroke(color.ink)
    const says = `${day.tierName} from ${dayShort(day.day)}`
    const width = paper.measure(says, text.tickStrong)
    const isTooFar = x + 4 + width > paper.right
    write(paper, says, { x: isTooFar ? x - 4 - width : x + 4, y: top + 6, style: text.tickStrong })
  }
}

/** Dates below the first and the last day, and between them at tier changes and months' first days if there is room. */
function drawDates(paper: Paper, frame: Frame, days: readonly ReportDay[]): void {
  const wish = (index: number) => {
    if (index === 0 || index === days.length - 1) return 0
    if (days[index - 1]?.tier !== days[index]?.tier) return 1
    if (days[index]?.day.endsWith('-01')) return 2
    return index % 5 === 0 ? 3 : 9
  }
  const taken: { from: number; to: number }[] = []
  const wished = days.map((day, index) => ({ day, index, rank: wish(index) })).filter((one) => one.rank < 9)
  for (const { day, index, rank } of wished.sort((a, b) => a.rank - b.rank || a.index - b.index)) {
    const says = dayShort(day.day)
    const width = paper.measure(says, text.tick)
    const middle = frame.x + (index + 0.5) * frame.pitchX
    const from = Math.min(Math.max(middle - width / 2, frame.x), paper.right - width)
    // A date that only helps to count keeps more distance than one that says something.
    const distance = rank < 3 ? 9 : 22
    if (taken.some((other) => from < other.to + distance && other.from < from + width + distance)) continue
    taken.push({ from, to: from + width })
    write(paper, says, { x: from, y: frame.base + 11, style: text.tick })
  }
}

type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Hollow as a cell. In a column an outline would be all there is of it: pale says the same, or grey if it is thin. */
function drawNotBilled(paper: Paper, frame: Frame, { x, y, width, height }: Rectangle): void {
  if (!frame.areCells) {
    paper.pdf.rect(x, y, width, height).fill(height > 3 ? color.line : color.ink3)
    return
  }
  paper.pdf
    .rect(x + 0.35, y + 0.35, width - 0.7, height - 0.7)
    .lineWidth(0.7)
    .fillAndStroke(color.white, color.ink3)
}

function drawFull(paper: Paper, { x, y, width, height }: Rectangle): void {
  paper.pdf.rect(x, y, width, height).fill(color.count)
}

/** A small triangle whose top is at (x, y). */
function drawWarning(paper: Paper, x: number, y: number): void {
  paper.pdf.polygon([x, y], [x + 3.6, y + 6.6], [x - 3.6, y + 6.6]).fill(color.warn)
}

function write(paper: Paper, words: string, at: { x: number; y: number; style: TextStyle }): number {
  const [line] = paper.lines([{ text: words, style: at.style }], Number.POSITIVE_INFINITY)
  if (line === undefined) return 0
  paper.writeLine(line, at.x, at.y)
  return line.width
}

/** 1, 2 or 5 times a power of ten, so that at most five lines cross the chart. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 5))
  return [1, 2, 5, 10].map((times) => Math.max(1, times * power)).find((step) => most / step <= 5) ?? 10 * power
}
