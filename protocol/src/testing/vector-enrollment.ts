/** Builds enrollment.json and camera-keys.json. Digests are Node's, not ours. */

import { createHash, createHmac } from 'node:crypto'
import { encodeBase64url } from '../base64url.ts'
import { encodeReceipt } from '../receipt.ts'
import {
  ENROLLMENT_RECEIPT,
  ENROLLMENT_RECEIPT_HASH,
  GATEWAY_KEY,
  hashOfText,
  PROOF,
  PROOF_PAYLOAD,
  signReceipt,
} from './enrollment-examples.ts'

export function enrollmentVectors() {
  const payload = PROOF_PAYLOAD
  return {
    about: [
      'Enrollment (SPEC.md 9). proof: signed by the new key; its hash stands in the one row of the ',
      'enrollment receipt, whose own hash is firstPrev, `prev` of statement 1 in statements.json. invalid: ',
      'payloads refused with ENROLLMENT_SHAPE.',
    ].join(''),
    publicKey: encodeBase64url(GATEWAY_KEY.publicKey),
    proof: { payload, compact: PROOF, hash: hashOfText(PROOF) },
    receipt: signReceipt(encodeReceipt(ENROLLMENT_RECEIPT)),
    firstPrev: ENROLLMENT_RECEIPT_HASH,
    invalid: [
      { name: 'no nonce', payload: payload.replace(/"nonce":"[^"]*",/, '') },
      { name: 'a nonce of 16 bytes', payload: payload.replace(/CQkJ[^"]*/, encodeBase64url(new Uint8Array(16))) },
      { name: 'an id of another kind', payload: payload.replace('enr_', 'inv_') },
      { name: 'epoch 0', payload: payload.replace('"ep":1', '"ep":0') },
      { name: 'an unknown key', payload: payload.replace('"ep":1', '"ep":1,"x":1') },
      { name: 'v 2', payload: payload.replace('"v":1', '"v":2') },
    ],
  }
}

export function cameraKeyVectors() {
  const secret = Uint8Array.from({ length: 32 }, (_, at) => at)
  const hmac = (text: string) => createHmac('sha256', secret).update(text).digest()
  const identifiers = [
    { type: 'serial', scope: 'acme', value: 'SN-0001' },
    { type: 'mac', scope: '', value: '00:11:22:33:44:55' },
    { type: 'uuid', scope: '', value: '6f1d2c3b-0000-4000-8000-001122334455' },
    { type: 'address', scope: 'site_zzzzzzzzzzzz', value: '192.168.1.10:554/stream' },
    { type: 'static', scope: '', value: 'Größe 1' },
  ]
  return {
    about: [
      'Camera keys (SPEC.md 11). label is TYPE, SCOPE, VALUE joined by line feeds; salt = ',
      'HMAC-SHA-256(secret, label); key = first 16 bytes of SHA-256(salt || label); ck = first 8 bytes of ',
      'HMAC-SHA-256(secret, "camtally check").',
    ].join(''),
    secret: encodeBase64url(secret),
    ck: encodeBase64url(hmac('camtally check').subarray(0, 8)),
    keys: identifiers.map((identifier) => {
      const label = `${identifier.type}\n${identifier.scope}\n${identifier.value}`
      const salt = hmac(label)
      const digest = createHash('sha256').update(salt).update(label).digest()
      return { ...identifier, label, salt: encodeBase64url(salt), key: encodeBase64url(digest.subarray(0, 16)) }
    }),
  }
}
