/** Money as text, by Intl in the account's locale and currency, in signs that the fonts of our paper have. */

import type { MoneyWriter } from '../domain/usage-report-words.ts'

/** A writer for one account. Amounts have the currency's decimals, rates as many of six as they need, and what is below
 *  zero has a true minus. Exact for any bigint: no figure passes through a float. `currencyDigits` 0 to 4. */
export function moneyWriter(account: { locale: string; currency: string; currencyDigits: number }): MoneyWriter {
  const { currencyDigits } = account
  const write = (value: string, maximumFractionDigits: number) => {
    const options = { style: 'currency', currency: account.currency, numberingSystem: 'latn' } as const
    const digits = { minimumFractionDigits: currencyDigits, maximumFractionDigits }
    const parts = decimalParts(new Intl.NumberFormat(account.locale, { ...options, ...digits, ...sign }), value)
    if (parts.every((part) => PRINTABLE.test(textOf(part)))) return join(parts)
    // A sign that our fonts lack, or that is written from right to left and would turn the figure: the code says it.
    const byCode = new Intl.NumberFormat(LATIN_LOCALE, { ...options, ...digits, currencyDisplay: 'code' })
    return join(decimalParts(byCode, value))
  }
  return {
    amount: (minor) => write(decimalOf(minor, currencyDigits), currencyDigits),
    rate: (micros) => write(decimalOf(micros, 6), 6),
  }
}

/** "−31.61": the exact decimal of an integer of 10^-digits, for data files with an ASCII minus. */
export function decimalOf(value: bigint, digits: number): string {
  const size = (value < 0n ? -value : value).toString().padStart(digits + 1, '0')
  const whole = size.slice(0, size.length - digits)
  const text = digits === 0 ? whole : `${whole}.${size.slice(size.length - digits)}`
  return value < 0n ? `-${text}` : text
}

const LATIN_LOCALE = 'en-US'
const sign = { currencyDisplay: 'narrowSymbol', currencySign: 'standard' } as const
/** Latin, Cyrillic, spaces and marks but those of direction, and the currency signs that DejaVu has. */
const PRINTABLE = /^[\u0020-\u024f\u0400-\u04ff\u0e3f\u2002-\u200a\u2010-\u205f\u20a0-\u20bb\u20bd\u2212]*$/

/** A decimal given as text is formatted exactly (ECMA-402, 2023); the type of the library does not know every text. */
function decimalParts(format: Intl.NumberFormat, decimal: string): Intl.NumberFormatPart[] {
  return format.formatToParts(decimal as Intl.StringNumericLiteral)
}

function join(parts: readonly Intl.NumberFormatPart[]): string {
  return parts.map((part) => textOf(part)).join('')
}

/** Full-width and compatible signs (the yen of ja-JP) become the plain ones, any hyphen a minus. */
function textOf({ type, value }: Intl.NumberFormatPart): string {
  if (type === 'minusSign') return '−'
  if (type === 'currency') return value.normalize('NFKC')
  return value
}
