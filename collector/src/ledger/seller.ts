/** Entries of the seller's own ledger. */
import { encodeBase64url } from '@camtally/protocol'
import type { Random } from '../clock.ts'
import type { Tx } from '../store/database.ts'
import { lockLedger } from '../store/ledger.ts'
import { findSellerLedgerId } from '../store/seller.ts'
import type { LedgerOwner } from './record.ts'

/** The seller as an owner of entries, its ledger id made at the first use. Locks the ledger, so that two collectors
 *  never make two. Wants acrossAccounts. */
export async function sellerOwner(tx: Tx, random: Random): Promise<LedgerOwner> {
  await lockLedger(tx)
  const ledgerId = (await findSellerLedgerId(tx)) ?? encodeBase64url(random.bytes(16))
  return { accountId: '*', ledgerId }
}
