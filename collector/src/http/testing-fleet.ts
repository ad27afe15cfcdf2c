/** Fixture: an account with a site, and gateways that enroll as the protocol says. */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import {
  type EnrollmentId,
  encodeBase64url,
  encodeEnrollmentProof,
  type GatewayId,
  signJws,
  thumbprint,
} from '@camtally/protocol'
import { nodeCrypto } from '../node-crypto.ts'
import { type Answer, newPrivateKey, type TestApi } from './testing.ts'

export type TestAccount = { readonly account: string; readonly site: string; readonly customerToken: string }

/** An account in Vienna with one site and a customer's token. */
export async function newAccount({ ask, opsToken, tokenFor }: TestApi, given: object = {}): Promise<TestAccount> {
  const token = opsToken
  const body = { name: 'Bakery', timeZone: 'Europe/Vienna', currency: 'USD', ...given }
  const account = (await ask('POST /v1/accounts', { token, body })).textAt('/accountId')
  const site = (await ask(`POST /v1/accounts/${account}/sites`, { token, body: { name: 'Shop' } })).textAt('/siteId')
  return { account, site, customerToken: await tokenFor({ role: 'customer', accountId: account, name: 'customer' }) }
}

/** The text of a new claim. */
export async function newClaim({ ask, opsToken }: TestApi, to: TestAccount, given: object = {}): Promise<string> {
  const body = { siteId: to.site, name: 'Till', ...given }
  return (await ask(`POST /v1/accounts/${to.account}/claims`, { token: opsToken, body })).textAt('/claim')
}

export type TestGateway = { readonly key: KeyObject; readonly publicKey: Uint8Array }

export function newGatewayKey(): TestGateway {
  const { key, publicKey } = newPrivateKey()
  return { key: createPrivateKey(key.export({ format: 'pem', type: 'pkcs8' })), publicKey }
}

/** POST /v1/enrollments. */
export function begin({ ask }: TestApi, claim: string, { publicKey }: Pick<TestGateway, 'publicKey'>): Promise<Answer> {
  return ask('POST /v1/enrollments', { body: { claim, publicKey: encodeBase64url(publicKey) } })
}

/** The proof over a challenge as it was answered, with `changed` members laid over it. */
export function proofOver(challenge: Answer, gateway: TestGateway, changed: object = {}): string {
  const members = {
    v: 1 as const,
    enr: challenge.textAt('/enrollmentId') as EnrollmentId,
    nonce: challenge.textAt('/nonce'),
    gw: challenge.textAt('/gatewayId') as GatewayId,
    ep: Number(challenge.textAt('/epoch')),
  }
  const payload = encodeEnrollmentProof({ ...members, ...changed })
  const kid = thumbprint(gateway.publicKey, nodeCrypto)
  return signJws(
    { typ: 'camtally-enroll+jws', kid, payload },
    (bytes) => new Uint8Array(sign(null, bytes, gateway.key)),
  )
}

/** POST /v1/enrollments/{id}/proof. */
export function prove({ ask }: TestApi, challenge: Answer, proof: string): Promise<Answer> {
  return ask(`POST /v1/enrollments/${challenge.textAt('/enrollmentId')}/proof`, { body: { proof } })
}

/** The test rate card of the design (ours): Basic 4900 and Pro 9900 a month, 95 and 190 a camera-day. */
export const basicCard = {
  currency: 'USD',
  tiers: [
    { id: 'basic', name: 'Basic', rank: 0, monthly: 4900, yearly: 49000, usage: [price(950_000)] },
    { id: 'pro', name: 'Pro', rank: 1, monthly: 9900, yearly: 99000, usage: [price(1_900_000)] },
  ],
}

function price(rateMicros: number) {
  return { from: '2020-01-01', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros }] }
}
