/** Percentages that never flatter: 99.96 is written 99.9, and 100.0 means all of it. */

/** "99.7 %", cut off after one decimal; "–" of nothing. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return '–'
  const tenths = Math.floor((part * 1000) / whole)
  return `${Math.trunc(tenths / 10)}.${tenths % 10} %`
}
