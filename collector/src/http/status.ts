/** Every code a request can be refused with, and its HTTP status. The domain and the protocol know no HTTP; a code
 *  without a status does not compile. */
import { protocolErrors } from '@camtally/protocol'
import { errors as domainErrors } from '../domain/errors.ts'
import { httpErrors } from './errors.ts'

/** The faults of the protocol that an enrollment answers under their own codes. */
const { ENROLLMENT_SHAPE, KEY_MALFORMED, KEY_SMALL_ORDER, KEY_MIXED_ORDER } = protocolErrors
const enrollmentErrors = { ENROLLMENT_SHAPE, KEY_MALFORMED, KEY_SMALL_ORDER, KEY_MIXED_ORDER } as const

export const catalogue = { ...domainErrors, ...httpErrors, ...enrollmentErrors } as const

export type ErrorCode = keyof typeof catalogue

export const statusOf = {
  ADD_ON_REQUIRED: 409,
  ADD_ON_NOT_ATTACHED: 409,
  NO_SUBSCRIPTION: 409,
  ALREADY_SUBSCRIBED: 409,
  UNKNOWN_TIER: 422,
  AT_PERIOD_END_ONLY: 409,
  SUSPENDED: 409,
  NOT_CANCELLED: 409,
  UNKNOWN_INVOICE: 404,
  UNKNOWN_LINE: 404,
  CREDIT_EXCEEDS_LINE: 409,
  JSON_MALFORMED: 400,
  KEY_UNKNOWN: 422,
  KEY_MISSING: 422,
  VALUE_SHAPE: 422,
  DATE_IMPOSSIBLE: 422,
  SPAN_EMPTY: 422,
  TIME_ZONE_UNKNOWN: 422,
  CURRENCY_UNSUPPORTED: 422,
  CURRENCY_DIFFERS: 422,
  PRICE_TWICE: 422,
  PRICE_MISSING: 409,
  TIER_TWICE: 422,
  TAX_TWICE: 422,
  BANDS_UNORDERED: 422,
  FACT_KIND_UNKNOWN: 500,
  LEDGER_ORDER: 500,
  REQUEST_INVALID: 400,
  BODY_NOT_JSON: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  TOKEN_MISSING: 401,
  TOKEN_INVALID: 401,
  ROLE_NOT_ALLOWED: 403,
  ROUTE_NOT_FOUND: 404,
  ACCOUNT_NOT_FOUND: 404,
  SITE_NOT_FOUND: 404,
  GATEWAY_NOT_FOUND: 404,
  CLAIM_NOT_FOUND: 404,
  TOKEN_NOT_FOUND: 404,
  INVOICE_NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  RATE_CARD_NOT_FOUND: 404,
  RATE_CARD_MISSING: 409,
  DAY_NOT_FOUND: 404,
  JOB_NOT_FOUND: 404,
  CURSOR_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  IF_MATCH_MISSING: 428,
  IF_MATCH_STALE: 412,
  PREVIEW_STALE: 409,
  RATE_LIMITED: 429,
  CLAIM_INVALID: 403,
  CLAIM_LOCKED: 429,
  ENROLLMENT_NOT_FOUND: 404,
  PROOF_INVALID: 403,
  GATEWAY_KEY_KNOWN: 422,
  RENEWAL_REFUSED: 403,
  ENROLLMENT_SHAPE: 422,
  KEY_MALFORMED: 422,
  KEY_SMALL_ORDER: 422,
  KEY_MIXED_ORDER: 422,
  CLOCK_SUSPECT: 503,
  NOT_READY: 503,
  INTERNAL: 500,
} as const satisfies Record<ErrorCode, number>

/** Whether a code of the protocol is answered under its own name. */
export function isProtocolCode(code: string): code is keyof typeof enrollmentErrors {
  return Object.hasOwn(enrollmentErrors, code)
}
