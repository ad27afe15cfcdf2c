/** The one money formatter: integers of the smallest unit in, words of the reader's language out. It never computes. */

export type Currency = { readonly currency: string; readonly currencyDigits: number }

/** -3161 in USD is "−$31.61" (a true minus). `amountMinor`: an integer, as JSON has it. */
export function money(amountMinor: number, { currency, currencyDigits }: Currency, language: string): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const digits = { minimumFractionDigits: currencyDigits, maximumFractionDigits: currencyDigits }
  return written(new Intl.NumberFormat(language, { ...style, ...digits }), decimal(amountMinor, currencyDigits))
}

/** A rate in millionths of the currency's unit: 950000 is "$0.95", 949900 is "$0.9499". Never rounded. */
export function rateMoney(rateMicros: number, { currency, currencyDigits }: Currency, language: string): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const digits = { minimumFractionDigits: currencyDigits, maximumFractionDigits: 6 }
  return written(new Intl.NumberFormat(language, { ...style, ...digits }), decimal(rateMicros, 6))
}

/** Exact text of integer / 10^digits: no floating point touches money. */
function decimal(integer: number, digits: number): `${number}` {
  const sign = integer < 0 ? '-' : ''
  const text = String(Math.abs(integer)).padStart(digits + 1, '0')
  const cut = text.length - digits
  const exact = digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, cut)}.${text.slice(cut)}`
  return exact as `${number}`
}

function written(format: Intl.NumberFormat, exact: `${number}`): string {
  return format
    .formatToParts(exact)
    .map((part) => (part.type === 'minusSign' ? '−' : part.value))
    .join('')
}
