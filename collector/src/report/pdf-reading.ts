/** Reads our own PDFs back for tests: objects, streams and what is drawn, as far as pdfkit writes them. */

import { inflateSync } from 'node:zlib'

export type PdfRead = {
  /** The file as one character a byte. */
  readonly raw: string
  /** Decompressed streams, in the file's order, with the dictionary before each. */
  readonly streams: readonly { readonly dictionary: string; readonly bytes: Uint8Array }[]
}

/** @throws Error when a stream is not what its length says */
export function readPdf(bytes: Uint8Array): PdfRead {
  const raw = Buffer.from(bytes).toString('latin1')
  const streams = [...raw.matchAll(/ obj\n(<<(?:(?!endobj)[\s\S])*?>>)\nstream\n/g)].map((match) => {
    const dictionary = match[1] ?? ''
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const start = match.index + match[0].length
    const data = bytes.subarray(start, start + length)
    if (raw.slice(start + length, start + length + 10) !== '\nendstream') throw new Error('a stream ends elsewhere')
    return { dictionary, bytes: dictionary.includes('/FlateDecode') ? new Uint8Array(inflateSync(data)) : data }
  })
  return { raw, streams }
}

/** The pages' content: streams that begin by turning the sheet upright, as pdfkit's pages do. */
export function pageContents(pdf: PdfRead): string[] {
  return pdf.streams
    .map(({ bytes }) => Buffer.from(bytes).toString('latin1'))
    .filter((text) => text.startsWith('1 0 0 -1 0 '))
}

/** Marks made outside any marked content: a tagged document has none. */
export function untaggedMarks(content: string): string[] {
  let depth = 0
  const found: string[] = []
  for (const line of content.split('\n')) {
    if (/\b(BDC|BMC)$/.test(line)) depth += 1
    else if (/^EMC$/.test(line)) depth -= 1
    else if (depth === 0 && /(^|\s)(Tj|TJ|f|f\*|S|s|B|b|Do)$/.test(line)) found.push(line)
  }
  return found
}

/** Glyphs 0 in shown text: characters that the font does not have. */
export function emptyGlyphs(content: string): number {
  const shown = [...content.matchAll(/<([0-9a-f]+)>/g)].map((match) => match[1] ?? '')
  return shown.flatMap((hex) => hex.match(/.{4}/g) ?? []).filter((glyph) => glyph === '0000').length
}

/** How many elements of each kind the structure has. */
export function structureCounts(pdf: PdfRead): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [, kind] of pdf.raw.matchAll(/\/S \/([A-Z][A-Za-z0-9]*)\n/g)) {
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
