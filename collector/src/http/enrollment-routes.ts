/** Enrollment: a machine with a claim proves that it holds its new key and learns whom to trust (protocol 7). */
import { createHash } from 'node:crypto'
import {
  ENROLLMENT_LIVES_MS,
  type EnrollmentGrant,
  encodeBase64url,
  newId,
  ProtocolError,
  parseEnrollmentRequest,
  thumbprint,
} from '@camtally/protocol'
import Type from 'typebox'
import { ClaimTaken } from '../ledger/project-gateway.ts'
import {
  type ClaimRow,
  completeEnrollment,
  type EnrollmentRow,
  findClaim,
  findEnrollment,
  insertEnrollment,
} from '../store/claim.ts'
import { acrossAccounts, isUniqueViolation, type Tx } from '../store/database.ts'
import { findGateway, isKeyKnown } from '../store/gateway.ts'
import { lockLedger } from '../store/ledger.ts'
import { type Api, type ApiDeps, closed, gatewayId, hash43 } from './api.ts'
import { findGoodClaim, noteBadTry, requireUnlocked } from './claim-check.ts'
import { enroll } from './enroll.ts'
import { Problem } from './problem.ts'
import { isProofOf } from './proof-check.ts'
import { requireAccount } from './resource.ts'
import { seal, unseal } from './sealed-answer.ts'
import { isProtocolCode } from './status.ts'

const tags = ['enrollment']
export const enrollmentId = Type.String({ pattern: '^enr_[a-z2-7]{12}$' })
export const challengeSchema = Type.Object(
  { enrollmentId, gatewayId, epoch: Type.Integer(), nonce: hash43, expiresAt: Type.Integer({ description: 'ms' }) },
  closed,
)
export const proofBody = Type.Object({ proof: Type.String({ maxLength: 4096, description: 'A compact JWS.' }) }, closed)

export function enrollmentRoutes(api: Api, deps: ApiDeps): void {
  const rateLimit = { max: deps.enrollmentsPerMinute ?? 10, timeWindow: 60_000, groupId: 'enrollment' }
  const config = { access: 'public' as const, rateLimit }
  const requestBody = Type.Object(
    { claim: Type.String({ maxLength: 200 }), publicKey: Type.String({ maxLength: 200 }) },
    closed,
  )
  api.post(
    '/v1/enrollments',
    {
      config,
      schema: { summary: 'Begin an enrollment', tags, body: requestBody, response: { 201: challengeSchema } },
    },
    async (request, reply) => reply.code(201).send(await begin(deps, request.body, request.ip)),
  )
  api.post(
    '/v1/enrollments/:enrollment/proof',
    {
      config,
      schema: {
        summary: 'Prove the key; the claim is used here',
        tags,
        params: Type.Object({ enrollment: enrollmentId }, closed),
        body: proofBody,
        response: { 200: Type.Object({}, { description: 'As protocol/SPEC.md, Enrollment, says.' }) },
      },
    },
    async (request) => {
      const tried = { enrollmentId: request.params.enrollment, proof: request.body.proof, address: request.ip }
      return prove(deps, tried)
    },
  )
}

async function begin(deps: ApiDeps, body: unknown, address: string) {
  const { claim, publicKey } = parsed(() => parseEnrollmentRequest(body))
  const nowMs = deps.clock.wallMs()
  const refused = await acrossAccounts(deps.store, async (tx) => {
    const { row, isGood } = await findGoodClaim(tx, claim, deps)
    if (row !== undefined) await requireUnlocked(tx, row, { address, nowMs })
    if (row === undefined || !isGood) return { row }
    if (await isKeyKnown(tx, thumbprint(publicKey, deps.crypto))) throw new Problem('GATEWAY_KEY_KNOWN')
    const before = row.replaces === null ? undefined : await findGateway(tx, row.replaces)
    const challenge = {
      enrollmentId: newId('enr', deps.random.bytes(12)),
      gatewayId: before?.gateway_id ?? newId('gw', deps.random.bytes(12)),
      epoch: (before?.epoch ?? 0) + 1,
      nonce: encodeBase64url(deps.random.bytes(32)),
      expiresAt: nowMs + ENROLLMENT_LIVES_MS,
    }
    await insertEnrollment(tx, {
      account_id: row.account_id,
      enrollment_id: challenge.enrollmentId,
      claim_id: row.claim_id,
      gateway_id: challenge.gatewayId,
      epoch: challenge.epoch,
      public_key: publicKey,
      nonce: challenge.nonce,
      expires_at: challenge.expiresAt,
    })
    return { challenge }
  })
  if (refused.challenge !== undefined) return refused.challenge
  if (refused.row !== undefined) await noteBadTry(deps, refused.row, address)
  throw new Problem('CLAIM_INVALID')
}

