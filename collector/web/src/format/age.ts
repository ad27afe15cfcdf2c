/** How long ago, in at most two units: "24 s", "41 min", "9 h 12 min", "3 d 4 h". */

export function ageText(ageMs: number, language: string): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000))
  const written = (value: number, unit: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (seconds < 60) return written(seconds, 'second')
  if (minutes < 60) return written(minutes, 'minute')
  if (hours < 24) return `${written(hours, 'hour')} ${written(minutes % 60, 'minute')}`
  return `${written(Math.floor(hours / 24), 'day')} ${written(hours % 24, 'hour')}`
}
