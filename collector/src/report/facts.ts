/** A list of facts: what it is called left, what is so right, a rule between them. */

import { text } from './look.ts'
import type { Paper } from './paper.ts'
import { writeTable } from './table.ts'
import type { Cell } from './table-layout.ts'

/** Writes the facts as a table whose rows are headed by their labels. `labelWidth` in points. */
export function writeFacts(paper: Paper, facts: readonly (readonly [string, Cell])[], labelWidth = 106): void {
  writeTable(paper, {
    columns: [
      { title: 'What', width: labelWidth, wraps: true },
      { title: 'Is', grows: true, wraps: true },
    ],
    rows: facts.map(([label, cell]) => [{ text: label, style: text.label }, cell]),
    continued: '',
    style: text.body,
    rowHeight: 17.5,
    hasNoHead: true,
  })
}
