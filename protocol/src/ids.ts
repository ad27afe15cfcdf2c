/** Ids: a prefix that says of what, an underscore, and 12 characters of a-z 2-7 (60 random bits). */

import { ProtocolError } from './errors.ts'

/** Each kind of id is a type of its own: an AccountId where a GatewayId is wanted does not compile. */
export type AccountId = `acc_${string}`
export type SiteId = `site_${string}`
export type GatewayId = `gw_${string}`
export type InvoiceId = `inv_${string}`
export type EnrollmentId = `enr_${string}`
export type ClaimId = `clm_${string}`

export interface IdByPrefix {
  readonly acc: AccountId
  readonly site: SiteId
  readonly gw: GatewayId
  readonly inv: InvoiceId
  readonly enr: EnrollmentId
  readonly clm: ClaimId
}
export type IdPrefix = keyof IdByPrefix

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const BODY = /^[a-z2-7]{12}$/
/** Random bytes that newId takes. */
export const ID_RANDOM_BYTES = 12

/** A new id from 12 random bytes (the low 5 bits of each): newId('gw', random.bytes(12)). */
export function newId<P extends IdPrefix>(prefix: P, randomBytes: Uint8Array): IdByPrefix[P] {
  if (randomBytes.length !== ID_RANDOM_BYTES)
    throw new ProtocolError('ID_SHAPE', '', 'an id is made from 12 random bytes')
  let body = ''
  for (const byte of randomBytes) body += LETTERS.charAt(byte & 31)
  return parseId(prefix, `${prefix}_${body}`)
}

/** Whether a text is an id of this kind. */
export function isId<P extends IdPrefix>(prefix: P, text: unknown): text is IdByPrefix[P] {
  if (typeof text !== 'string' || !text.startsWith(`${prefix}_`)) return false
  return BODY.test(text.slice(prefix.length + 1))
}

/** The id itself, typed by its kind. @throws ID_SHAPE */
export function parseId<P extends IdPrefix>(prefix: P, text: unknown): IdByPrefix[P] {
  if (isId(prefix, text)) return text
  throw new ProtocolError('ID_SHAPE', '', `an id of ${prefix}_ and 12 characters of a-z 2-7 is wanted`)
}