type Tried = { readonly enrollmentId: string; readonly proof: string; readonly address: string }

async function prove(deps: ApiDeps, tried: Tried): Promise<EnrollmentGrant> {
  try {
    return await acrossAccounts(deps.store, (tx) => proveOnce(tx, deps, tried))
  } catch (error) {
    if (error instanceof BadProof) {
      await noteBadTry(deps, error.claim, tried.address)
      throw new Problem('PROOF_INVALID', { cause: error })
    }
    if (isUniqueViolation(error)) throw new Problem('GATEWAY_KEY_KNOWN', { cause: error })
    if (error instanceof ClaimTaken) throw new Problem('CLAIM_INVALID', { cause: error })
    throw error
  }
}

async function proveOnce(tx: Tx, deps: ApiDeps, tried: Tried): Promise<EnrollmentGrant> {
  const before = await findEnrollment(tx, tried.enrollmentId)
  const early = keptAnswer(before, deps, tried)
  if (early !== undefined) return early
  const nowMs = deps.clock.wallMs()
  const claim = before && (await findClaim(tx, before.claim_id))
  if (before === undefined || claim === undefined || before.expires_at <= nowMs)
    throw new Problem('ENROLLMENT_NOT_FOUND')
  await requireUnlocked(tx, claim, { address: tried.address, nowMs })
  const keys = [new Uint8Array(before.public_key)]
  if (!isProofOf(before, tried.proof, { crypto: deps.crypto, keys })) throw new BadProof(claim)
  // From here on one at a time: what the same proof did while this one waited is seen now.
  await lockLedger(tx)
  const enrollment = await findEnrollment(tx, tried.enrollmentId)
  const kept = keptAnswer(enrollment, deps, tried)
  if (kept !== undefined) return kept
  if (enrollment === undefined || enrollment.completed_at !== null) throw new Problem('ENROLLMENT_NOT_FOUND')
  const account = await requireAccount(tx, enrollment.account_id)
  const proofHash = hashOfText(tried.proof)
  const grant = await enroll(tx, deps, { enrollment, claim, account, proofHash })
  const answer = seal(JSON.stringify(grant), tried.proof, deps.random.bytes(12))
  await completeEnrollment(tx, enrollment.enrollment_id, { proofHash, answer, completedAt: nowMs })
  deps.log.info({ event: 'gateway.enrolled', gatewayId: grant.gatewayId, epoch: grant.epoch }, 'gateway enrolled')
  return grant
}

/** The same proof within 24 h gets the same answer, password included: it is locked with the proof itself. */
function keptAnswer(enrollment: EnrollmentRow | undefined, deps: ApiDeps, tried: Tried): EnrollmentGrant | undefined {
  if (enrollment?.completed_at == null || enrollment.answer === null) return undefined
  const isYoung = enrollment.completed_at > deps.clock.wallMs() - 24 * 3_600_000
  if (!isYoung || enrollment.proof_hash !== hashOfText(tried.proof)) return undefined
  return JSON.parse(unseal(enrollment.answer, tried.proof)) as EnrollmentGrant
}

class BadProof extends Error {
  readonly claim: ClaimRow
  constructor(claim: ClaimRow) {
    super('the proof does not fit')
    this.claim = claim
  }
}

/** Faults of a message as problems under their own codes. */
function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    const code = isProtocolCode(error.code) ? error.code : 'ENROLLMENT_SHAPE'
    const pointer = code.startsWith('KEY_') ? '/publicKey' : `/${error.path}`
    throw new Problem(code, { errors: [{ pointer, detail: error.message }], cause: error })
  }
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
