/** Coverage in percent with one decimal. Unknown is a dash, and only whole coverage is written as 100. */

export function percentText(part: number | null, whole: number | null): string {
  if (part === null || whole === null || whole <= 0) return '–'
  const tenths = Math.floor((part * 1000) / whole)
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`
}
