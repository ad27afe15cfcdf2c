/** The fonts of our documents (DejaVu, free to embed) and what happens to a character that they do not have. */

import { fileURLToPath } from 'node:url'
import type { FontName } from './text-lines.ts'

const FILES: Record<FontName, string> = {
  regular: 'DejaVuSansCondensed.ttf',
  bold: 'DejaVuSansCondensed-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
}

/** Where a font's file lies. DejaVu's digits all have one width, so figures stand in columns by themselves. */
export function fontFile(name: FontName): string {
  return fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${FILES[name]}`))
}

/** Text in which each character has a glyph: another becomes U+FFFD, which shows that something stood there (PDF/A
 *  refuses the empty glyph). Control characters, line breaks among them, become spaces. */
export function coveredText(text: string, hasGlyph: (codePoint: number) => boolean): string {
  let covered = ''
  for (const character of text.normalize('NFC')) {
    const codePoint = character.codePointAt(0) ?? 0
    if (isControl(codePoint)) covered += ' '
    else covered += hasGlyph(codePoint) ? character : '\ufffd'
  }
  return covered
}

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)
}
