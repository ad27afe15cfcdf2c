/** A clock that moves only when told: months pass in seconds, in tests and in simulations. */
import type { Clock } from '../clock.ts'

/** Both clocks of a machine that somebody else winds. */
export interface VirtualClock extends Clock {
  /** Time passes, timers run in their order, each at its instant. */
  advance(ms: number): void
  /** Time passes with the machine asleep: timers run late, all at the end. */
  sleep(ms: number): void
  /** The wall clock is set; monotonic time goes on. */
  setWall(wallMs: number): void
  /** All timers are forgotten: the process was killed. */
  kill(): void
}

type Timer = { readonly atMs: number; readonly order: number; readonly run: () => void }

/** Starts at these two instants. */
export function createVirtualClock(start: { readonly wallMs: number; readonly monoMs: number }): VirtualClock {
  let monoMs = start.monoMs
  let wallOffsetMs = start.wallMs - start.monoMs
  let order = 0
  let timers: Timer[] = []

  const takeDue = (untilMs: number): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue
      if (first === undefined || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) {
        first = timer
      }
    }
    if (first !== undefined) timers.splice(timers.indexOf(first), 1)
    return first
  }
  const runUntil = (untilMs: number) => {
    for (let timer = takeDue(untilMs); timer !== undefined; timer = takeDue(untilMs)) {
      monoMs = Math.max(monoMs, timer.atMs)
      timer.run()
    }
  }
  return {
    wallMs: () => monoMs + wallOffsetMs,
    monoMs: () => monoMs,
    after(delayMs, run) {
      order += 1
      const timer = { atMs: monoMs + Math.max(0, delayMs), order, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      const untilMs = monoMs + ms
      runUntil(untilMs)
      monoMs = Math.max(monoMs, untilMs)
    },
    sleep(ms) {
      monoMs += ms
      runUntil(monoMs)
    },
    setWall(wallMs) {
      wallOffsetMs = wallMs - monoMs
    },
    kill() {
      timers = []
    },
  }
}
