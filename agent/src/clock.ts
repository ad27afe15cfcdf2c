/** Time and chance as arguments: the two ports that everything in the agent takes instead of asking the machine, and
 *  their system implementations. This file and main.ts are the only homes of Date.now and timers (style.md 2). */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** All times the agent knows. `wallMs`: the raw wall clock, ms since 1970, may jump. `monoMs`: never falls, counts
 *  suspend, comparable between processes of one kernel run. `after` runs once after `delayMs` of monotonic time
 *  (0 or more) and returns the cancel function. */
export interface Clock {
  wallMs(): number
  monoMs(): number
  after(delayMs: number, run: () => void): () => void
}

/** Chance. `bytes`: unpredictable bytes; `unit`: a number in [0, 1). */
export interface Random {
  bytes(count: number): Uint8Array
  unit(): number
}

/** Longest delay a timer of Node takes; longer ones are armed again. */
const LONGEST_TIMER_MS = 2_000_000_000

/** The machine's own clock. `monoMs` reads /proc/uptime (10 ms steps, counts suspend) and falls back to
 *  performance.now where there is none: there a suspend is seen as a stop of time, and the next receipt heals it. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: kernelRunMs,
  after: (delayMs, run) => {
    let timer: NodeJS.Timeout
    const arm = (restMs: number) => {
      const stepMs = Math.min(restMs, LONGEST_TIMER_MS)
      timer = setTimeout(() => (restMs > stepMs ? arm(restMs - stepMs) : run()), stepMs)
    }
    arm(Math.max(0, delayMs))
    return () => clearTimeout(timer)
  },
}

/** Chance from the kernel: keys, boot ids and spreads come from the same well. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  unit: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
}

let lastMonoMs = 0

/** Milliseconds since the kernel started, suspend included; finer than /proc/uptime's 10 ms is not needed. */
function kernelRunMs(): number {
  let nowMs: number
  try {
    nowMs = Math.round(Number.parseFloat(readFileSync('/proc/uptime', 'latin1')) * 1000)
  } catch {
    nowMs = Math.round(performance.now()) // no /proc: macOS, or a unit that hides it
  }
  lastMonoMs = Math.max(lastMonoMs, nowMs)
  return lastMonoMs
}
