/** Time and chance as values: the only place that asks the machine what time it is. Everything else takes a Clock, so
 *  a test or a rehearsal may run a month in a second. */
import { randomBytes } from 'node:crypto'

export interface Clock {
  /** Milliseconds since 1970, as the machine believes; may step. */
  wallMs(): number
  /** Milliseconds since some fixed moment of this process; never steps back. */
  monoMs(): number
  /** Runs once after `delayMs`; the result cancels it. A pending one keeps the process alive. */
  after(delayMs: number, run: () => void): () => void
}

export interface Random {
  bytes(count: number): Uint8Array
  /** At least 0, below 1. */
  unit(): number
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  unit: () => Math.random(),
}

/** Resolves after `delayMs` of `clock`. */
export function delay(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void clock.after(delayMs, resolve))
}
