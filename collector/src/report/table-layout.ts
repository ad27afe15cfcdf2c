/** Where the columns and the lines of a table stand, before anything is drawn. */

import { LEADING, text } from './look.ts'
import { baselineIn, type Paper } from './paper.ts'
import type { Line, Run, TextStyle } from './text-lines.ts'

export type Column = {
  readonly title: string
  readonly align?: 'right'
  /** Points; a column without one is as wide as its longest text. */
  readonly width?: number
  /** Takes what is left of the sheet; where no column does, the gaps grow. */
  readonly grows?: boolean
  /** Breaks its text into lines where the sheet is too narrow. */
  readonly wraps?: boolean
}

/** Text, text with a softer line below it, or something drawn, with words for who cannot see it. */
export type Cell = string | { readonly runs: readonly Run[] } | TwoLines | Drawn

type TwoLines = {
  readonly text: string
  readonly style?: TextStyle
  readonly below?: string
  readonly belowStyle?: TextStyle
}

export type Drawn = { readonly draw: (box: Box) => void; readonly height: number; readonly says: string }

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export type PlacedColumn = Column & { readonly x: number; readonly width: number }

/** `baseline` and `top` are measured from the row's top, in points. */
export type LaidCell = { readonly lines: readonly LaidLine[] } | DrawnCell

type LaidLine = { readonly line: Line; readonly baseline: number }

type DrawnCell = { readonly drawn: Drawn; readonly top: number }

export type LaidRow = { readonly cells: readonly LaidCell[]; readonly height: number }

type RowInput = {
  readonly cells: readonly Cell[]
  readonly style: TextStyle
  /** The height of a row of one line. */
  readonly least: number
  /** Every cell stands in the middle of its row, for rows of two lines beside something drawn. */
  readonly isMiddle: boolean
}

const LEAST_GAP = 8
const GROWING_GAP = 16
const MOST_GAP = 44
const LEAST_WIDTH = 24
const LEAST_GROWING = 120

/** Gives each column its place. What is over goes to columns that grow, else to gaps, else to texts; what is missing is
 *  taken from columns that may wrap, in proportion to their widths. */
export function placeColumns(
  paper: Paper,
  columns: readonly Column[],
  rows: readonly (readonly [readonly Cell[], TextStyle])[],
): PlacedColumn[] {
  const natural = columns.map((column, index) => {
    if (column.grows) return LEAST_GROWING
    return column.width ?? naturalWidth(paper, { column, index }, rows)
  })
  const gaps = Math.max(1, columns.length - 1)
  const left = paper.width - natural.reduce((sum, width) => sum + width, LEAST_GAP * gaps)
  const isGrowing = columns.some((column) => column.grows)
  const mostGap = isGrowing ? GROWING_GAP : MOST_GAP
  const gap = LEAST_GAP + Math.max(0, Math.min(left / gaps, mostGap - LEAST_GAP))
  const rest = left - (gap - LEAST_GAP) * gaps
  const takes = (column: Column, width: number): number => {
    if (rest < 0) return column.wraps ? Math.max(0, width - LEAST_WIDTH) : 0
    if (isGrowing) return Number(column.grows ?? false)
    return column.align === undefined ? width : 0
  }
  const takers = columns.map((column, index) => takes(column, natural[index] ?? 0))
  const shares = takers.reduce((sum, share) => sum + share, 0) || 1
  let x = paper.left
  return columns.map((column, index) => {
    const width = (natural[index] ?? 0) + (rest * (takers[index] ?? 0)) / shares
    const placed = { ...column, x, width }
    x += width + gap
    return placed
  })
}

/** The columns of a foot whose first cell runs over `spans` of them; those beneath it hold nothing. */
export function spannedColumns(columns: readonly PlacedColumn[], spans: number): PlacedColumn[] {
  const [first, last] = [columns[0], columns[spans - 1]]
  if (first === undefined || last === undefined) return [...columns]
  return columns.map((column, index) => (index === 0 ? { ...first, width: last.x + last.width - first.x } : column))
}

/** Lays out one row. A cell of one line stands in the middle of it; more lines begin where that one would, so that the
 *  first lines of a row are level. */
export function layRow(paper: Paper, columns: readonly PlacedColumn[], row: RowInput): LaidRow {
  const cells = columns.map((column, index) => {
    const cell = row.cells[index] ?? ''
    if (isDrawn(cell)) return { drawn: cell, lines: [], used: cell.height }
    const lines = linesOf(paper, paragraphsOf(cell, row.style), column.width)
    return { drawn: undefined, lines, used: lines.reduce((sum, line) => sum + line.height, 0) }
  })
  const firstTop = (lines: readonly SizedLine[]) => Math.max(2, (row.least - (lines[0]?.height ?? 0)) / 2)
  const height = cells.reduce((most, cell) => {
    const top = cell.drawn || row.isMiddle ? 2 : firstTop(cell.lines)
    return Math.max(most, cell.used + 2 * top)
  }, row.least)
  return {
    height,
    cells: cells.map(({ drawn, lines, used }) => {
      const middle = (height - used) / 2
      if (drawn !== undefined) return { drawn, top: middle }
      return { lines: withBaselines(lines, row.isMiddle ? middle : firstTop(lines), row.style.size) }
    }),
  }
}

export function isDrawn(cell: Cell): cell is Drawn {
  return typeof cell === 'object' && 'draw' in cell
}

type SizedLine = { readonly line: Line; readonly height: number; readonly size: number }

function linesOf(paper: Paper, paragraphs: readonly Run[][], width: number): SizedLine[] {
  return paragraphs.flatMap((runs) => {
    const size = Math.max(...runs.map((run) => run.style.size))
    return paper.lines(runs, width).map((line) => ({ line, height: size * LEADING, size }))
  })
}

/** First lines share the baseline of the row's own type, also where theirs is smaller. */
function withBaselines(lines: readonly SizedLine[], top: number, rowSize: number): LaidLine[] {
  let y = top
  return lines.map(({ line, height, size }, index) => {
    const baseline = y + baselineIn(height, index === 0 ? Math.max(size, rowSize) : size)
    y += height
    return { line, baseline }
  })
}

function naturalWidth(
  paper: Paper,
  { column, index }: { column: Column; index: number },
  rows: readonly (readonly [readonly Cell[], TextStyle])[],
): number {
  let most = paper.measure(column.title, text.columnHead)
  for (const [cells, style] of rows) {
    const cell = cells[index] ?? ''
    if (isDrawn(cell)) continue
    for (const runs of paragraphsOf(cell, style)) {
      most = Math.max(
        most,
        runs.reduce((sum, run) => sum + paper.measure(run.text, run.style), 0),
      )
    }
  }
  // A hair more, so that adding widths up in another order does not break a line.
  return most + 0.1
}

/** A cell's text, and the softer one below it. */
function paragraphsOf(cell: Exclude<Cell, Drawn>, style: TextStyle): Run[][] {
  if (typeof cell === 'string') return cell === '' ? [] : [[{ text: cell, style }]]
  if ('runs' in cell) return [[...cell.runs]]
  const main = [{ text: cell.text, style: cell.style ?? style }]
  return cell.below === undefined ? [main] : [main, [{ text: cell.below, style: cell.belowStyle ?? text.hint }]]
}
