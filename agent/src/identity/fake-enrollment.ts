/** A collector's enrollment routes for tests, as a `fetch`: grants what it is told to, and can lose an answer. */
import {
  type Crypto,
  decodeBase64url,
  encodeBase64url,
  encodeReceipt,
  type EnrollmentGrant,
  hashOf,
  openJws,
  parseEnrollmentProof,
  parseEnrollmentRequest,
  signJws,
  thumbprint,
} from '@camtally/protocol'
import { type KeyPair, keyPairFromPem, newKeyPem } from './node-crypto.ts'

export const TEST_CLAIM = `clm_abcdefghijkl_${'A'.repeat(43)}`
const GATEWAY = 'gw_abcdefghijkl'
const NONCE = `${'B'.repeat(42)}A`

/** `receiptKey` signs receipts. `loseAnswer`: the next answer to a proof is lost on the way. */
export type FakeEnrollment = {
  readonly fetch: typeof fetch
  readonly receiptKey: KeyPair
  readonly receiptKid: string
  readonly requests: string[]
  loseAnswer: boolean
}

/** Grants gateway gw_abcdefghijkl, epoch 1. `timeMs` stamps the enrollment receipt. */
export function createFakeEnrollment(crypto: Crypto, timeMs: () => number): FakeEnrollment {
  const receiptKey = keyPairFromPem(newKeyPem(new Uint8Array(32).fill(7)))
  const receiptKid = thumbprint(receiptKey.publicKey, crypto)
  let gatewayKey = new Uint8Array()
  const grants = new Map<string, EnrollmentGrant>()

  const grantFor = (proof: string): EnrollmentGrant => {
    const opened = openJws(proof, { typ: 'camtally-enroll+jws', findKey: () => gatewayKey }, crypto)
    const { nonce } = parseEnrollmentProof(opened.payloadBytes)
    if (nonce !== NONCE) throw new Error('another nonce')
    const granted = grants.get(proof) ?? makeGrant({ proof, crypto, receiptKey, receiptKid, atMs: timeMs() })
    grants.set(proof, granted)
    return granted
  }
  const answer = (path: string, body: string): object => {
    if (path === '/v1/enrollments') {
      gatewayKey = new Uint8Array(parseEnrollmentRequest(JSON.parse(body)).publicKey)
      const expiresAt = timeMs() + 600_000
      return { enrollmentId: 'enr_abcdefghijkl', gatewayId: GATEWAY, epoch: 1, nonce: NONCE, expiresAt }
    }
    return grantFor(String(JSON.parse(body).proof))
  }
  const fake: FakeEnrollment = {
    receiptKey,
    receiptKid,
    requests: [],
    loseAnswer: false,
    async fetch(input, init) {
      const { pathname } = new URL(String(input))
      fake.requests.push(pathname)
      const text = JSON.stringify(answer(pathname, String(init?.body)))
      if (pathname.endsWith('/proof') && fake.loseAnswer) {
        fake.loseAnswer = false
        throw new TypeError('fetch failed')
      }
      return new Response(text, { status: pathname.endsWith('/proof') ? 200 : 201 })
    },
  }
  return fake
}

function makeGrant(of: {
  readonly proof: string
  readonly crypto: Crypto
  readonly receiptKey: KeyPair
  readonly receiptKid: string
  readonly atMs: number
}): EnrollmentGrant {
  const t = Math.round(of.atMs)
  const payload = encodeReceipt({
    v: 1,
    gw: GATEWAY,
    ep: 1,
    t,
    rs: 0,
    got: [],
    have: [[0, 0, hashOf(of.proof, of.crypto)]],
    w: 20,
    by: t + 86_400_000,
    kid: encodeBase64url(decodeBase64url('A'.repeat(43))),
    li: 1,
    n: [1, 'A'.repeat(43)],
  })
  return {
    gatewayId: GATEWAY,
    epoch: 1,
    accountId: 'acc_abcdefghijkl',
    siteId: 'site_abcdefghijkl',
    mqtt: { url: 'mqtt://localhost:1883', protocolVersion: 4, username: GATEWAY },
    trust: { receiptKeys: [encodeBase64url(of.receiptKey.publicKey)], billingKeys: [], logKeys: [] },
    receipt: signJws({ typ: 'camtally-receipt+jws', kid: of.receiptKid, payload }, of.receiptKey.sign),
  }
}
