/** When to sign a fresh inventory only so that its receipt may tell the time (protocol 1, Time): first after 5 minutes,
 *  doubling to one an hour. */

const FIRST_MS = 300_000
const LONGEST_MS = 3_600_000

/** Mutable: one a boot, all instants monotonic. */
export interface FreshInventory {
  /** Whether one is due; none is while something signed in this boot can still bring a receipt that tells the time
   *  (`canStillTell`). */
  isDue(monoMs: number, canStillTell: boolean): boolean
  /** One was signed. */
  signed(monoMs: number): void
  /** A newer receipt came: the interval is 5 minutes again, the wait already passed stays passed. */
  receiptCame(): void
}

/** Starts with the wait for the first one. */
export function createFreshInventory(startMonoMs: number): FreshInventory {
  let sinceMonoMs = startMonoMs
  let intervalMs = FIRST_MS
  return {
    isDue: (monoMs, canStillTell) => !canStillTell && monoMs - sinceMonoMs >= intervalMs,
    signed(monoMs) {
      sinceMonoMs = monoMs
      intervalMs = Math.min(LONGEST_MS, intervalMs * 2)
    },
    receiptCame() {
      intervalMs = FIRST_MS
    },
  }
}
