/** The forms of text in messages: which characters, how many, and how a fault asks for them. */

export interface TextForm {
  readonly pattern: RegExp
  /** Completes "... is wanted". */
  readonly says: string
}

// The last character of a canonical base64url text has zero in its spare bits: 2 of them after 43 and 11 characters
// (every fourth letter of the alphabet), 4 after 22 and 86 (every sixteenth).
const EVERY_FOURTH = '[AEIMQUYcgkosw048]'
const EVERY_SIXTEENTH = '[AQgw]'

/** 32 bytes: a hash, a key, a nonce. */
export const HASH: TextForm = {
  pattern: new RegExp(`^[A-Za-z0-9_-]{42}${EVERY_FOURTH}$`),
  says: 'base64url of 32 bytes (43 characters)',
}
/** 16 bytes: a camera key, a ledger id. */
export const KEY_16: TextForm = {
  pattern: new RegExp(`^[A-Za-z0-9_-]{21}${EVERY_SIXTEENTH}$`),
  says: 'base64url of 16 bytes (22 characters)',
}
/** 8 bytes: `bid`, `cfg`, `ck`. */
export const CHECK_8: TextForm = {
  pattern: new RegExp(`^[A-Za-z0-9_-]{10}${EVERY_FOURTH}$`),
  says: 'base64url of 8 bytes (11 characters)',
}
/** 64 bytes: an Ed25519 signature. */
export const SIGNATURE_64: TextForm = {
  pattern: new RegExp(`^[A-Za-z0-9_-]{85}${EVERY_SIXTEENTH}$`),
  says: 'base64url of 64 bytes (86 characters)',
}
export const AGENT_VERSION: TextForm = {
  pattern: /^[A-Za-z0-9.+-]{1,32}$/,
  says: 'an agent version of 1 to 32 characters of A-Z a-z 0-9 . + -',
}
export const SOURCE_KIND: TextForm = {
  pattern: /^[a-z0-9-]{1,32}$/,
  says: 'a kind of source of 1 to 32 characters of a-z 0-9 -',
}
export const LOCAL_DAY: TextForm = {
  pattern: new RegExp(
    `^(?:${[
      '[0-9]{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
      '[0-9]{4}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
      '[0-9]{4}-02-(?:0[1-9]|1[0-9]|2[0-8])',
      '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29',
    ].join('|')})$`,
  ),
  says: 'a day of the calendar as yyyy-mm-dd',
}
export const SOME_TEXT: TextForm = { pattern: /./s, says: 'text that is not empty' }
