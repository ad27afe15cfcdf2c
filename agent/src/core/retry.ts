/** When to try again: each wait doubles up to a longest one, spread so that a fleet does not come back as one. */

/** How long to wait, all in ms. */
export type RetryWaits = { readonly firstMs: number; readonly longestMs: number }

/** A statement that no receipt names: 10 s doubling to 5 min, +-20 % (protocol 3). */
export const SEND_WAITS: RetryWaits = { firstMs: 10_000, longestMs: 300_000 }
/** A broker that cannot be reached: 1 s doubling to 1 min, +-20 %. */
export const CONNECT_WAITS: RetryWaits = { firstMs: 1_000, longestMs: 60_000 }

/** The wait after try number `attempt` (from 0). `unit` is a random number in [0, 1): 0.5 is the middle.
 *  retryWaitMs(SEND_WAITS, 1, 0.5) is 20,000. Never gives up: only a receipt lets a statement go. */
export function retryWaitMs(waits: RetryWaits, attempt: number, unit: number): number {
  const waitMs = Math.min(waits.longestMs, waits.firstMs * 2 ** Math.min(attempt, 20))
  return Math.round(waitMs * (0.8 + 0.4 * unit))
}
