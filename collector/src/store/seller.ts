/** The seller's own ledger: rate cards, keys, restores. Its id is made by whoever writes its first entry. */
import type { Tx } from './database.ts'

/** The id of the seller's ledger, or undefined before its first entry (in acrossAccounts). */
export async function findSellerLedgerId(tx: Tx): Promise<string | undefined> {
  const row = await tx
    .selectFrom('ledger_head')
    .select('ledger_id')
    .where('account_id', '=', '*')
    .orderBy('ledger_id')
    .executeTakeFirst()
  return row?.ledger_id
}
