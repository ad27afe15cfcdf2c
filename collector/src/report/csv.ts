/** CSV by RFC 4180, safe to open in a spreadsheet: text can never begin a formula. */

/** `text` may come from a person; the other kinds are written by us and are left as they are. */
export type CsvColumn<Row> = {
  readonly name: string
  readonly kind: 'text' | 'figure' | 'code'
  readonly of: (row: Row) => string
}

/** A head and a record for each row, CRLF after each, quoted where a comma, a quote or a line break stands inside.
 *  Text that a spreadsheet would take for a formula (=, +, -, @, tab or line break first, also after spaces or in full
 *  width) gets an apostrophe before it; figures are ASCII with a point and may begin with a minus. */
export function csv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const records = [columns.map((column) => quoted(column.name)).join()]
  for (const row of rows) {
    records.push(columns.map(({ kind, of }) => quoted(kind === 'text' ? harmless(of(row)) : of(row))).join())
  }
  return `${records.join('\r\n')}\r\n`
}

function harmless(text: string): string {
  return /^\s*[=+\-@|%]|^[\t\r\n]/.test(text.normalize('NFKC')) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
