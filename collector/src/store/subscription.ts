/** Subscriptions and rate cards, as the ledger's entries add up: kept so that a list need not fold every ledger. */
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from './database.ts'
import type { RateCardTable, SubscriptionTable } from './schema-billing.ts'

export type SubscriptionRow = Selectable<SubscriptionTable>
export type RateCardRow = Selectable<RateCardTable>

/** Keeps the newest fold; one that folded fewer entries changes nothing. */
export async function saveSubscription(tx: Tx, row: Omit<Insertable<SubscriptionTable>, 'version'>): Promise<void> {
  await tx
    .insertInto('subscription')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet((eb) => ({
          status: eb.ref('excluded.status'),
          tier: eb.ref('excluded.tier'),
          frequency: eb.ref('excluded.frequency'),
          state: eb.ref('excluded.state'),
          version: eb('subscription.version', '+', 1),
          n: eb.ref('excluded.n'),
        }))
        .whereRef('subscription.n', '<', 'excluded.n'),
    )
    .execute()
}

export function findSubscription(tx: Tx, accountId: string): Promise<SubscriptionRow | undefined> {
  return tx.selectFrom('subscription').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

export async function insertRateCard(tx: Tx, row: Insertable<RateCardTable>): Promise<void> {
  await tx.insertInto('rate_card').values(row).execute()
}

/** In the order in which they were recorded. */
export function listRateCards(tx: Tx): Promise<RateCardRow[]> {
  return tx.selectFrom('rate_card').selectAll().orderBy('n').execute()
}
