/** At most so many at once: the order of asking is the order of turns. */

export interface Turns {
  /** Waits for a turn, runs the task, hands the turn on. Rejects if the task does. */
  take<Result>(task: () => Promise<Result>): Promise<Result>
}

/** `most` tasks run at the same time. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  const handOn = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return {
    async take(task) {
      if (running < most) running += 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await task()
      } finally {
        handOn()
      }
    },
  }
}
