/** Runs something with an account's evidence exactly as bound at one instant, again where a gateway stored in
 *  between. */
import { type BoundEvidence, withBoundEvidence } from '../ingest/project.ts'
import type { Store } from '../store/database.ts'
import { ChainMovedOn } from './close-evidence.ts'

const triesMost = 10

/** The transaction is `run`'s: everything it does is done once or not at all. @throws ChainMovedOn after ten tries */
export async function whileBound<T>(
  store: Store,
  asked: { readonly accountId: string; readonly nowMs: () => number },
  run: (bound: BoundEvidence) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await withBoundEvidence(store, { accountId: asked.accountId, nowMs: asked.nowMs() }, run)
    } catch (error) {
      if (!(error instanceof ChainMovedOn) || tries >= triesMost) throw error
    }
  }
}
