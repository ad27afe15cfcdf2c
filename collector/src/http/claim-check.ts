/** Whether a claim may be tried and is good: one answer for unknown, wrong, used, expired and revoked ones, and a lock
 *  after five bad tries from one address (protocol 7). */
import { type Claim, claimSecretHash } from '@camtally/protocol'
import { rowIdOf } from '../ledger/project-gateway.ts'
import { type ClaimRow, countClaimFailures, findClaim, noteClaimFailure } from '../store/claim.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import type { ApiDeps } from './api.ts'
import { Problem } from './problem.ts'

const badTries = 5
const lockedMs = 15 * 60_000

/** @throws CLAIM_LOCKED after five bad tries of this address at this claim within 15 minutes */
export async function requireUnlocked(tx: Tx, claim: ClaimRow, at: { address: string; nowMs: number }): Promise<void> {
  const attempt = { accountId: claim.account_id, claimId: claim.claim_id, address: at.address }
  const failures = await countClaimFailures(tx, attempt, at.nowMs - lockedMs)
  if (failures >= badTries) throw new Problem('CLAIM_LOCKED', { headers: { 'retry-after': String(lockedMs / 1000) } })
}

/** The row of a claim that is good now, or undefined with the row that was tried at. */
export async function findGoodClaim(
  tx: Tx,
  claim: Claim,
  deps: Pick<ApiDeps, 'clock' | 'crypto'>,
): Promise<{ readonly row: ClaimRow | undefined; readonly isGood: boolean }> {
  const row = await findClaim(tx, rowIdOf(claim.id))
  const isGood =
    row !== undefined &&
    row.secret_hash === claimSecretHash(claim, deps.crypto) &&
    row.used_at === null &&
    row.revoked_at === null &&
    row.expires_at > deps.clock.wallMs()
  return { row, isGood }
}

/** Notes a bad try in a transaction of its own: the one of the refused request is undone. */
export async function noteBadTry(deps: ApiDeps, claim: ClaimRow, address: string): Promise<void> {
  const attempt = { accountId: claim.account_id, claimId: claim.claim_id, address }
  await acrossAccounts(deps.store, (tx) => noteClaimFailure(tx, attempt, deps.clock.wallMs()))
  deps.log.warn({ event: 'claim.refused', accountId: claim.account_id, claimId: claim.claim_id, address }, 'refused')
}
