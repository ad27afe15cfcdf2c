/** Colours, sizes and distances on paper: tokens.css of the page in its light theme, in points (72 an inch). */

import type { FontName, TextStyle } from './text-lines.ts'

export const color = {
  ink: '#121715',
  ink2: '#434d4a',
  ink3: '#5c6663',
  line: '#dde1de',
  count: '#0a6358',
  warn: '#875000',
  warnSoft: '#fcf0da',
  now: '#bd3806',
  paper: '#f5f6f4',
  sunken: '#eceeeb',
  white: '#ffffff',
} as const

export const mm = 72 / 25.4

/** Sheets in points, as pdfkit names them. */
export const sheetSize = { A4: [595.28, 841.89], letter: [612, 792] } as const

export const margin = { side: 16 * mm, top: 16 * mm, foot: 14 * mm } as const

/** Line height over type size. */
export const LEADING = 1.42

export const text = {
  title: styleOf('bold', 19),
  brand: styleOf('bold', 12.5),
  lead: styleOf('regular', 12.5),
  leadBold: styleOf('bold', 12.5),
  heading: styleOf('bold', 11),
  headingNumber: styleOf('regular', 11, color.ink3),
  subheading: styleOf('bold', 9),
  body: styleOf('regular', 9),
  bodyBold: styleOf('bold', 9),
  soft: styleOf('regular', 9, color.ink2),
  label: styleOf('regular', 8.75, color.ink3),
  cell: styleOf('regular', 8.5),
  cellBold: styleOf('bold', 8.5),
  cellSoft: styleOf('regular', 8.5, color.ink2),
  cellWarn: styleOf('regular', 8.5, color.warn),
  key: styleOf('mono', 7.6),
  keySoft: styleOf('mono', 7, color.ink3),
  columnHead: styleOf('regular', 8, color.ink3),
  hint: styleOf('regular', 7.75, color.ink3),
  tick: styleOf('regular', 7.25, color.ink3),
  tickStrong: styleOf('bold', 7.25),
  figure: styleOf('regular', 13),
  figureBilled: styleOf('bold', 13, color.count),
  figureBold: styleOf('bold', 13),
  operator: styleOf('regular', 13, color.ink3),
  foot: styleOf('regular', 7.5, color.ink3),
} as const satisfies Record<string, TextStyle>

function styleOf(font: FontName, size: number, ink: string = color.ink): TextStyle {
  return { font, size, color: ink }
}
