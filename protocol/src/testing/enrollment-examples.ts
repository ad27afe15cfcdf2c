/** Where the chain of the vectors begins: the proof of a new key, and the enrollment receipt that answers it. */

import { encodeBase64url } from '../base64url.ts'
import type { GatewayId } from '../ids.ts'
import { encodeReceipt, type Receipt } from '../receipt.ts'
import { encodeUtf8 } from '../utf8.ts'
import { nodeCrypto, testKey } from './node-crypto.ts'
import { compactOf } from './vector-keys.ts'

export const GATEWAY: GatewayId = 'gw_abcdefghijkl'
export const GATEWAY_KEY = testKey('first')
const RECEIPT_KEY = testKey('receipt key')

/**
 * base64url of SHA-256 of a text: of a compact JWS it is its hash, of any other text it stands for something not
 * shown.
 */
export function hashOfText(text: string): string {
  return encodeBase64url(nodeCrypto.sha256(encodeUtf8(text)))
}

/** A receipt signed by the receipt key of the vectors. */
export function signReceipt(payload: string): string {
  return compactOf(`{"alg":"EdDSA","kid":"${RECEIPT_KEY.kid}","typ":"camtally-receipt+jws"}`, payload, RECEIPT_KEY)
}

const nonce = encodeBase64url(new Uint8Array(32).fill(9))
export const PROOF_PAYLOAD = `{"v":1,"enr":"enr_aaaaaaaaaaaa","nonce":"${nonce}","gw":"${GATEWAY}","ep":1}`
export const PROOF = compactOf(
  `{"alg":"EdDSA","kid":"${GATEWAY_KEY.kid}","typ":"camtally-enroll+jws"}`,
  PROOF_PAYLOAD,
  GATEWAY_KEY,
)

export const ENROLLMENT_RECEIPT: Receipt = {
  v: 1,
  gw: GATEWAY,
  ep: 1,
  t: 1_740_000_000_000,
  rs: 0,
  got: [],
  have: [[0, 0, hashOfText(PROOF)]],
  w: 20,
  by: 1_740_182_400_000,
  kid: GATEWAY_KEY.kid,
  li: 12,
  n: [3, hashOfText('entry 3')],
}

/** `prev` of statement 1. */
export const ENROLLMENT_RECEIPT_HASH = hashOfText(signReceipt(encodeReceipt(ENROLLMENT_RECEIPT)))
