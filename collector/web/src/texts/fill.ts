/** Fills a text's {names}. Pure: the language is an argument. */

export type Values = Readonly<Record<string, string | number>>
export type Text = string | { readonly one: string; readonly other: string }

/** `{n}` takes values.n; a text with one and other chooses by values.count. A name without a value stays visible. */
export function fill(text: Text, values: Values, language: string): string {
  const words = typeof text === 'string' ? text : isOne(values['count'], language) ? text.one : text.other
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value
  })
}

function isOne(count: string | number | undefined, language: string): boolean {
  return typeof count === 'number' && new Intl.PluralRules(language).select(count) === 'one'
}
