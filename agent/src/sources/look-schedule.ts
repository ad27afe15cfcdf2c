/** When each camera is looked at: every `lookSeconds`, 10 % more or less, one look of a camera at a time. Looks of a
 *  site do not fall into step, and none is made up for: a late look belongs to the minute in which it ends. */
import type { Clock, Random } from '../clock.ts'

/** The first looks are spread over this much, so that a start shows its cameras soon and does not strike at once. */
const FIRST_SPREAD_MS = 2000

/** `look` is run for each index; the next one of an index is timed from the start of the last. */
export type Schedule = {
  readonly count: number
  readonly lookSeconds: number
  readonly look: (index: number) => Promise<void>
}

/** Starts the looks; the function returned ends them, without waiting for those under way. */
export function startSchedule(
  schedule: Schedule,
  ports: { readonly clock: Clock; readonly random: Random },
): () => void {
  const cancels = new Map<number, () => void>()
  let isStopped = false
  const arm = (index: number, delayMs: number) => {
    if (isStopped) return
    const startedAtMonoMs = ports.clock.monoMs() + delayMs
    const cancel = ports.clock.after(delayMs, () => {
      const next = () => {
        const intervalMs = schedule.lookSeconds * 1000 * (0.9 + 0.2 * ports.random.unit())
        arm(index, Math.max(0, startedAtMonoMs + intervalMs - ports.clock.monoMs()))
      }
      void schedule.look(index).then(next, next)
    })
    cancels.set(index, cancel)
  }
  for (let index = 0; index < schedule.count; index += 1) arm(index, FIRST_SPREAD_MS * ports.random.unit())
  return () => {
    isStopped = true
    for (const cancel of cancels.values()) cancel()
    cancels.clear()
  }
}
