/** A token made and stored; its text is answered once and kept nowhere. */
import type { Clock, Random } from '../clock.ts'
import { findAccount } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { insertToken, type TokenRow } from '../store/token.ts'
import { shownInstant, shownInstantOrNull } from './api.ts'
import { Problem } from './problem.ts'
import { newToken } from './token-text.ts'

export type NewToken = {
  readonly role: 'ops' | 'customer' | 'auditor'
  readonly accountId?: string
  readonly name: string
  readonly expiresInDays?: number
}

/** Makes and stores a token, and answers it with its text, which is kept nowhere.
 *  @throws ACCOUNT_NOT_FOUND, REQUEST_INVALID where role and account do not go together */
export async function createToken(tx: Tx, deps: { readonly random: Random; readonly clock: Clock }, asked: NewToken) {
  if ((asked.role === 'ops') === (asked.accountId !== undefined) && asked.role !== 'auditor') {
    const detail = asked.role === 'ops' ? 'an ops token is for every account' : 'a customer token is for one account'
    throw new Problem('REQUEST_INVALID', { detail, errors: [{ pointer: '/accountId', detail }] })
  }
  if (asked.accountId !== undefined && (await findAccount(tx, asked.accountId)) === undefined)
    throw new Problem('ACCOUNT_NOT_FOUND')
  const { tokenId, secretHash, text } = newToken(deps.random)
  const nowMs = deps.clock.wallMs()
  const expiresAt = asked.expiresInDays === undefined ? undefined : nowMs + asked.expiresInDays * 86_400_000
  const row = {
    token_id: tokenId,
    account_id: asked.accountId ?? '*',
    hash: secretHash,
    role: asked.role,
    name: asked.name,
    created_at: nowMs,
  }
  await insertToken(tx, expiresAt === undefined ? row : { ...row, expires_at: expiresAt })
  return { ...shownToken({ ...row, expires_at: expiresAt ?? null, revoked_at: null }), token: text }
}

/** A token without its secret. */
export function shownToken(row: TokenRow | Omit<TokenRow, 'hash'>) {
  return {
    tokenId: row.token_id,
    role: row.role,
    accountId: row.account_id === '*' ? null : row.account_id,
    name: row.name,
    createdAt: shownInstant(row.created_at),
    expiresAt: shownInstantOrNull(row.expires_at),
    revokedAt: shownInstantOrNull(row.revoked_at),
  }
}
