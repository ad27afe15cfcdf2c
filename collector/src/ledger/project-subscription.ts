/** The subscription as the ledger adds up at an entry: kept so that a list need not fold every ledger. What time alone
 *  changes (a boundary, a suspension) is folded when it is asked for. */
import type { Tx } from '../store/database.ts'
import { saveSubscription } from '../store/subscription.ts'
import { accountBill } from './account-bill.ts'
import { plainJson } from './invoice-form.ts'
import type { Recorded } from './project.ts'

/** Keeps the fold at this entry; an account that never subscribed has no row. */
export async function projectSubscription(tx: Tx, { accountId, ledgerId, n, t }: Recorded): Promise<void> {
  const { bill } = await accountBill(tx, ledgerId, { nowMs: t, upToN: n })
  const state = bill.subscriptions.at(-1)
  if (state !== undefined) {
    const { status, tier, frequency } = state
    await saveSubscription(tx, {
      account_id: accountId,
      status,
      tier,
      frequency,
      state: JSON.stringify(plainJson(state)),
      n,
    })
  }
}
