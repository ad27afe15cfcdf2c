/** The messages by which a gateway proves that it holds its new key and learns whom to trust (SPEC.md, Enrollment). */

import { type Claim, parseClaim } from './claim.ts'
import { decodeBase64url } from './base64url.ts'
import { type AccountId, type EnrollmentId, type GatewayId, parseId, type SiteId } from './ids.ts'
import { encodeJsonInOrder } from './json-encode.ts'
import { parseJson } from './json-scan.ts'
import { checkPublicKey } from './public-key.ts'
import {
  badShape,
  choiceMember,
  hasMember,
  integerMember,
  isTextOf,
  listMember,
  onlyMembers,
  POSITIVE,
  parsedMember,
  type Shape,
  shapeOf,
  textMember,
} from './shape.ts'
import { HASH, SOME_TEXT, type TextForm } from './text-form.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** POST /v1/enrollments */
export interface EnrollmentRequest {
  readonly claim: string
  /** base64url of the 32 bytes */
  readonly publicKey: string
}
/** 201: the challenge to answer within 10 minutes; the claim is not used yet. */
export interface EnrollmentChallenge {
  readonly enrollmentId: EnrollmentId
  readonly gatewayId: GatewayId
  readonly epoch: number
  /** base64url of 32 random bytes */
  readonly nonce: string
  /** ms since 1970 */
  readonly expiresAt: number
}
/** The payload of the proof, a JWS of type camtally-enroll+jws by the new key. */
export interface EnrollmentProof {
  readonly v: 1
  readonly enr: EnrollmentId
  readonly nonce: string
  readonly gw: GatewayId
  readonly ep: number
}
/** 200 to POST /v1/enrollments/{id}/proof; the claim is used. The same proof within 24 h gets the same answer. */
export interface EnrollmentGrant {
  readonly gatewayId: GatewayId
  readonly epoch: number
  readonly accountId: AccountId
  readonly siteId: SiteId
  readonly mqtt: MqttAccess
  readonly trust: TrustKeys
  /** Compact JWS: the enrollment receipt, whose hash is `prev` of statement 1. */
  readonly receipt: string
}
export interface MqttAccess {
  readonly url: string
  /** 4 is MQTT 3.1.1 (the embedded broker), 5 is MQTT 5. */
  readonly protocolVersion: 4 | 5
  readonly username: string
  readonly password?: string
}
/**
 * Public keys of the collector. Receipt and billing keys are base64url of 32 bytes, log keys are C2SP verifier keys.
 */
export interface TrustKeys {
  readonly receiptKeys: readonly string[]
  readonly billingKeys: readonly string[]
  readonly logKeys: readonly string[]
}

/**
 * Reads the first message; the key is checked. @throws ENROLLMENT_SHAPE KEY_MALFORMED KEY_SMALL_ORDER KEY_MIXED_ORDER
 */
export function parseEnrollmentRequest(value: unknown): { claim: Claim; publicKey: Uint8Array } {
  const shape = shapeOf(value, 'ENROLLMENT_SHAPE')
  onlyMembers(shape, new Set(['claim', 'publicKey']))
  const claim = parsedMember(shape, 'claim', parseClaim)
  const publicKey = decodeBase64url(textMember(shape, 'publicKey', HASH))
  checkPublicKey(publicKey)
  return { claim, publicKey }
}

/** @throws ENROLLMENT_SHAPE */
export function parseEnrollmentChallenge(value: unknown): EnrollmentChallenge {
  const shape = shapeOf(value, 'ENROLLMENT_SHAPE')
  onlyMembers(shape, new Set(['enrollmentId', 'gatewayId', 'epoch', 'nonce', 'expiresAt']))
  return {
    enrollmentId: parsedMember(shape, 'enrollmentId', (text) => parseId('enr', text)),
    gatewayId: parsedMember(shape, 'gatewayId', (text) => parseId('gw', text)),
    epoch: integerMember(shape, 'epoch', POSITIVE),
    nonce: textMember(shape, 'nonce', HASH),
    expiresAt: integerMember(shape, 'expiresAt', POSITIVE),
  }
}

