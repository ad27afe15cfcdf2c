/** The account's time zone as its days have it: asked for by a `timeZone` entry, in force from a usage period's start
 *  on (R21), so it is looked at with each close that follows such an entry. */
import { findAccount, updateAccount } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { hasEntryOf } from '../store/ledger.ts'
import { accountBill } from './account-bill.ts'
import type { Recorded } from './project.ts'

export async function projectZone(tx: Tx, { accountId, ledgerId, n, t }: Recorded): Promise<void> {
  if (!(await hasEntryOf(tx, ledgerId, 'timeZone'))) return
  const { bill } = await accountBill(tx, ledgerId, { nowMs: t, upToN: n })
  const zone = bill.calendar.at(-1)?.timeZone
  const account = await findAccount(tx, accountId)
  if (account === undefined || zone === undefined || account.time_zone === zone) return
  await updateAccount(tx, { accountId, version: account.version }, { time_zone: zone })
}
