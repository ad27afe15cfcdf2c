/** How long ago, in at most two units: "24 s", "41 min", "9 h 12 min", "3 d 4 h". */
import { say } from '../texts/say.ts'

export function ageText(ageMs: number): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (seconds < 60) return say('age.seconds', { s: seconds })
  if (minutes < 60) return say('age.minutes', { min: minutes })
  if (hours < 24) return say('age.hours', { h: hours, min: minutes % 60 })
  return say('age.days', { d: Math.floor(hours / 24), h: hours % 24 })
}
