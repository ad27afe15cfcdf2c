/** A ledger entry: six members as exact bytes. What it says lies in its document; the entry itself never changes. */

import { encodeBase64url } from './base64url.ts'
import type { Crypto } from './crypto.ts'
import { ProtocolError } from './errors.ts'
import { concatBytes } from './hmac-sha256.ts'
import { parseJson } from './json-scan.ts'
import { ENTRY_MAX_BYTES } from './limits.ts'
import { choiceMember, integerMember, NOT_NEGATIVE, onlyMembers, POSITIVE, shapeOf, textMember } from './shape.ts'
import { HASH, KEY_16 } from './text-form.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

/** In alphabetical order of the flow: who, what counts, what was set aside, plan and money, the days, the books. */
export const ENTRY_KINDS = [
  ...(['account', 'site', 'rateCard', 'claim', 'enroll', 'approve', 'rotate', 'revoke', 'replace', 'retire'] as const),
  ...(['move', 'fork', 'exclude', 'undo', 'merge', 'unmerge', 'swap', 'subscription', 'payment', 'freeDays'] as const),
  ...(['timeZone', 'dayClose', 'correction', 'invoice', 'creditNote', 'restore', 'key', 'admin'] as const),
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export interface LedgerEntry {
  readonly k: EntryKind
  /** ms since 1970; never falls along the ledger. */
  readonly t: number
  /** Ledger id: base64url of 16 random bytes; each account has one, and the seller one of its own. */
  readonly a: string
  /** Number within `a`: from 1, 1 more each time. */
  readonly n: number
  /** Hash of the bytes of the entry before in `a`; for n = 1 of 32 zero bytes: the bytes themselves, not their hash. */
  readonly p: string
  /** base64url of SHA-256(salt || document bytes). */
  readonly d: string
}

/** `p` of an account's first entry: 32 zero bytes. */
export const FIRST_ENTRY_PREVIOUS = encodeBase64url(new Uint8Array(32))
export const DOCUMENT_SALT_BYTES = 32

/** The bytes that are hashed, stored and sent: {"k":..,"t":..,"a":..,"n":..,"p":..,"d":..}. @throws ENTRY_SHAPE */
export function encodeEntry(entry: LedgerEntry): Uint8Array {
  const bytes = encodeUtf8(spell(entry))
  parseEntry(bytes)
  return bytes
}

/** Reads an entry and writes it again: other bytes for the same entry are an error. @throws ENTRY_SHAPE */
export function parseEntry(bytes: Uint8Array): LedgerEntry {
  if (bytes.length > ENTRY_MAX_BYTES)
    throw new ProtocolError('ENTRY_SHAPE', '', `an entry has at most ${ENTRY_MAX_BYTES} bytes`)
  const text = readText(bytes)
  const shape = shapeOf(text.value, 'ENTRY_SHAPE')
  onlyMembers(shape, MEMBERS)
  const entry: LedgerEntry = {
    k: choiceMember(shape, 'k', ENTRY_KINDS),
    t: integerMember(shape, 't', NOT_NEGATIVE),
    a: textMember(shape, 'a', KEY_16),
    n: integerMember(shape, 'n', POSITIVE),
    p: textMember(shape, 'p', HASH),
    d: textMember(shape, 'd', HASH),
  }
  if (spell(entry) !== text.text) throw new ProtocolError('ENTRY_SHAPE')
  return entry
}

/** What the next entry of the account carries as `p`: base64url of SHA-256 over the entry's bytes. */
export function entryHash(entryBytes: Uint8Array, crypto: Pick<Crypto, 'sha256'>): string {
  return encodeBase64url(crypto.sha256(entryBytes))
}

/**
 * `d` of an entry: base64url of SHA-256(salt || document). The salt, 32 random bytes, keeps a guessed document from
 * being proven.
 */
export function documentDigest(salt: Uint8Array, document: Uint8Array, crypto: Pick<Crypto, 'sha256'>): string {
  if (salt.length !== DOCUMENT_SALT_BYTES) throw new RangeError('the salt of a document has 32 bytes')
  return encodeBase64url(crypto.sha256(concatBytes(salt, document)))
}

function spell({ k, t, a, n, p, d }: LedgerEntry): string {
  return JSON.stringify({ k, t, a, n, p, d })
}

function readText(bytes: Uint8Array): { text: string; value: unknown } {
  try {
    const text = decodeUtf8(bytes)
    return { text, value: parseJson(text) }
  } catch (error) {
    if (error instanceof ProtocolError) throw new ProtocolError('ENTRY_SHAPE', error.path, error.detail)
    throw error
  }
}

const MEMBERS: ReadonlySet<string> = new Set(['k', 't', 'a', 'n', 'p', 'd'])
