/** One day of the report as an equation under which every term has its name, and as cells to count. */

import type { Rate, ReportDay, ReportLine } from '../domain/usage-report.ts'
import { dayInFull } from '../domain/usage-report-dates.ts'
import { count, type MoneyWriter } from '../domain/usage-report-words.ts'
import { color, text } from './look.ts'
import type { Paper } from './paper.ts'
import type { Line, TextStyle } from './text-lines.ts'

type Term = { readonly figure: string; readonly says: string; readonly style: TextStyle }
type Operator = '−' | '=' | '×' | '+' | '÷'
/** `row` counts from 0: an equation of many terms goes on below. */
type PlacedTerm = { readonly x: number; readonly row: number; readonly figure: Line; readonly says?: Line }

const MOST_CELLS = 30
const PADDING = 13
const CELL = 14
const ROW = 34

/** Writes the day at the cursor, on a quiet ground. */
export function writeWorkedDay(
  paper: Paper,
  worked: { day: ReportDay; line: ReportLine | undefined; money: MoneyWriter },
): void {
  const { day } = worked
  const hasCells = day.connected > 0 && day.connected <= MOST_CELLS
  const left = paper.left + PADDING + 2
  const placed = place(paper, equation(worked), { left, right: paper.right - PADDING })
  const equationHeight = ROW * (1 + (placed.at(-1)?.row ?? 0))
  const height = 2 * PADDING + 12 + equationHeight + (hasCells ? CELL + 8 : 0)
  paper.need(height)
  const top = paper.y
  paper.artifact(() => paper.pdf.rect(paper.left, top, paper.width, height).fill(color.paper))
  const [date] = paper.lines([{ text: dayInFull(day.day), style: text.soft }], paper.width)
  paper.content('P', () => date && paper.writeLine(date, left, top + PADDING + 7))
  paper.content('P', () => {
    for (const term of placed) {
      const y = top + PADDING + term.row * ROW
      paper.writeLine(term.figure, term.x, y + 30)
      if (term.says) paper.writeLine(term.says, term.x, y + 41)
    }
  })
  if (hasCells) writeCells(paper, day, { x: left, y: top + PADDING + 18 + equationHeight })
  paper.advance(height)
}

function equation(worked: { day: ReportDay; line: ReportLine | undefined; money: MoneyWriter }): (Term | Operator)[] {
  const { day, line, money } = worked
  const isWaived = day.flags.includes('waived')
  const terms: (Term | Operator)[] = [
    { figure: count(day.connected), says: 'connected', style: text.figure },
    '−',
    { figure: count(day.connected - day.additional), says: isWaived ? 'waived' : 'included', style: text.figure },
    '=',
    { figure: count(day.additional), says: 'additional', style: text.figureBilled },
  ]
  if (line === undefined) return terms
  const total: Term = { figure: money.amount(day.amountMinor), says: 'that day', style: text.figureBold }
  return [...terms, ...priceTerms(line, day.additional, money), '=', total]
}

function priceTerms(line: ReportLine, additional: number, money: MoneyWriter): (Term | Operator)[] {
  const { rate, tierName } = line
  const unit = rate.basis === 'perCameraMonth' ? 'a camera-month' : 'a camera-day'
  const divided: (Term | Operator)[] =
    rate.basis === 'perCameraMonth'
      ? ['÷', { figure: count(rate.periodDays), says: 'days of the period', style: text.figure }]
      : []
  const [only] = rate.bands
  if (rate.bands.length === 1 && only) {
    return ['×', { figure: money.rate(only.rateMicros), says: `${tierName}, ${unit}`, style: text.figure }, ...divided]
  }
  return [...bandTerms(rate, additional, money), ...divided]
}

/** Graduated rates (R35): "= 10 × $0.95 + 5 × $0.80". */
function bandTerms(rate: Rate, additional: number, money: MoneyWriter): (Term | Operator)[] {
  const terms: (Term | Operator)[] = []
  let from = 0
  for (const band of rate.bands) {
    const to = Math.min(additional, band.upTo ?? additional)
    if (to <= from) continue
    const says = `no. ${count(from + 1)} to ${count(to)}`
    terms.push(terms.length === 0 ? '=' : '+')
    terms.push({ figure: `${count(to - from)} × ${money.rate(band.rateMicros)}`, says, style: text.figure })
    from = to
  }
  return terms
}

function place(
  paper: Paper,
  terms: readonly (Term | Operator)[],
  between: { left: number; right: number },
): PlacedTerm[] {
  let x = between.left
  let row = 0
  return terms.flatMap((term, index) => {
    const next = terms[index + 1]
    // An operator goes to the next row with the term behind it.
    const needed = widthOf(paper, term) + (typeof term === 'string' && next ? widthOf(paper, next) : 0)
    if (x > between.left && x + needed > between.right) {
      x = between.left
      row += 1
    }
    const { figure, says } = termLines(paper, term)
    const placed = figure && { x, row, figure, ...(says ? { says } : {}) }
    x += widthOf(paper, term)
    return placed ? [placed] : []
  })
}

function widthOf(paper: Paper, term: Term | Operator): number {
  const { figure, says } = termLines(paper, term)
  return Math.max(figure?.width ?? 0, says?.width ?? 0) + (typeof term === 'string' ? 9 : 13)
}

function termLines(paper: Paper, term: Term | Operator): { figure: Line | undefined; says: Line | undefined } {
  const one = (words: string, style: TextStyle) => paper.lines([{ text: words, style }], Number.POSITIVE_INFINITY)[0]
  if (typeof term === 'string') return { figure: one(term, text.operator), says: undefined }
  return { figure: one(term.figure, term.style), says: one(term.says, text.hint) }
}

function writeCells(paper: Paper, day: ReportDay, at: { x: number; y: number }): void {
  const hollow = day.connected - day.additional
  const draw = () => {
    for (let n = 0; n < day.connected; n += 1) {
      const x = at.x + n * (CELL + 2.5)
      if (n >= hollow) paper.pdf.rect(x, at.y, CELL, CELL).fill(color.count)
      else {
        paper.pdf.rect(x + 0.35, at.y + 0.35, CELL - 0.7, CELL - 0.7).lineWidth(0.7)
        paper.pdf.fillAndStroke(color.white, color.ink3)
      }
    }
  }
  const says = `${day.connected} cameras as cells: ${hollow} hollow, ${day.additional} full`
  const width = day.connected * (CELL + 2.5)
  paper.content('Figure', draw, { alt: says, bbox: [at.x, at.y, at.x + width, at.y + CELL] })
}
