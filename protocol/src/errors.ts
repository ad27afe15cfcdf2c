/** Every fault this package can name. A code is for ever, its words may improve; SPEC.md lists the same codes. */

interface CatalogueEntry {
  /** What is so. */
  readonly message: string
  /** What to do now. */
  readonly hint: string
}

export const protocolErrors = {
  BASE64URL_SPELLING: {
    message: 'This is not canonical unpadded base64url.',
    hint: 'Encode the bytes again with A-Z a-z 0-9 - _, no padding, and zero in the spare bits.',
  },
  UTF8_MALFORMED: { message: 'The bytes are not UTF-8.', hint: 'Encode the text as UTF-8.' },
  JSON_SYNTAX: {
    message: 'This is not one JSON object (RFC 8259) in UTF-8 without a byte order mark.',
    hint: 'Send exactly one JSON object and nothing around it but white space.',
  },
  JSON_DEPTH: { message: 'Arrays and objects are nested deeper than 8 levels.', hint: 'Nest at most 8 levels.' },
  JSON_DUPLICATE_KEY: { message: 'A key stands twice in one object.', hint: 'Name each key once.' },
  JSON_NULL: { message: 'A value is null.', hint: 'Leave the member out instead.' },
  JSON_NUMBER: {
    message: 'A number is not an integer from 0 to 2^53 - 1 in plain digits.',
    hint: 'Write digits only: no sign, point, exponent or leading zero.',
  },
  JSON_SURROGATE: {
    message: 'A string has an unpaired surrogate.',
    hint: 'Escape both halves of the pair, or neither.',
  },
  RANGES_SPELLING: {
    message: 'This is not the one spelling of a set of numbers.',
    hint: 'Ascend, write a run of two or more as a-b, join neighbours: "0-7,9".',
  },
  ID_SHAPE: {
    message: 'This is not an id of the kind wanted.',
    hint: 'An id is its prefix, an underscore and 12 characters of a-z 2-7.',
  },
  KEY_MALFORMED: {
    message: 'The public key is not the canonical encoding of a point of Ed25519.',
    hint: 'Send the 32 bytes of RFC 8032; make the key pair again if they were kept correctly.',
  },
  KEY_SMALL_ORDER: {
    message: 'The public key is a point of small order: its signatures fit many messages.',
    hint: 'Make a new key pair; no honest generator makes this key.',
  },
  KEY_MIXED_ORDER: {
    message: 'The public key is not of prime order: verifiers would disagree about its signatures.',
    hint: 'Make a new key pair; no honest generator makes this key.',
  },
  JWS_TOO_LARGE: { message: 'The signed message is over its size limit.', hint: 'Split it: 48 KiB is the limit.' },
  JWS_SEGMENTS: {
    message: 'This is not three segments of base64url joined by points.',
    hint: 'Send a compact JWS (RFC 7515, 7.1) byte for byte as it was signed.',
  },
  JWS_HEADER: {
    message: 'The header is not byte-equal to the one this use demands.',
    hint: 'Use {"alg":"EdDSA","kid":"<thumbprint>","typ":"<type of this use>"} and nothing else.',
  },
  JWS_KEY_UNKNOWN: {
    message: 'No key is recorded here under this kid and use.',
    hint: 'Enroll the gateway, or fetch the trust keys again.',
  },
  SIGNATURE_MALFORMED: {
    message: 'The signature is not 64 bytes with S below L and R canonical and not of small order.',
    hint: 'Sign as RFC 8032 says; verifiers would disagree about this signature.',
  },
  SIGNATURE_WRONG: {
    message: 'The signature does not fit the key and the bytes.',
    hint: 'Look for what changed the bytes on the way, or whose key this is.',
  },
  STATEMENT_NONE: {
    message: 'This is no statement: one of v, gw, ep, seq, prev is missing, doubled or malformed.',
    hint: 'These five keep their names and shapes in every version; fix the agent that signed this.',
  },
  STATEMENT_GATEWAY: {
    message: 'The statement names another gateway than the topic it came by.',
    hint: 'Let the broker allow each gateway its own topics only.',
  },
  STATEMENT_EPOCH: {
    message: 'The key belongs to another epoch than the statement names.',
    hint: 'A key signs for the epoch it was enrolled for; enroll again for a new one.',
  },
  STATEMENT_VERSION: {
    message: 'The statement is of a version that is not understood here.',
    hint: 'Upgrade the collector; what is stored counts then.',
  },
  STATEMENT_KIND: {
    message: 'The statement is of a kind that is not understood here.',
    hint: 'Upgrade the collector; what is stored counts then.',
  },
  STATEMENT_SHAPE: {
    message: 'A member of the statement does not have its shape.',
    hint: 'Compare it with SPEC.md, Statements; fix the agent that signed this.',
  },
  STATEMENT_TOO_LARGE: {
    message: 'The statement would be over 48 KiB.',
    hint: 'Halve the window of a heartbeat, put fewer cameras into a part of an inventory.',
  },
  INVENTORY_TOO_LARGE: {
    message: 'An inventory has over 1,000 cameras or does not fit 16 parts.',
    hint: 'Put a second gateway at the site and give it a part of the cameras.',
  },
  RECEIPT_SHAPE: {
    message: 'A member of the receipt does not have its shape.',
    hint: 'Compare it with SPEC.md, Receipts; agent and collector may be of different versions.',
  },
  ENROLLMENT_SHAPE: {
    message: 'A message of the enrollment does not have its shape.',
    hint: 'Compare it with SPEC.md, Enrollment; agent and collector may be of different versions.',
  },
  CLAIM_SHAPE: {
    message: 'This is not a claim.',
    hint: 'Copy the whole text: clm_, 12 characters, an underscore, 43 characters.',
  },
  TOPIC_SHAPE: {
    message: 'This is not a topic of a gateway.',
    hint: 'Topics are camtally/v1/<gateway>/ and statement, receipt, names, status or close/<yyyy-mm-dd>.',
  },
  ENTRY_SHAPE: {
    message: 'These are not the exact bytes of a ledger entry.',
    hint: 'An entry is {"k":..,"t":..,"a":..,"n":..,"p":..,"d":..} in this order with no spaces, at most 512 bytes.',
  },
  CLOSE_SHAPE: {
    message: 'A member of the close does not have its shape.',
    hint: 'Compare it with SPEC.md, Closes.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type ProtocolErrorCode = keyof typeof protocolErrors

/** A fault as plain data: where (`on[3][1]`, empty for the whole) and what was found there. */
export interface Fault {
  readonly code: ProtocolErrorCode
  readonly path: string
  readonly message: string
}

/** A fault that stops the work. Its message reads `path: what is so [CODE]`. */
export class ProtocolError extends Error implements Fault {
  override readonly name = 'ProtocolError'
  readonly code: ProtocolErrorCode
  readonly path: string
  /** What is so, without path and code. */
  readonly detail: string

  constructor(code: ProtocolErrorCode, path = '', detail: string = protocolErrors[code].message) {
    super(`${path === '' ? '' : `${path}: `}${detail} [${code}]`)
    this.code = code
    this.path = path
    this.detail = detail
  }
}
