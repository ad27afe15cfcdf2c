/** A clock that moves only when told: months pass in seconds, in tests and in simulations. */
import type { Clock } from '../clock.ts'

/** Time itself, wound by somebody else. */
export interface VirtualClock extends Clock {
  /** Time passes, timers run in their order, each at its instant. */
  advance(ms: number): void
}

/** The clocks of one machine in that time: wrong, set, asleep or begun anew as told. */
export interface MachineClock extends Clock {
  /** The wall clock is set; monotonic time goes on. */
  setWall(wallMs: number): void
  /** Asleep, timers that fall due wait until it wakes. */
  setAsleep(isAsleep: boolean): void
  /** The process is killed: its timers are forgotten. */
  kill(): void
  /** The kernel starts anew: monotonic time begins at 0, the wall clock goes on as it was. */
  reboot(): void
}

type Timer = { readonly atMs: number; readonly order: number; readonly run: () => void }

/** Starts at these two instants. */
export function createVirtualClock(start: { readonly wallMs: number; readonly monoMs: number }): VirtualClock {
  let monoMs = start.monoMs
  const wallOffsetMs = start.wallMs - start.monoMs
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
  }
}

/** A machine whose clocks are right until told otherwise. */
export function createMachineClock(time: VirtualClock): MachineClock {
  let monoOffsetMs = 0
  let wallOffsetMs = 0
  let isAsleep = false
  let process = {}
  let late: (() => void)[] = []
  return {
    wallMs: () => time.wallMs() + wallOffsetMs,
    monoMs: () => time.monoMs() + monoOffsetMs,
    after(delayMs, run) {
      const owner = process
      let isCancelled = false
      const fire = () => {
        if (isCancelled || owner !== process) return
        if (isAsleep) late.push(fire)
        else run()
      }
      const cancel = time.after(delayMs, fire)
      return () => {
        isCancelled = true
        cancel()
      }
    },
    setWall(wallMs) {
      wallOffsetMs = wallMs - time.wallMs()
    },
    setAsleep(asleep) {
      isAsleep = asleep
      const due = asleep ? [] : late
      if (!asleep) late = []
      for (const fire of due) fire()
    },
    kill() {
      process = {}
      late = []
    },
    reboot() {
      monoOffsetMs = -time.monoMs()
    },
  }
}
