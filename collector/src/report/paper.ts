/** A tagged PDF/A-3a document with a cursor: text, rules and pages, each mark with its place in the structure. */

import { coveredText, fontFile } from './fonts.ts'
import { color, LEADING, margin, sheetSize, text } from './look.ts'
import { newPdf, type Pdf, pdfBytes } from './pdf-file.ts'
import { breakLines, type FontName, type Line, type Run, type TextStyle } from './text-lines.ts'

type Element = PDFKit.PDFStructureElement
type Attributes = PDFKit.Mixins.StructureElementOptions & {
  readonly scope?: 'Column' | 'Row'
  readonly bbox?: readonly [number, number, number, number]
}

export type PaperSettings = {
  readonly size: 'A4' | 'letter'
  readonly title: string
  readonly author: string
  /** The date the file carries, in place of the moment it is made: the same document has the same bytes. */
  readonly datedOn: string
  readonly keywords: string
  readonly attachments: readonly Attachment[]
  /** What stands left and in the middle at the foot of each page; the page number stands right. */
  readonly foot: readonly [string, string]
}

export type Attachment = {
  readonly name: string
  readonly mediaType: string
  readonly description: string
  readonly bytes: Uint8Array
}

/** pdfkit opens a font once for each file name that it is given, and again each time for a registered name. */
const FILES: Record<FontName, string> = {
  regular: fontFile('regular'),
  bold: fontFile('bold'),
  mono: fontFile('mono'),
}

export class Paper {
  readonly left = margin.side
  readonly top = margin.top
  readonly width: number
  readonly right: number
  /** Content ends here; the foot stands below. */
  readonly bottom: number
  y = margin.top
  readonly pdf: Pdf
  readonly #settings: PaperSettings
  #parent: Element
  readonly #root: Element
  readonly #glyphs = new Map<FontName, (codePoint: number) => boolean>()
  #isAtTop = true
  #held: { readonly points: number; readonly write: () => void }[] = []

