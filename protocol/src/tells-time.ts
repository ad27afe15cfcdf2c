/** Whether a receipt may set an agent's clock: only one that answers a statement of this very boot, and soon. */

import { TELLS_TIME_MAX_MS } from './limits.ts'
import type { Receipt } from './receipt.ts'

/** What the agent knows of a statement it published. */
export interface PublishedStatement {
  readonly bid: string
  /** Monotonic time of the first publish in this boot, ms; undefined while it was not published. */
  readonly firstPublishedMonoMs: number | undefined
}

/**
 * A receipt tells the time if its `got` holds a statement with this boot's `bid` that was first published at most 120 s
 * (monotonic) before it came. A replayed or retained receipt has none, so it cannot turn a clock.
 */
export function tellsTheTime(
  receipt: Pick<Receipt, 'got'>,
  now: { readonly bid: string; readonly monoMs: number },
  findOwn: (hash: string) => PublishedStatement | undefined,
): boolean {
  return receipt.got.some(([, hash]) => {
    const own = findOwn(hash)
    if (own === undefined || own.bid !== now.bid || own.firstPublishedMonoMs === undefined) return false
    const ageMs = now.monoMs - own.firstPublishedMonoMs
    return ageMs >= 0 && ageMs <= TELLS_TIME_MAX_MS
  })
}
