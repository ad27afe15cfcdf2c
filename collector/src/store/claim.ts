/** Claims and enrollments: how a gateway gets its key recorded (protocol 7). */
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from './database.ts'
import type { ClaimTable, EnrollmentTable } from './schema.ts'

export type ClaimRow = Selectable<ClaimTable>
export type EnrollmentRow = Selectable<EnrollmentTable>

export async function insertClaim(
  tx: Tx,
  claim: Omit<Insertable<ClaimTable>, 'used_at' | 'used_by' | 'revoked_at' | 'replaces'> & { replaces?: string },
): Promise<void> {
  await tx
    .insertInto('claim')
    .values({ ...claim, replaces: claim.replaces ?? null, used_at: null, used_by: null, revoked_at: null })
    .execute()
}

/** By its middle, for acrossAccounts: whoever brings a claim has no account yet. */
export function findClaim(tx: Tx, claimId: string): Promise<ClaimRow | undefined> {
  return tx.selectFrom('claim').selectAll().where('claim_id', '=', claimId).executeTakeFirst()
}

export function listClaims(tx: Tx, accountId: string): Promise<ClaimRow[]> {
  return tx.selectFrom('claim').selectAll().where('account_id', '=', accountId).orderBy('claim_id').execute()
}

/** Uses the claim up by one atomic statement: of any number of parallel uses one is answered true (protocol 10.13). */
export async function takeClaim(
  tx: Tx,
  use: { readonly claimId: string; readonly enrollmentId: string },
  nowMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('claim')
    .set({ used_at: nowMs, used_by: use.enrollmentId })
    .where('claim_id', '=', use.claimId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function revokeClaim(tx: Tx, claimId: string, nowMs: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('claim')
    .set({ revoked_at: nowMs })
    .where('claim_id', '=', claimId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface ClaimAttempt {
  readonly accountId: string
  readonly claimId: string
  readonly address: string
}

export async function noteClaimFailure(tx: Tx, attempt: ClaimAttempt, nowMs: number): Promise<void> {
  await tx
    .insertInto('claim_failure')
    .values({ account_id: attempt.accountId, claim_id: attempt.claimId, address: attempt.address, failed_at: nowMs })
    .execute()
}

/** Failures of this address at this claim since `sinceMs`. */
export async function countClaimFailures(tx: Tx, attempt: ClaimAttempt, sinceMs: number): Promise<number> {
  const { count } = await tx
    .selectFrom('claim_failure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', attempt.accountId)
    .where('claim_id', '=', attempt.claimId)
    .where('address', '=', attempt.address)
    .where('failed_at', '>=', sinceMs)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertEnrollment(
  tx: Tx,
  row: Omit<Insertable<EnrollmentTable>, 'proof_hash' | 'answer' | 'completed_at'>,
): Promise<void> {
  await tx
    .insertInto('enrollment')
    .values({ ...row, public_key: Buffer.from(row.public_key), proof_hash: null, answer: null, completed_at: null })
    .execute()
}

export function findEnrollment(tx: Tx, enrollmentId: string): Promise<EnrollmentRow | undefined> {
  return tx.selectFrom('enrollment').selectAll().where('enrollment_id', '=', enrollmentId).executeTakeFirst()
}

export async function completeEnrollment(
  tx: Tx,
  enrollmentId: string,
  done: { readonly proofHash: string; readonly answer: string; readonly completedAt: number },
): Promise<void> {
  await tx
    .updateTable('enrollment')
    .set({ proof_hash: done.proofHash, answer: done.answer, completed_at: done.completedAt })
    .where('enrollment_id', '=', enrollmentId)
    .execute()
}
