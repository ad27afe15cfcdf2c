/** Projects what is stored: some chains as far as they go, an account up to an instant, or an account from the
 *  start. */
import type { ChainKey } from '../store/chain.ts'
import { acrossAccounts, type Store, type Tx } from '../store/database.ts'
import { raiseArrivalFence } from '../store/receipt.ts'
import { forgetProjections, lockAccountProjections, lockProjections, type Watermark } from '../store/projection.ts'
import { listChains } from '../store/chain.ts'
import { createInventoryKeys, type InventoryKeys } from './inventory-keys.ts'
import { type ProjectedPage, projectPage } from './project-page.ts'

const pageLimit = 5_000

/** One page of these chains, in a transaction of its own; chains that another collector is projecting are left to
 *  it. */
export function projectChains(
  store: Store,
  keys: readonly ChainKey[],
  inventories: InventoryKeys,
): Promise<Pick<ProjectedPage, 'statements' | 'oldestMs'>> {
  return acrossAccounts(store, async (tx) => {
    const marks = await lockProjections(tx, keys)
    return projectPage(tx, { marks, inventories }, { limit: pageLimit })
  })
}

/** Everything bound at `at` (protocol 4: every statement receipted with t <= at), and nothing after it. */
export interface BoundEvidence {
  readonly tx: Tx
  /** ms. Any statement receipted later has t > at, on whatever collector. */
  readonly at: number
}

/** Runs `run` with an account's presence exactly as of an instant: at `nowMs`, or at the newest receipt where a clock
 *  ran ahead. Nobody projects this account until it ends, and it is the caller's transaction: closes go into it. */
export function withBoundEvidence<T>(
  store: Store,
  asked: { readonly accountId: string; readonly nowMs: number },
  run: (bound: BoundEvidence) => Promise<T>,
): Promise<T> {
  return acrossAccounts(store, async (tx) => {
    const marks = await lockAccountProjections(tx, asked.accountId)
    const chains = await listChains(tx, asked.accountId)
    const at = Math.max(asked.nowMs, ...chains.map((chain) => chain.receipt_at))
    await raiseArrivalFence(store, at)
    // A chain that opened since is not locked: it has nothing projected, and its next close binds it.
    await projectAll(tx, marks, at)
    return run({ tx, at })
  })
}

/** Throws an account's projection away and makes it again, in one transaction: nobody ever sees half of it. Answers the
 *  number of statements. */
export function rebuildProjection(store: Store, accountId: string): Promise<number> {
  return acrossAccounts(store, async (tx) => {
    const locked = await lockAccountProjections(tx, accountId)
    await forgetProjections(tx, accountId)
    const marks = locked.map((mark) => ({ ...mark, serial: 0 }))
    return projectAll(tx, marks, Number.MAX_SAFE_INTEGER)
  })
}

async function projectAll(tx: Tx, locked: readonly Watermark[], untilMs: number): Promise<number> {
  const inventories = createInventoryKeys()
  let marks = locked
  let statements = 0
  for (;;) {
    const page = await projectPage(tx, { marks, inventories }, { limit: pageLimit, untilMs })
    statements += page.statements
    marks = page.marks
    if (page.statements === 0) return statements
  }
}
