/** Coverage in percent with one decimal. Unknown is a dash, and only whole coverage is written as 100. */

export function percentText(percent: number | null): string {
  if (percent === null) return '–'
  const tenths = Math.round(percent * 10)
  const shown = percent < 100 ? Math.min(999, tenths) : 1000
  return `${Math.floor(shown / 10)}.${shown % 10} %`
}
