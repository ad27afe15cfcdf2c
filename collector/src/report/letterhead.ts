/** The top of a document's first page, and the heads of its parts. */

import { color, text } from './look.ts'
import type { Paper } from './paper.ts'
import type { TextStyle } from './text-lines.ts'

type Letterhead = {
  readonly issuer: string
  readonly title: string
  readonly below: string
  /** PNG or JPEG bytes, in place of the mark and the name. */
  readonly logo?: Uint8Array
}

/** The title stands right, who issues the document left with the mark of the count: four strokes and one across. */
export function writeLetterhead(paper: Paper, head: Letterhead): void {
  const top = paper.y
  writeRight(paper, 'H1', { words: head.title, style: text.title, baseline: top + 17 })
  writeRight(paper, 'P', { words: head.below, style: text.soft, baseline: top + 32 })
  if (head.logo) writeLogo(paper, head.logo, head.issuer)
  else writeIssuer(paper, head.issuer)
  paper.advance(46)
  paper.rule(paper.y, color.ink, 0.75)
}

/** A numbered part of the report. Its head stands with what follows, never at the end of a page. */
export function writePart(paper: Paper, part: { number: number; title: string }, write: () => void): void {
  paper.gap(23)
  paper.within('Sect', () => {
    const [number] = paper.lines([{ text: `${part.number}`, style: text.headingNumber }], 40)
    const [title] = paper.lines([{ text: part.title, style: text.heading }], paper.width - 23)
    paper.hold(21, () => {
      paper.content('H2', () => {
        if (number) paper.writeLine(number, paper.left, paper.y + 11.5)
        if (title) paper.writeLine(title, paper.left + 23, paper.y + 11.5)
      })
      paper.advance(21)
    })
    write()
  })
}

/** A head inside a part, kept with what follows. */
export function writeSubhead(paper: Paper, title: string): void {
  paper.gap(13)
  const [line] = paper.lines([{ text: title, style: text.subheading }], paper.width)
  paper.hold(14, () => {
    paper.content('H3', () => line && paper.writeLine(line, paper.left, paper.y + 9.5))
    paper.advance(14)
  })
}

function writeIssuer(paper: Paper, issuer: string): void {
  paper.artifact(() => drawMark(paper, paper.left, paper.y + 2.5))
  const [name] = paper.lines([{ text: issuer, style: text.brand }], paper.width * 0.45)
  paper.content('P', () => name && paper.writeLine(name, paper.left + 27, paper.y + 15.5))
}

function writeLogo(paper: Paper, logo: Uint8Array, issuer: string): void {
  const [width, height] = [170, 34]
  const bbox = [paper.left, paper.y, paper.left + width, paper.y + height] as const
  const draw = () => {
    paper.pdf.image(Buffer.from(logo), paper.left, paper.y, { fit: [width, height], valign: 'center' })
  }
  paper.content('Figure', draw, { alt: issuer, bbox })
}

function writeRight(paper: Paper, type: string, line: { words: string; style: TextStyle; baseline: number }): void {
  const [placed] = paper.lines([{ text: line.words, style: line.style }], paper.width)
  if (placed) paper.content(type, () => paper.writeLine(placed, paper.right - placed.width, line.baseline))
}

function drawMark(paper: Paper, x: number, y: number): void {
  const scale = 0.8
  for (const stroke of [4, 10, 16, 22]) {
    paper.pdf
      .moveTo(x + stroke * scale, y + 2 * scale)
      .lineTo(x + stroke * scale, y + 18 * scale)
      .lineWidth(1.5)
      .stroke(color.ink)
  }
  paper.pdf
    .moveTo(x + 1 * scale, y + 15 * scale)
    .lineTo(x + 25 * scale, y + 5 * scale)
    .lineWidth(1.5)
    .stroke(color.now)
}
