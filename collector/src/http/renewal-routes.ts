/** Renewal: an enrolled gateway asks for its broker address, a new password and the keys to trust, and shows that it
 *  holds the key in force by signing a nonce (protocol 7). It pulls; nothing is ever pushed to it. */
import { ENROLLMENT_LIVES_MS, encodeBase64url, newId } from '@camtally/protocol'
import Type from 'typebox'
import { completeEnrollment, findEnrollment, insertEnrollment } from '../store/claim.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { findGateway, findGatewayKeys, type GatewayRow } from '../store/gateway.ts'
import { type Api, type ApiDeps, closed, gatewayId } from './api.ts'
import { challengeSchema, enrollmentId, proofBody } from './enrollment-routes.ts'
import { newMqttAccess, trustKeys } from './gateway-access.ts'
import { Problem } from './problem.ts'
import { isProofOf } from './proof-check.ts'

const tags = ['enrollment']
const gatewayParams = Type.Object({ gateway: gatewayId }, closed)

/** Stands where an enrollment has its claim. */
const renewal = 'renewal'

export function renewalRoutes(api: Api, deps: ApiDeps): void {
  const rateLimit = { max: deps.enrollmentsPerMinute ?? 10, timeWindow: 60_000, groupId: 'enrollment' }
  const config = { access: 'public' as const, rateLimit }
  api.post(
    '/v1/gateways/:gateway/renew',
    {
      config,
      schema: {
        summary: 'Ask for a nonce',
        description: 'Sign it as in an enrollment, with the key in force, and send that to the second route.',
        tags,
        params: gatewayParams,
        body: Type.Optional(Type.Object({}, closed)),
        response: { 201: challengeSchema },
      },
    },
    async (request, reply) => {
      const challenge = await acrossAccounts(deps.store, (tx) => begin(tx, deps, request.params.gateway))
      return reply.code(201).send(challenge)
    },
  )
  api.post(
    '/v1/gateways/:gateway/renew/:enrollment/proof',
    {
      config,
      schema: {
        summary: 'Prove the key in force',
        tags,
        params: Type.Object({ gateway: gatewayId, enrollment: enrollmentId }, closed),
        body: proofBody,
        response: { 200: Type.Object({}, { description: 'mqtt and trust as protocol/SPEC.md, Enrollment, says.' }) },
      },
    },
    async (request) => {
      const asked = { ...request.params, proof: request.body.proof }
      return acrossAccounts(deps.store, (tx) => prove(tx, deps, asked))
    },
  )
}

async function begin(tx: Tx, deps: ApiDeps, gateway: string) {
  const row = await requireEnrolled(tx, gateway)
  const challenge = {
    enrollmentId: newId('enr', deps.random.bytes(12)),
    gatewayId: row.gateway_id,
    epoch: row.epoch,
    nonce: encodeBase64url(deps.random.bytes(32)),
    expiresAt: deps.clock.wallMs() + ENROLLMENT_LIVES_MS,
  }
  const publicKey = (await keysInForce(tx, row))[0]
  if (publicKey === undefined) throw new Problem('RENEWAL_REFUSED')
  await insertEnrollment(tx, {
    account_id: row.account_id,
    enrollment_id: challenge.enrollmentId,
    claim_id: renewal,
    gateway_id: challenge.gatewayId,
    epoch: challenge.epoch,
    public_key: publicKey,
    nonce: challenge.nonce,
    expires_at: challenge.expiresAt,
  })
  return challenge
}

type Asked = { readonly gateway: string; readonly enrollment: string; readonly proof: string }

async function prove(tx: Tx, deps: ApiDeps, { gateway, enrollment, proof }: Asked) {
  const row = await requireEnrolled(tx, gateway)
  const challenge = await findEnrollment(tx, enrollment)
  const nowMs = deps.clock.wallMs()
  const isOpen =
    challenge?.claim_id === renewal &&
    challenge.gateway_id === gateway &&
    challenge.completed_at === null &&
    challenge.expires_at > nowMs
  if (challenge === undefined || !isOpen) throw new Problem('ENROLLMENT_NOT_FOUND')
  const keys = await keysInForce(tx, row)
  if (!isProofOf(challenge, proof, { crypto: deps.crypto, keys })) throw new Problem('RENEWAL_REFUSED')
  await completeEnrollment(tx, enrollment, { proofHash: '', answer: '', completedAt: nowMs })
  const owner = { accountId: row.account_id, gatewayId: gateway }
  return { mqtt: await newMqttAccess(tx, deps, owner), trust: trustKeys(deps.signers) }
}

async function requireEnrolled(tx: Tx, gateway: string): Promise<GatewayRow> {
  const row = await findGateway(tx, gateway)
  if (row === undefined || row.epoch === 0) throw new Problem('GATEWAY_NOT_FOUND')
  return row
}

async function keysInForce(tx: Tx, gateway: GatewayRow): Promise<Uint8Array[]> {
  const keys = await findGatewayKeys(tx, [gateway.gateway_id])
  const inForce = keys.filter(({ epoch, revoked_at }) => epoch === gateway.epoch && revoked_at === null)
  return inForce.map(({ public_key }) => new Uint8Array(public_key))
}
