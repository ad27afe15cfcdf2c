/** Idempotency-Key: the same POST twice earns one effect and one answer; the key with another body is refused. */
import type { Tx } from './database.ts'

export interface IdempotentRequest {
  readonly accountId: string
  /** Whose key it is: the token's id. */
  readonly caller: string
  readonly key: string
  /** SHA-256 of method, path and body, base64url. */
  readonly request: string
}

export type IdempotencyOutcome =
  | { readonly state: 'first' }
  | { readonly state: 'answered'; readonly status: number; readonly answer: string }
  | { readonly state: 'different' }

/** Takes the key in the transaction of the effect: a second request waits here for the first one's commit. */
export async function takeIdempotencyKey(tx: Tx, asked: IdempotentRequest, nowMs: number): Promise<IdempotencyOutcome> {
  const taken = await tx
    .insertInto('idempotency_key')
    .values({
      account_id: asked.accountId,
      caller: asked.caller,
      key: asked.key,
      request: asked.request,
      status: null,
      answer: null,
      created_at: nowMs,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'caller', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return { state: 'first' }
  const earlier = await tx
    .selectFrom('idempotency_key')
    .selectAll()
    .where('account_id', '=', asked.accountId)
    .where('caller', '=', asked.caller)
    .where('key', '=', asked.key)
    .executeTakeFirstOrThrow()
  if (earlier.request !== asked.request || earlier.status === null) return { state: 'different' }
  return { state: 'answered', status: earlier.status, answer: earlier.answer ?? '' }
}

/** Keeps the answer, in the same transaction. */
export async function answerIdempotencyKey(
  tx: Tx,
  asked: IdempotentRequest,
  answered: { readonly status: number; readonly answer: string },
): Promise<void> {
  await tx
    .updateTable('idempotency_key')
    .set({ status: answered.status, answer: answered.answer })
    .where('account_id', '=', asked.accountId)
    .where('caller', '=', asked.caller)
    .where('key', '=', asked.key)
    .execute()
}

/** Keys older than `beforeMs` may be used anew. */
export async function forgetIdempotencyKeys(tx: Tx, beforeMs: number): Promise<void> {
  await tx.deleteFrom('idempotency_key').where('created_at', '<', beforeMs).execute()
}
