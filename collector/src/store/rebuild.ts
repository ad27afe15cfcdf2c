/** What a rebuild throws away: the rows that the ledger adds up to. Owner only: the app's role can remove none of
 *  them. */
import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Rows that are no projection but stand in projected tables, kept over a rebuild. */
export interface KeptOverRebuild {
  readonly gateways: readonly {
    readonly gateway_id: string
    readonly password_hash: string | null
    readonly version: number
  }[]
}

/** Empties every projection of the ledger, foreign keys waiting for the end of the transaction (migration 0008). Day
 *  counts, invoices and rate cards go too: `project` makes them again from the entries. */
export async function emptyProjections(tx: Tx): Promise<KeptOverRebuild> {
  await sql`set constraints all deferred`.execute(tx)
  const gateways = await tx.selectFrom('gateway').select(['gateway_id', 'password_hash', 'version']).execute()
  for (const table of [
    'invoice',
    'day_count',
    'subscription',
    'rate_card',
    'claim',
    'gateway_key',
    'gateway',
    'site',
    'account',
  ] as const)
    await tx.deleteFrom(table).execute()
  return { gateways }
}

/** Puts back what the ledger does not know: the hash of each gateway's broker password, and the version it had. */
export async function restoreKept(tx: Tx, { gateways }: KeptOverRebuild): Promise<void> {
  for (const { gateway_id, password_hash, version } of gateways)
    await tx.updateTable('gateway').set({ password_hash, version }).where('gateway_id', '=', gateway_id).execute()
}
