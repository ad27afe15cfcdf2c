/** When days are closed at best: graceHours after their local end, and before the invoice that carries them is
 *  final. */
import { dayStartAt } from '../calendar.ts'
import { addDays, type Day } from '../day.ts'
import type { Life } from '../life.ts'

/** Closed days by day number, each with the `n` of its newest close or correction, and the last of them. */
export type ClosedDays = {
  readonly byNumber: Map<number, { readonly day: Day; readonly n: number }>
  last: Day | undefined
}

/** The first day of a subscription that is not closed yet; it may lie in the future. */
export function nextDayToClose(life: Life, { last }: ClosedDays): Day | undefined {
  for (const { startDay, endDay } of life.subscriptions) {
    const day = last !== undefined && last >= startDay ? addDays(last, 1) : startDay
    if (endDay === undefined || day < endDay) return day
  }
  return undefined
}

/** When a day is due to be closed, epoch ms. The grace is that in force at the day's end: boundaries come first. */
export function closeDueAt(life: Life, day: Day): number {
  const endAt = dayStartAt(life.calendar, addDays(day, 1))
  const card = life.cards.findLast(({ at }) => at < endAt)?.card ?? life.cards[0]?.card
  const dueAt = endAt + (card?.graceHours ?? 0) * 3_600_000
  const carrying = life.open.filter(({ closes }) => closes.some(({ from, to }) => from <= day && day < to))
  return carrying.reduce((at, { graceEndAt }) => Math.min(at, Math.max(endAt, graceEndAt)), dueAt)
}