  constructor(settings: PaperSettings) {
    const [pageWidth, pageHeight] = sheetSize[settings.size]
    this.#settings = settings
    this.width = pageWidth - 2 * margin.side
    this.right = this.left + this.width
    this.bottom = pageHeight - margin.foot - 24
    this.pdf = newPdf({ ...settings, size: [pageWidth, pageHeight] })
    for (const name of ['regular', 'bold', 'mono'] as const) {
      this.#glyphs.set(name, glyphTest(this.pdf.font(FILES[name])))
    }
    this.#root = this.pdf.struct('Document')
    this.pdf.addStructure(this.#root)
    this.#parent = this.#root
  }

  /** Leaves space below what was written; none at the top of a page or below a head. */
  gap(points: number): void {
    if (!this.#isAtTop && this.#held.length === 0) this.y += points
  }

  /** Which page the cursor is on, from 0. */
  get page(): number {
    return this.pdf.bufferedPageRange().count - 1
  }

  advance(points: number): void {
    this.y += points
    this.#isAtTop = false
  }

  hasRoom(points: number): boolean {
    return this.y + points <= this.bottom
  }

  /** Keeps a head of that height until it is known where what follows will stand: it is never left alone. */
  hold(points: number, write: () => void): void {
    this.#held.push({ points, write })
  }

  /** The most that can stand together with the held heads on one page. */
  get pageRoom(): number {
    return this.bottom - this.top - this.#heldPoints
  }

  /** Begins a new page unless this one is empty or has `points` left for what follows and its heads; writes those. */
  need(points: number): void {
    if (!this.#isAtTop && !this.hasRoom(points + this.#heldPoints)) this.newPage()
    const held = this.#held
    this.#held = []
    for (const head of held) head.write()
  }

  get #heldPoints(): number {
    return this.#held.reduce((sum, head) => sum + head.points, 0)
  }

  newPage(): void {
    this.pdf.addPage()
    this.y = this.top
    this.#isAtTop = true
  }

  /** What `write` adds becomes part of a new element of the structure: Sect, Table, TR … */
  within(type: string, write: () => void): void {
    const element = this.pdf.struct(type)
    const outer = this.#parent
    outer.add(element)
    this.#parent = element
    write()
    this.#parent = outer
    element.end()
  }

  /** Marks made by `draw` are the content of one element. Nothing in it may begin a page or an artifact. */
  content(type: string, draw: () => void, attributes: Attributes = {}): void {
    this.#parent.add(this.pdf.struct(type, attributes, draw))
  }

  /** Rules, grounds, repeated heads: seen, but no part of what the document says. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.pdf.markContent('Artifact', { type })
    draw()
    this.pdf.endMarkedContent()
  }

  rule(y: number, ink: string = color.line, weight = 0.5): void {
    this.artifact(() => {
      this.pdf.moveTo(this.left, y).lineTo(this.right, y).lineWidth(weight).stroke(ink)
    })
  }

  measure = (string: string, style: TextStyle): number => {
    return this.pdf.font(FILES[style.font], style.size).widthOfString(this.#covered(string, style.font))
  }

  lines(runs: readonly Run[], width: number): Line[] {
    const covered = runs.map((run) => ({ ...run, text: this.#covered(run.text, run.style.font) }))
    return breakLines(covered, width, this.measure)
  }

  /** One line with its baseline at `baseline`; right-aligned lines end at `x`. For use inside content or artifact. */
  writeLine(line: Line, x: number, baseline: number): void {
    for (const run of line.runs) {
      this.pdf
        .font(FILES[run.style.font], run.style.size)
        .fillColor(run.style.color)
        .text(run.text, x + run.x, baseline, { lineBreak: false, baseline: 'alphabetic' })
    }
  }

  /** A paragraph at the cursor, moved to the next page as a whole if need be. */
  say(type: string, runs: readonly Run[], at: { x?: number; width?: number; leading?: number } = {}): void {
    const lines = this.lines(runs, at.width ?? this.width)
    const size = Math.max(...runs.map((run) => run.style.size))
    const lineHeight = size * (at.leading ?? LEADING)
    this.need(lines.length * lineHeight)
    this.content(type, () => {
      for (const [index, line] of lines.entries()) {
        this.writeLine(line, at.x ?? this.left, this.y + index * lineHeight + baselineIn(lineHeight, size))
      }
    })
    this.advance(lines.length * lineHeight)
  }

  /** Writes the feet, closes the structure and gives the file. */
  finish(): Promise<Uint8Array> {
    const { count } = this.pdf.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      this.pdf.switchToPage(page)
      this.#foot(page + 1, count)
    }
    this.#root.end()
    return pdfBytes(this.pdf)
  }

  #foot(page: number, pages: number): void {
    const y = this.bottom + 24 - 10
    const right = this.#footLine(`Page ${page} of ${pages}`, this.width)
    const left = this.#footLine(this.#settings.foot[0], this.width / 2)
    const room = this.width - left.width - right.width
    const middle = this.#footLine(this.#settings.foot[1], room - 24)
    this.rule(y - 12, color.ink)
    this.artifact(() => {
      this.writeLine(left, this.left, y)
      this.writeLine(middle, this.left + left.width + (room - middle.width) / 2, y)
      this.writeLine(right, this.right - right.width, y)
    }, 'Pagination')
  }

  /** One line, cut off with an ellipsis where it would not fit. */
  #footLine(words: string, width: number): Line {
    const [whole] = this.lines([{ text: words, style: text.foot }], Number.POSITIVE_INFINITY)
    if (whole !== undefined && whole.width <= width) return whole
    const [cut] = this.lines([{ text: words, style: text.foot }], width - 8)
    const [run] = cut?.runs ?? []
    return run ? { width, runs: [{ ...run, text: `${run.text}…` }] } : { width: 0, runs: [] }
  }

  #covered(string: string, font: FontName): string {
    return coveredText(string, this.#glyphs.get(font) ?? (() => true))
  }
}

/** Where the baseline of type of that size stands in a line of that height, from its top. */
export function baselineIn(lineHeight: number, size: number): number {
  // DejaVu's capitals are 0.73 of its size: they stand in the middle of the line.
  return (lineHeight + 0.73 * size) / 2
}

/** pdfkit knows which glyphs its current font has; its types do not say so. */
function glyphTest(pdf: Pdf): (codePoint: number) => boolean {
  if (!hasFont(pdf)) throw new Error('pdfkit: the current font cannot be asked for its glyphs')
  const { font } = pdf._font
  return (codePoint) => font.hasGlyphForCodePoint(codePoint)
}

type WithFont = { readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } } }

function hasFont(pdf: object): pdf is WithFont {
  return '_font' in pdf
}
