/** Tables on paper: rules between rows, heads repeated on each page, figures right-aligned under their heads. */

import { color, text } from './look.ts'
import type { Paper } from './paper.ts'
import {
  type Cell,
  type Column,
  type LaidCell,
  type LaidRow,
  layRow,
  type PlacedColumn,
  placeColumns,
  spannedColumns,
} from './table-layout.ts'
import type { Line, TextStyle } from './text-lines.ts'

export type TableSpec = {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** The sum row, kept with the last row. */
  readonly foot?: readonly Cell[]
  /** How many columns the foot's first cell runs over; 1 when absent. */
  readonly footSpans?: number
  /** Printed above the head where the table goes on, "By day, continued". */
  readonly continued: string
  /** The table itself goes on with something: if it begins on a new page it says so at once. */
  readonly goesOn?: boolean
  readonly style?: TextStyle
  /** Height of a row of one line; 17 points. */
  readonly rowHeight?: number
  readonly isMiddle?: boolean
  /** The columns are not headed: each row says what it is. */
  readonly hasNoHead?: boolean
}

const ROW_HEIGHT = 17
const HEAD_HEIGHT = 18
const CONTINUED_HEIGHT = 20
/** So many rows at least stand below a head, and above a sum. */
const KEPT_ROWS = 3

/** Writes the table at the cursor. It begins on a new page if it then fits on one and here it would not; a page never
 *  ends with the head alone, nor begins with the sum or a row alone. */
export function writeTable(paper: Paper, spec: TableSpec): void {
  const { columns, rows, foot, footColumns } = layTable(paper, spec)
  const headHeight = spec.hasNoHead ? 0 : HEAD_HEIGHT
  const heightOf = (some: readonly LaidRow[]) => some.reduce((sum, row) => sum + row.height, headHeight)
  const whole = heightOf(rows) + (foot?.height ?? 0)
  const pageBefore = paper.page
  paper.need(whole <= paper.pageRoom ? whole : heightOf(rows.slice(0, KEPT_ROWS)))
  if (spec.goesOn && paper.page !== pageBefore) writeContinued(paper, spec.continued)
  paper.within('Table', () => {
    if (!spec.hasNoHead) writeHead(paper, columns)
    for (const [index, row] of rows.entries()) {
      if (!paper.hasRoom(roomNeeded(rows, foot, index))) goOn(paper, columns, spec)
      if (index > 0 || !spec.hasNoHead) paper.rule(paper.y)
      writeRow(paper, columns, row)
    }
    if (foot === undefined) return
    paper.rule(paper.y, color.ink, 0.75)
    writeRow(paper, footColumns, foot)
  })
}

/** The last rows and the sum go to the next page together: it never begins with one row alone. */
function roomNeeded(rows: readonly LaidRow[], foot: LaidRow | undefined, index: number): number {
  const isLastGroup = index > 0 && index === rows.length - KEPT_ROWS
  const kept = isLastGroup ? rows.slice(index) : rows.slice(index, index + 1)
  const hasFoot = isLastGroup || index === rows.length - 1
  return kept.reduce((sum, row) => sum + row.height, hasFoot ? (foot?.height ?? 0) : 0)
}

function layTable(paper: Paper, spec: TableSpec) {
  const style = spec.style ?? text.cell
  const spans = spec.footSpans ?? 1
  // What runs over several columns makes none of them wider.
  const footCells = spec.foot?.map((cell, index) => (spans > 1 && index === 0 ? '' : cell))
  const measured = spec.rows.map((row) => [row, style] as const)
  const columns = placeColumns(paper, spec.columns, footCells ? [...measured, [footCells, text.cellBold]] : measured)
  const footColumns = spannedColumns(columns, spans)
  const least = spec.rowHeight ?? ROW_HEIGHT
  const isMiddle = spec.isMiddle ?? false
  return {
    columns,
    footColumns,
    rows: spec.rows.map((cells) => layRow(paper, columns, { cells, style, least, isMiddle })),
    foot:
      spec.foot &&
      layRow(paper, footColumns, { cells: spec.foot, style: text.cellBold, least: ROW_HEIGHT + 1, isMiddle }),
  }
}

function writeHead(paper: Paper, columns: readonly PlacedColumn[]): void {
  const lines = headLines(paper, columns)
  paper.within('TR', () => {
    for (const [index, column] of columns.entries()) {
      paper.content('TH', () => writeHeadCell(paper, column, lines[index]), { scope: 'Column' })
    }
  })
  paper.advance(HEAD_HEIGHT)
}

function headLines(paper: Paper, columns: readonly PlacedColumn[]): (Line | undefined)[] {
  return columns.map((column) => paper.lines([{ text: column.title, style: text.columnHead }], column.width)[0])
}

function writeHeadCell(paper: Paper, column: PlacedColumn, line: Line | undefined): void {
  if (line !== undefined) paper.writeLine(line, startOf(column, line), paper.y + HEAD_HEIGHT - 5.5)
}

/** What repeats is an artifact: read aloud, the table is one table. */
function goOn(paper: Paper, columns: readonly PlacedColumn[], spec: TableSpec): void {
  paper.rule(paper.y)
  paper.newPage()
  writeContinued(paper, spec.continued)
  if (spec.hasNoHead) return
  const lines = headLines(paper, columns)
  paper.artifact(() => {
    for (const [index, column] of columns.entries()) writeHeadCell(paper, column, lines[index])
  }, 'Pagination')
  paper.advance(HEAD_HEIGHT)
}

function writeContinued(paper: Paper, words: string): void {
  const [line] = paper.lines([{ text: words, style: text.subheading }], paper.width)
  paper.artifact(() => line && paper.writeLine(line, paper.left, paper.y + 9.5), 'Pagination')
  paper.advance(CONTINUED_HEIGHT)
}

/** The first cell heads its row. */
function writeRow(paper: Paper, columns: readonly PlacedColumn[], row: LaidRow): void {
  paper.within('TR', () => {
    for (const [index, column] of columns.entries()) {
      const cell = row.cells[index]
      if (cell === undefined) continue
      paper.content(index === 0 ? 'TH' : 'TD', () => writeCell(paper, column, cell), {
        ...(index === 0 ? { scope: 'Row' as const } : {}),
        ...('drawn' in cell ? { alt: cell.drawn.says } : {}),
      })
    }
  })
  paper.advance(row.height)
}

function writeCell(paper: Paper, column: PlacedColumn, cell: LaidCell): void {
  if ('drawn' in cell) {
    const { drawn, top } = cell
    drawn.draw({ x: column.x, y: paper.y + top, width: column.width, height: drawn.height })
    return
  }
  for (const { line, baseline } of cell.lines) paper.writeLine(line, startOf(column, line), paper.y + baseline)
}

function startOf(column: PlacedColumn, line: Line): number {
  return column.align === 'right' ? column.x + column.width - line.width : column.x
}
