/** Accounts and sites: the newest entry of each is what holds; `version` counts them. */
import { findAccount, findSite, insertAccount, insertSite, updateAccount, updateSite } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { accountForm, siteForm } from './document.ts'
import type { Recorded } from './project.ts'

/** Makes or changes the account. Its zone changes by a `timeZone` entry alone, its currency never. */
export async function projectAccount(tx: Tx, recorded: Recorded): Promise<void> {
  const { account, name, timeZone, currency, v: _v, ...details } = accountForm.parse(recorded.document)
  const shown = { name, details: JSON.stringify(details) }
  const known = await findAccount(tx, account)
  if (known === undefined) {
    await insertAccount(tx, {
      account_id: account,
      ledger_id: recorded.ledgerId,
      time_zone: timeZone,
      currency,
      created_at: recorded.t,
      ended_at: null,
      ...shown,
    })
    return
  }
  const isChanged = await updateAccount(tx, { accountId: account, version: known.version }, shown)
  if (!isChanged) throw new Error(`${account} changed while its entry was recorded`)
}

export async function projectSite(tx: Tx, { accountId, t, document }: Recorded): Promise<void> {
  const { site, name } = siteForm.parse(document)
  const known = await findSite(tx, accountId, site)
  if (known === undefined)
    await insertSite(tx, { account_id: accountId, site_id: site, name, details: '{}', created_at: t })
  else await updateSite(tx, { accountId, siteId: site }, { name })
}
