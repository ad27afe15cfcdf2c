/** Bearer tokens: what is kept is the SHA-256 of 32 random bytes, so a stolen table opens nothing. */
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from './database.ts'
import type { TokenTable } from './schema.ts'

export type TokenRow = Selectable<TokenTable>

export async function insertToken(
  tx: Tx,
  row: Omit<Insertable<TokenTable>, 'expires_at' | 'revoked_at'> & { expires_at?: number },
): Promise<void> {
  await tx
    .insertInto('token')
    .values({ ...row, expires_at: row.expires_at ?? null, revoked_at: null })
    .execute()
}

/** The token with this hash that is good at `nowMs`. For acrossAccounts: the caller is not known yet. */
export function findToken(tx: Tx, hash: string, nowMs: number): Promise<TokenRow | undefined> {
  return tx
    .selectFrom('token')
    .selectAll()
    .where('hash', '=', hash)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', nowMs)]))
    .where((eb) => eb.or([eb('revoked_at', 'is', null), eb('revoked_at', '>', nowMs)]))
    .executeTakeFirst()
}

export function listTokens(tx: Tx, accountId: string): Promise<TokenRow[]> {
  return tx.selectFrom('token').selectAll().where('account_id', '=', accountId).orderBy('token_id').execute()
}

/** Answers whether there was one to revoke; revoking twice keeps the first time. */
export async function revokeToken(
  tx: Tx,
  token: { accountId: string; tokenId: string },
  nowMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(nowMs)) }))
    .where('account_id', '=', token.accountId)
    .where('token_id', '=', token.tokenId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
