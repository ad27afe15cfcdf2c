/** Enrollment messages and camera keys by their vectors. */
import { createHmac } from 'node:crypto'
import t from 'tap'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { cameraKey, type IdentifierType, keyFromSalt, openCameraKey, secretCheckValue } from './camera-key.ts'
import {
  encodeEnrollmentProof,
  parseEnrollmentChallenge,
  parseEnrollmentGrant,
  parseEnrollmentProof,
  parseEnrollmentRequest,
} from './enrollment.ts'
import { hmacSha256 } from './hmac-sha256.ts'
import { hashOf, openJws } from './jws.ts'
import { parseReceipt } from './receipt.ts'
import { parseStatement } from './statement-parse.ts'
import { nodeCrypto, testKey } from './testing/node-crypto.ts'
import { smallOrderSpellings } from './testing/odd-points.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'
import { encodeUtf8 } from './utf8.ts'

const { publicKey, proof, receipt, firstPrev, invalid } = readVectors<{
  publicKey: string
  proof: { payload: string; compact: string; hash: string }
  receipt: string
  firstPrev: string
  invalid: { name: string; payload: string }[]
}>('enrollment')
const cameras = readVectors<{
  secret: string
  ck: string
  keys: { type: IdentifierType; scope: string; value: string; label: string; salt: string; key: string }[]
}>('camera-keys')

const nonce = encodeBase64url(new Uint8Array(32).fill(9))
const claim = `clm_abcdefghijkl_${nonce}`

t.test('attack 24: the proof is signed by the new key and opened with it', async (t) => {
  const key = decodeBase64url(publicKey)
  const opened = openJws(proof.compact, { typ: 'camtally-enroll+jws', findKey: () => key }, nodeCrypto)
  const parsed = parseEnrollmentProof(opened.payloadBytes)
  t.equal(encodeEnrollmentProof(parsed), proof.payload)
  t.equal(hashOf(proof.compact, nodeCrypto), proof.hash)
  for (const { name, payload } of invalid) {
    t.equal(
      codeThrownBy(() => parseEnrollmentProof(encodeUtf8(payload))),
      'ENROLLMENT_SHAPE',
      name,
    )
  }
})

t.test('the proof is named by the enrollment receipt, and that by statement 1', async (t) => {
  const { chain } = readVectors<{ chain: { payload: string }[] }>('statements')
  const receipts = readVectors<{ publicKey: string }>('receipts')
  const findKey = () => decodeBase64url(receipts.publicKey)
  const opened = openJws(receipt, { typ: 'camtally-receipt+jws', findKey }, nodeCrypto)
  t.same(parseReceipt(opened.payloadBytes).have, [[0, 0, proof.hash]])
  t.equal(hashOf(receipt, nodeCrypto), firstPrev)
  const [first] = chain.map(({ payload }) => parseStatement(encodeUtf8(payload)))
  t.match(first, { ok: { seq: 1, prev: firstPrev } })
})

t.test('attack 12: a request with an odd key is refused for the key', async (t) => {
  const request = { claim, publicKey: encodeBase64url(testKey('first').publicKey) }
  t.equal(parseEnrollmentRequest(request).claim.id, 'clm_abcdefghijkl')
  const [identity = new Uint8Array(32)] = smallOrderSpellings().canonical
  const small = encodeBase64url(identity)
  t.throws(() => parseEnrollmentRequest({ ...request, publicKey: small }), { code: 'KEY_SMALL_ORDER' })
  t.throws(() => parseEnrollmentRequest({ ...request, publicKey: 'AA' }), {
    code: 'ENROLLMENT_SHAPE',
    path: 'publicKey',
  })
  t.throws(() => parseEnrollmentRequest({ ...request, claim: 'clm_x' }), { code: 'ENROLLMENT_SHAPE', path: 'claim' })
  t.throws(() => parseEnrollmentRequest({ ...request, x: 1 }), { code: 'ENROLLMENT_SHAPE', path: 'x' })
  t.throws(() => parseEnrollmentRequest('claim'), { code: 'ENROLLMENT_SHAPE' })
})

t.test('challenge and grant are read member by member', async (t) => {
  const challenge = {
    enrollmentId: 'enr_aaaaaaaaaaaa',
    gatewayId: 'gw_abcdefghijkl',
    epoch: 1,
    nonce,
    expiresAt: 1_740_000_600_000,
  }
  t.same(parseEnrollmentChallenge(challenge), challenge)
  t.throws(() => parseEnrollmentChallenge({ ...challenge, nonce: 'x' }), { code: 'ENROLLMENT_SHAPE', path: 'nonce' })
  const grant = {
    gatewayId: 'gw_abcdefghijkl',
    epoch: 1,
    accountId: 'acc_234567abcdef',
    siteId: 'site_zzzzzzzzzzzz',
    mqtt: {
      url: 'mqtts://collector.example:8883',
      protocolVersion: 4,
      username: 'gw_abcdefghijkl',
      password: 'secret',
    },
    trust: { receiptKeys: [publicKey], billingKeys: [publicKey], logKeys: ['camtally.example+12345678+AQID'] },
    receipt: 'a.b.c',
  }
  t.same(parseEnrollmentGrant(grant), grant)
  const { password: _, ...open } = grant.mqtt
  t.same(parseEnrollmentGrant({ ...grant, mqtt: open }).mqtt, open, 'a password is optional')
  for (const [path, value] of [
    ['mqtt', { ...grant.mqtt, url: 'http://collector.example' }],
    ['mqtt', { ...grant.mqtt, protocolVersion: 3 }],
    ['mqtt', undefined],
    ['trust', { ...grant.trust, receiptKeys: ['AA'] }],
    ['trust', { ...grant.trust, billingKeys: 'none' }],
    ['receipt', ''],
  ] as const) {
    t.throws(
      () => parseEnrollmentGrant({ ...grant, [path]: value }),
      { code: 'ENROLLMENT_SHAPE' },
      `${path}: ${JSON.stringify(value)}`,
    )
  }
})

t.test('a camera key is the keyed hash of one identifier, and its salt opens it alone', async (t) => {
  const secret = decodeBase64url(cameras.secret)
  for (const { type, scope, value, label, salt, key } of cameras.keys) {
    t.equal(cameraKey(secret, { type, scope, value }, nodeCrypto), key)
    t.same(openCameraKey(secret, { type, scope, value }, nodeCrypto), { label, salt, key })
    t.equal(keyFromSalt(decodeBase64url(salt), label, nodeCrypto), key, 'what an auditor computes')
  }
  t.equal(secretCheckValue(secret, nodeCrypto), cameras.ck)
  t.throws(() => cameraKey(secret.subarray(1), { type: 'mac', scope: '', value: 'x' }, nodeCrypto), /32 bytes/)
  t.throws(() => cameraKey(secret, { type: 'mac', scope: 'a\nb', value: 'x' }, nodeCrypto), /line break/)
})

t.test('HMAC is that of Node, for keys of every length', async (t) => {
  for (const length of [0, 1, 32, 63, 64, 65, 200]) {
    const key = new Uint8Array(length).fill(7)
    const message = encodeUtf8(`message ${length}`)
    const wanted = new Uint8Array(createHmac('sha256', key).update(message).digest())
    t.same(hmacSha256(key, message, nodeCrypto), wanted, `${length} bytes`)
  }
})
