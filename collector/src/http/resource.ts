/** What a path names, found or refused, and its form in answers: accounts, sites, gateways. */
import { type AccountRow, findAccount, findSite, type SiteRow } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { findGateway, type GatewayRow } from '../store/gateway.ts'
import { Problem } from './problem.ts'

/** @throws ACCOUNT_NOT_FOUND */
export async function requireAccount(tx: Tx, accountId: string): Promise<AccountRow> {
  const row = await findAccount(tx, accountId)
  if (row === undefined) throw new Problem('ACCOUNT_NOT_FOUND')
  return row
}

/** @throws SITE_NOT_FOUND */
export async function requireSite(tx: Tx, accountId: string, siteId: string): Promise<SiteRow> {
  const row = await findSite(tx, accountId, siteId)
  if (row === undefined) throw new Problem('SITE_NOT_FOUND')
  return row
}

/** @throws GATEWAY_NOT_FOUND */
export async function requireGateway(tx: Tx, accountId: string, gatewayId: string): Promise<GatewayRow> {
  const row = await findGateway(tx, gatewayId)
  if (row === undefined || row.account_id !== accountId) throw new Problem('GATEWAY_NOT_FOUND')
  return row
}

/** Whose ledger an account's entries go to. */
export function ownerOf(account: Pick<AccountRow, 'account_id' | 'ledger_id'>) {
  return { accountId: account.account_id, ledgerId: account.ledger_id }
}
