/** Every change through the API: one transaction for its effect, its ledger entries and the answer kept for a repeated
 *  request. A second request with the same Idempotency-Key waits for the first one's commit and gets the same answer;
 *  a crash leaves either all of it or nothing, so no key ever hangs. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { acrossAccounts, asAccount, type Tx } from '../store/database.ts'
import { answerIdempotencyKey, type IdempotentRequest, takeIdempotencyKey } from '../store/idempotency.ts'
import type { ApiDeps } from './api.ts'
import { answerText } from './body-shape.ts'
import { type Caller, callerFrom } from './caller.ts'
import { Problem } from './problem.ts'
import { seal, unseal } from './sealed-answer.ts'

export type Written<Body> = { readonly status: 200 | 201 | 204; readonly body: Body; readonly version?: number }

export type Write<Body> = {
  /** Whose rows the transaction sees; '*' for the seller's own. */
  readonly accountId: string
  readonly run: (tx: Tx) => Promise<Written<Body>>
  /** Opens the transaction; without it, one of `accountId`. */
  readonly within?: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** After the commit and before the answer; it must not throw. */
  readonly after?: () => Promise<void>
}

/** Runs a change once and answers it. @throws IDEMPOTENCY_KEY_REUSED and what `run` throws, which undoes everything */
export async function write<Body>(
  deps: ApiDeps,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { accountId, run, within, after }: Write<Body>,
): Promise<FastifyReply> {
  const { request, reply } = exchange
  const caller = callerFrom(request)
  const asked = askedOnce(request, caller, accountId)
  const inScope = <T>(work: (tx: Tx) => Promise<T>) =>
    accountId === '*' ? acrossAccounts(deps.store, work) : asAccount(deps.store, accountId, work)
  const kept = await (within ?? inScope)(async (tx): Promise<Kept> => {
    const earlier = asked && (await takeIdempotencyKey(tx, asked, deps.clock.wallMs()))
    if (earlier?.state === 'different') throw new Problem('IDEMPOTENCY_KEY_REUSED')
    if (asked && earlier?.state === 'answered')
      return parseKept(unseal(earlier.answer, held(caller, asked)), earlier.status)
    const { status, body, version } = await run(tx)
    const answer: Kept = { status, text: status === 204 ? '' : answerText(body), version: version ?? null }
    if (asked) {
      const locked = seal(JSON.stringify([answer.text, answer.version]), held(caller, asked), deps.random.bytes(12))
      await answerIdempotencyKey(tx, asked, { status, answer: locked })
    }
    return answer
  })
  await after?.()
  if (kept.version !== null) reply.header('etag', `"v${kept.version}"`)
  reply.code(kept.status)
  if (kept.status === 204) return reply.send()
  return reply.type('application/json; charset=utf-8').serializer(String).send(kept.text)
}

type Kept = { readonly status: number; readonly text: string; readonly version: number | null }

function askedOnce(request: FastifyRequest, caller: Caller, accountId: string): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || request.method !== 'POST') return undefined
  const body = createHash('sha256').update(`POST\n${request.url}\n${JSON.stringify(request.body ?? null)}`)
  return { accountId, caller: caller.tokenId, key, request: body.digest('base64url') }
}

/** What only the caller has: its own token, of which the database knows a hash. */
function held(caller: Caller, asked: IdempotentRequest): string {
  return `${caller.token}\n${asked.key}`
}

function parseKept(text: string, status: number): Kept {
  const kept: unknown = JSON.parse(text)
  const [answer, version]: readonly unknown[] = Array.isArray(kept) ? kept : []
  if (typeof answer !== 'string') throw new Error('a kept answer is [text, version]')
  return { status, text: answer, version: typeof version === 'number' ? version : null }
}
