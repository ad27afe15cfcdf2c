/** Breaks text into lines of a width: runs of several fonts, broken at spaces, inside a word only if it is too long. */

export type FontName = 'regular' | 'bold' | 'mono'

/** `size` in points, `color` as #rrggbb. */
export type TextStyle = { readonly font: FontName; readonly size: number; readonly color: string }

export type Run = { readonly text: string; readonly style: TextStyle }

/** `x` from the line's left edge, in points. */
export type PlacedRun = Run & { readonly x: number; readonly width: number }

export type Line = { readonly runs: readonly PlacedRun[]; readonly width: number }

export type Measure = (text: string, style: TextStyle) => number

/** Lines of at most `width` points. A line's width leaves out the space it ends with; there is at least one line. */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): Line[] {
  const lines: Line[] = []
  let line: PlacedRun[] = []
  let x = 0
  for (const cluster of clusters(runs.flatMap((run) => words(run, width, measure)))) {
    const widths = cluster.map((word) => measure(word.text, word.style))
    const last = cluster.at(-1)
    const ending = last ? measure(last.text, last.style) - measure(last.text.trimEnd(), last.style) : 0
    const bare = widths.reduce((sum, one) => sum + one, 0) - ending
    if (x > 0 && x + bare > width + 0.01) {
      lines.push(trimmed(line, measure))
      line = []
      x = 0
    }
    for (const [index, word] of cluster.entries()) {
      line.push({ ...word, x, width: widths[index] ?? 0 })
      x += widths[index] ?? 0
    }
  }
  return [...lines, trimmed(line, measure)]
}

/** Words of different runs with no space between them stay together: a bold figure and the full stop behind it. */
function clusters(all: readonly Word[]): Word[][] {
  const found: Word[][] = []
  let isOpen = false
  for (const word of all) {
    const open = isOpen ? found.at(-1) : undefined
    if (open) open.push(word)
    else found.push([word])
    isOpen = !word.mayBreakAfter
  }
  return found
}

type Word = Run & { readonly mayBreakAfter: boolean }

/** Words with the space behind them; a word wider than the line in pieces that fit. */
function words(run: Run, width: number, measure: Measure): Word[] {
  const parts = run.text.match(/[^ ]+ *| +/g) ?? []
  return parts.flatMap((text) => {
    if (measure(text.trimEnd(), run.style) > width) return pieces({ ...run, text }, width, measure)
    return [{ text, style: run.style, mayBreakAfter: text.endsWith(' ') }]
  })
}

function pieces(run: Run, width: number, measure: Measure): Word[] {
  const found: Word[] = []
  let piece = ''
  for (const character of run.text) {
    if (piece !== '' && measure(piece + character, run.style) > width) {
      found.push({ text: piece, style: run.style, mayBreakAfter: true })
      piece = ''
    }
    piece += character
  }
  return [...found, { text: piece, style: run.style, mayBreakAfter: piece.endsWith(' ') }]
}

/** Joins neighbours of one style, so that a line is few strings, and drops the space at its end. */
function trimmed(placed: readonly PlacedRun[], measure: Measure): Line {
  const joined: PlacedRun[] = []
  for (const run of placed) {
    const last = joined.at(-1)
    if (last !== undefined && last.style === run.style) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text, width: last.width + run.width }
    } else joined.push(run)
  }
  const last = joined.pop()
  if (last === undefined) return { runs: [], width: 0 }
  const text = last.text.trimEnd()
  const end = { ...last, text, width: measure(text, last.style) }
  return { runs: [...joined, end], width: end.x + end.width }
}
