/** A clock that a test or the demo holds in its hand: it stands, is stepped from timer to timer, or runs with real time. */
type Timer = { readonly dueMs: number; readonly order: number; readonly run: () => void }

export type SteppingClock = {
  wallMs(): number
  monoMs(): number
  after(delayMs: number, run: () => void): () => void
  /** Fires every timer due in the next `spanMs` in order, waiting for `settled` after each, and ends at the span's end. */
  step(spanMs: number, settled?: () => Promise<void>): Promise<void>
  /** From here on the clock runs with real time, beginning at `wallMs` if given; timers still pending go on. */
  release(wallMs?: number): void
}

export function steppingClock(startWallMs: number): SteppingClock {
  const pending = new Set<Timer>()
  let order = 0
  let monoMs = 0
  let wallOffsetMs = startWallMs
  let releasedAtMs: number | undefined
  const nowMs = () => (releasedAtMs === undefined ? monoMs : monoMs + (performance.now() - releasedAtMs))
  const runReal = (timer: Timer) => {
    const handle = setTimeout(
      () => {
        if (pending.delete(timer)) timer.run()
      },
      Math.max(0, timer.dueMs - nowMs()),
    )
    return () => clearTimeout(handle)
  }
  return {
    wallMs: () => Math.floor(wallOffsetMs + nowMs()),
    monoMs: () => Math.floor(nowMs()),
    after(delayMs, run) {
      order += 1
      const timer = { dueMs: nowMs() + Math.max(0, delayMs), order, run }
      pending.add(timer)
      const cancelReal = releasedAtMs === undefined ? undefined : runReal(timer)
      return () => {
        pending.delete(timer)
        cancelReal?.()
      }
    },
    async step(spanMs, settled) {
      const endMs = monoMs + spanMs
      for (let timer = next(pending); timer && timer.dueMs <= endMs; timer = next(pending)) {
        pending.delete(timer)
        monoMs = Math.max(monoMs, timer.dueMs)
        timer.run()
        await settled?.()
      }
      monoMs = endMs
    },
    release(wallMs) {
      if (wallMs !== undefined) wallOffsetMs = wallMs - nowMs()
      releasedAtMs = performance.now()
      for (const timer of [...pending].sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)) runReal(timer)
    },
  }
}

function next(pending: ReadonlySet<Timer>): Timer | undefined {
  let first: Timer | undefined
  for (const timer of pending) {
    if (!first || timer.dueMs < first.dueMs || (timer.dueMs === first.dueMs && timer.order < first.order)) first = timer
  }
  return first
}
