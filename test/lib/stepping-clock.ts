/** A clock that a test or the demo holds in its hand: it stands and is stepped from timer to timer, or runs with real
 *  time. */

/** Satisfies the Clock port of agent and collector. It begins standing, at `startWallMs`. */
export type SteppingClock = {
  wallMs(): number
  monoMs(): number
  after(delayMs: number, run: () => void): () => void
  /** Fires every timer due in the next `spanMs` in order, waiting for `settled` after each, and ends at the span's end.
   *  Only while the clock stands. */
  step(spanMs: number, settled?: () => Promise<void>): Promise<void>
  /** Sets the wall clock: timers do not notice, as with any clock that is set. */
  setWall(wallMs: number): void
  /** From here on the clock runs with real time; timers still pending go on. */
  run(): void
  /** From here on the clock stands again. */
  hold(): void
}

type Timer = { readonly dueMs: number; readonly order: number; readonly run: () => void; cancelReal?: () => void }

export function steppingClock(startWallMs: number): SteppingClock {
  const pending = new Set<Timer>()
  let order = 0
  let heldMonoMs = 0
  let wallOffsetMs = startWallMs
  let ranSinceMs: number | undefined
  const monoMs = () => (ranSinceMs === undefined ? heldMonoMs : heldMonoMs + (performance.now() - ranSinceMs))
  const fire = (timer: Timer) => {
    if (pending.delete(timer)) timer.run()
  }
  const arm = (timer: Timer) => {
    const handle = setTimeout(() => fire(timer), Math.max(0, timer.dueMs - monoMs()))
    timer.cancelReal = () => clearTimeout(handle)
  }
  return {
    wallMs: () => Math.floor(wallOffsetMs + monoMs()),
    monoMs: () => Math.floor(monoMs()),
    after(delayMs, run) {
      order += 1
      const timer: Timer = { dueMs: monoMs() + Math.max(0, delayMs), order, run }
      pending.add(timer)
      if (ranSinceMs !== undefined) arm(timer)
      return () => {
        pending.delete(timer)
        timer.cancelReal?.()
      }
    },
    async step(spanMs, settled) {
      const endMs = heldMonoMs + spanMs
      for (let timer = first(pending); timer && timer.dueMs <= endMs; timer = first(pending)) {
        heldMonoMs = Math.max(heldMonoMs, timer.dueMs)
        fire(timer)
        await settled?.()
      }
      heldMonoMs = endMs
    },
    setWall(wallMs) {
      wallOffsetMs = wallMs - monoMs()
    },
    run() {
      ranSinceMs = performance.now()
      for (const timer of pending) arm(timer)
    },
    hold() {
      heldMonoMs = monoMs()
      ranSinceMs = undefined
      for (const timer of pending) timer.cancelReal?.()
    },
  }
}

function first(pending: ReadonlySet<Timer>): Timer | undefined {
  let found: Timer | undefined
  for (const timer of pending) {
    if (!found || timer.dueMs < found.dueMs || (timer.dueMs === found.dueMs && timer.order < found.order)) found = timer
  }
  return found
}
