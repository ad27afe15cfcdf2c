/** Characters that the fonts lack are shown to be missing, not left out and not drawn as nothing. */
import t from 'tap'
import { coveredText } from './fonts.ts'

const latin = (codePoint: number) => codePoint < 0x250

t.test('a character without a glyph becomes U+FFFD, a control character a space', async (t) => {
  for (const [text, want] of [
    ['Dock 2', 'Dock 2'],
    ['門 2', '\ufffd 2'],
    ['a\nb\u0000c', 'a b c'],
    ['e\u0301', '\u00e9'],
    ['\u{1f4f7}', '\ufffd'],
  ] as const)
    t.equal(coveredText(text, latin), want, JSON.stringify(text))
})
