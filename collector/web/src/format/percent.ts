/** Coverage in percent with one decimal. Unknown is a dash, and only whole coverage is written as 100. */

export function percentText(part: number | null, whole: number | null): string {
  if (part === null || whole === null || whole <= 0) return '–'
  const tenths = Math.round((part * 1000) / whole)
  const shown = part < whole ? Math.min(999, tenths) : 1000
  return `${Math.floor(shown / 10)}.${shown % 10} %`
}
