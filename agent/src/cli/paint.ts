/** Text for people: columns, colour on terminals alone (no-color.org), times that can be read. */
import type { Out } from './shell.ts'

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold'
export type Paint = (colour: Colour, text: string) => string

const codes: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 }

/** Colours for a terminal unless NO_COLOR is set to anything; else text as it is. */
export function painter(out: Out, env: Readonly<Record<string, string | undefined>>): Paint {
  const isColoured = out.isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
  return (colour, text) => (isColoured && text !== '' ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text)
}

/** Rows with columns two spaces apart; the last column is not filled up. Cells may be painted. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))
  return rows
    .map((row) => {
      const cells = row.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell))))
      return `${cells.join('  ').trimEnd()}\n`
    })
    .join('')
}

/** "12 s", "3 min", "5 h", "2 days": the span between two instants, rounded down; "now" below a second. */
export function spanText(spanMs: number): string {
  const seconds = Math.floor(Math.max(0, spanMs) / 1000)
  if (seconds < 1) return 'now'
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} days`
}

/** "512 bytes", "1.2 MB": powers of 1000, as disks are sold. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} bytes`
  const [amount, unit] =
    sizeBytes < 1e6 ? [sizeBytes / 1e3, 'KB'] : sizeBytes < 1e9 ? [sizeBytes / 1e6, 'MB'] : [sizeBytes / 1e9, 'GB']
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`
}

/** "1 camera", "8 cameras". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function widthOf(cell: string): number {
  return [...cell.replace(/\u001b\[\d+m/g, '')].length
}
