/** Money as text: every currency and locale exactly, in signs that the fonts have. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { fontFile } from './fonts.ts'
import { decimalOf, moneyWriter } from './money-text.ts'
import { newPdf } from './pdf-file.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

t.test('money has the decimals of its currency, its sign and a true minus', async (t) => {
  for (const [locale, currency, currencyDigits, minor, want] of [
    ['en-US', 'USD', 2, 17_290n, '$172.90'],
    ['en-US', 'USD', 2, -3161n, '−$31.61'],
    ['en-US', 'USD', 2, 0n, '$0.00'],
    ['en-US', 'USD', 2, 5n, '$0.05'],
    ['en-US', 'USD', 2, 123_456_789_012_345_678n, '$1,234,567,890,123,456.78'],
    ['ja-JP', 'JPY', 0, -1_234_567n, '−¥1,234,567'],
    ['en-KW', 'KWD', 3, 53_200n, 'KWD 53.200'],
    ['ar-KW', 'KWD', 3, -53_200n, '−KWD 53.200'],
    ['de-DE', 'EUR', 2, -1_234_567n, '−12.345,67 €'],
    ['fr-FR', 'EUR', 2, 1_234_567n, '12 345,67 €'],
    ['en-IN', 'INR', 2, 12_345_678n, '₹1,23,456.78'],
    ['en-GB', 'GBP', 2, 95n, '£0.95'],
  ] as const)
    t.equal(plain(moneyWriter({ locale, currency, currencyDigits }).amount(minor)), want, `${locale} ${currency}`)
})

t.test('a rate has as many decimals as it needs, and at least those of its currency', async (t) => {
  const usd = moneyWriter({ locale: 'en-US', currency: 'USD', currencyDigits: 2 })
  for (const [micros, want] of [
    [950_000n, '$0.95'],
    [949_900n, '$0.9499'],
    [1n, '$0.000001'],
    [99_000_000n, '$99.00'],
  ] as const)
    t.equal(usd.rate(micros), want)
})

t.test('decimals for data files are plain', async (t) => {
  for (const [value, digits, want] of [
    [-3161n, 2, '-31.61'],
    [5n, 2, '0.05'],
    [-5n, 3, '-0.005'],
    [12n, 0, '12'],
    [0n, 2, '0.00'],
  ] as const)
    t.equal(decimalOf(value, digits), want)
})

t.test('the fonts have a glyph for all that money is written with, in any currency', async (t) => {
  const locales = ['en-US', 'de-CH', 'ja-JP', 'fr-FR', 'ar-KW', 'fa-IR', 'he-IL', 'hi-IN', 'th-TH', 'ko-KR', 'zh-CN']
  const used = new Set<string>()
  for (const currency of Intl.supportedValuesOf('currency')) {
    for (const locale of [...locales, 'ru-RU', 'bn-BD', 'km-KH', 'ka-GE', 'az-AZ', 'sv-SE']) {
      const money = moneyWriter({ locale, currency, currencyDigits: 2 })
      for (const character of money.amount(-123_456_789n) + money.rate(949_900n)) used.add(character)
    }
  }
  const settings = { size: [100, 100] as [number, number], title: 't', author: 'a', keywords: '', attachments: [] }
  for (const name of ['regular', 'bold'] as const) {
    const pdf = newPdf({ ...settings, datedOn: '2027-01-01' })
    t.same(missingGlyphs(pdf.font(fontFile(name)), [...used]), [], name)
  }
  t.ok(used.has('€') && used.has('₹') && used.has('₩'), 'the usual signs are used as signs')
})

t.test('the fonts are free to embed', async (t) => {
  const licence = readFileSync(new URL('../LICENSE', `file://${fontFile('regular')}`), 'utf8')
  t.match(licence, /Permission is hereby granted, free of charge/)
})

function missingGlyphs(pdf: object, characters: readonly string[]): string[] {
  const { _font } = pdf as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } }
  return characters.filter((character) => !_font.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
}