/** The text to sign. @throws ENROLLMENT_SHAPE */
export function encodeEnrollmentProof(proof: EnrollmentProof): string {
  const text = encodeJsonInOrder(proof, PROOF_ORDER)
  parseEnrollmentProof(encodeUtf8(text))
  return text
}

/**
 * Reads the payload of a proof whose signature was checked. @throws ENROLLMENT_SHAPE, or JSON_... and UTF8_MALFORMED
 */
export function parseEnrollmentProof(payload: Uint8Array): EnrollmentProof {
  const shape = shapeOf(parseJson(decodeUtf8(payload)), 'ENROLLMENT_SHAPE')
  onlyMembers(shape, new Set(PROOF_ORDER))
  return {
    v: choiceMember(shape, 'v', [1]),
    enr: parsedMember(shape, 'enr', (text) => parseId('enr', text)),
    nonce: textMember(shape, 'nonce', HASH),
    gw: parsedMember(shape, 'gw', (text) => parseId('gw', text)),
    ep: integerMember(shape, 'ep', POSITIVE),
  }
}

/** @throws ENROLLMENT_SHAPE */
export function parseEnrollmentGrant(value: unknown): EnrollmentGrant {
  const shape = shapeOf(value, 'ENROLLMENT_SHAPE')
  onlyMembers(shape, new Set(['gatewayId', 'epoch', 'accountId', 'siteId', 'mqtt', 'trust', 'receipt']))
  return {
    gatewayId: parsedMember(shape, 'gatewayId', (text) => parseId('gw', text)),
    epoch: integerMember(shape, 'epoch', POSITIVE),
    accountId: parsedMember(shape, 'accountId', (text) => parseId('acc', text)),
    siteId: parsedMember(shape, 'siteId', (text) => parseId('site', text)),
    mqtt: readMqttAccess(shapeOf(shape.members['mqtt'], 'ENROLLMENT_SHAPE', 'mqtt')),
    trust: readTrustKeys(shapeOf(shape.members['trust'], 'ENROLLMENT_SHAPE', 'trust')),
    receipt: textMember(shape, 'receipt', SOME_TEXT),
  }
}

function readMqttAccess(shape: Shape): MqttAccess {
  onlyMembers(shape, new Set(['url', 'protocolVersion', 'username', 'password']))
  return {
    url: textMember(shape, 'url', MQTT_URL),
    protocolVersion: choiceMember(shape, 'protocolVersion', [4, 5]),
    username: textMember(shape, 'username', SOME_TEXT),
    ...(hasMember(shape, 'password') ? { password: textMember(shape, 'password', SOME_TEXT) } : {}),
  }
}

function readTrustKeys(shape: Shape): TrustKeys {
  onlyMembers(shape, new Set(['receiptKeys', 'billingKeys', 'logKeys']))
  return {
    receiptKeys: readKeys(shape, 'receiptKeys', HASH),
    billingKeys: readKeys(shape, 'billingKeys', HASH),
    logKeys: readKeys(shape, 'logKeys', SOME_TEXT),
  }
}

function readKeys(shape: Shape, name: string, form: TextForm): readonly string[] {
  return listMember(shape, name, [0, TRUST_KEYS_MAX]).map((key, at) => {
    if (isTextOf(key, form)) return key
    throw badShape(shape, `${name}[${at}]`, `${form.says} is wanted`)
  })
}

const PROOF_ORDER = ['v', 'enr', 'nonce', 'gw', 'ep'] as const
const TRUST_KEYS_MAX = 16
const MQTT_URL: TextForm = {
  pattern: /^(?:mqtts?|wss?):\/\/[^\s]+$/,
  says: 'an address mqtt://, mqtts://, ws:// or wss://',
}
