/** What a request can be refused for besides the rules of billing (domain/errors.ts) and of the protocol. */

interface CatalogueEntry {
  /** What is so. */
  readonly message: string
  /** What to do now. */
  readonly hint: string
}

export const httpErrors = {
  REQUEST_INVALID: {
    message: 'The request does not have the shape of this route.',
    hint: 'errors[] names each place; /v1/openapi.json has the whole shape.',
  },
  BODY_NOT_JSON: {
    message: 'The body is not one JSON value.',
    hint: 'Send JSON as UTF-8 with Content-Type: application/json; see errors[].',
  },
  BODY_TOO_LARGE: { message: 'The body is over the limit of this route.', hint: 'Send less at once.' },
  MEDIA_TYPE_UNSUPPORTED: {
    message: 'The body is of another media type than application/json.',
    hint: 'Send JSON with Content-Type: application/json.',
  },
  TOKEN_MISSING: {
    message: 'This route wants a token.',
    hint: 'Send Authorization: Bearer cam_... ; an operator makes tokens with camtally-collector token create.',
  },
  TOKEN_INVALID: {
    message: 'The token is unknown, expired or revoked.',
    hint: 'Ask an operator for a new one.',
  },
  ROLE_NOT_ALLOWED: {
    message: 'The role of this token may not do this.',
    hint: 'Use a token with one of the roles named in detail.',
  },
  ROUTE_NOT_FOUND: { message: 'There is no such route.', hint: '/v1/openapi.json lists all routes.' },
  ACCOUNT_NOT_FOUND: {
    message: 'There is no such account for this token.',
    hint: 'Check the id; a token of another account does not see it either.',
  },
  SITE_NOT_FOUND: { message: 'The account has no such site.', hint: 'List the sites of the account.' },
  GATEWAY_NOT_FOUND: { message: 'There is no such gateway here.', hint: 'List the gateways of the account.' },
  CLAIM_NOT_FOUND: { message: 'The account has no such claim.', hint: 'List the claims of the account.' },
  TOKEN_NOT_FOUND: { message: 'There is no such token.', hint: 'List the tokens.' },
  INVOICE_NOT_FOUND: { message: 'The account has no such invoice.', hint: 'List the invoices of the account.' },
  DOCUMENT_NOT_FOUND: {
    message: 'The invoice has no such document.',
    hint: 'The invoice lists its documents; a draft has none yet.',
  },
  RATE_CARD_NOT_FOUND: { message: 'There is no such rate card.', hint: 'List the rate cards.' },
  RATE_CARD_MISSING: {
    message: 'No rate card is in force on that day.',
    hint: 'An operator adds one: camtally-collector ratecard add FILE.',
  },
  DAY_NOT_FOUND: { message: 'The account has no such day.', hint: 'Days begin with the subscription.' },
  JOB_NOT_FOUND: { message: 'There is no such job.', hint: 'List the jobs.' },
  CURSOR_INVALID: {
    message: 'The cursor was not made by this list.',
    hint: 'Begin again without a cursor; take the next one from the answer as it is.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    message: 'This Idempotency-Key was used for another request.',
    hint: 'Make a new key for each new request; keep it only to repeat the very same one.',
  },
  IF_MATCH_MISSING: {
    message: 'A change wants If-Match.',
    hint: 'Read first and send the ETag of the answer as If-Match.',
  },
  IF_MATCH_STALE: {
    message: 'It was changed since it was read.',
    hint: 'Read again, look at what changed, then send the new ETag.',
  },
  PREVIEW_STALE: {
    message: 'What was shown no longer holds.',
    hint: 'Ask for the preview again and show it; then confirm with its token.',
  },
  RATE_LIMITED: {
    message: 'Too many requests came from this address.',
    hint: 'Wait as long as Retry-After says.',
  },
  CLAIM_INVALID: {
    message: 'The claim is unknown, used, expired or revoked.',
    hint: 'Ask for a new claim: camtally-collector claim create SITE.',
  },
  CLAIM_LOCKED: {
    message: 'Five bad proofs came from this address for this claim.',
    hint: 'Wait 15 minutes.',
  },
  ENROLLMENT_NOT_FOUND: {
    message: 'There is no such enrollment, or its 10 minutes are over.',
    hint: 'Begin again with the same claim.',
  },
  PROOF_INVALID: {
    message: 'The proof is not signed by the new key over the answer to this enrollment.',
    hint: 'Sign v, enr, nonce, gw, ep exactly as answered, with the key whose public half was sent.',
  },
  GATEWAY_KEY_KNOWN: {
    message: 'This public key is already recorded.',
    hint: 'Make a new key pair; a key belongs to one gateway and one epoch.',
  },
  RENEWAL_REFUSED: {
    message: 'The request is not signed over the nonce by the key in force.',
    hint: 'Take a fresh nonce and sign it; a gateway whose key was revoked enrolls again.',
  },
  CLOCK_SUSPECT: {
    message: 'The clock of the collector differs from the database.',
    hint: 'Set the clock; intake waits until then.',
  },
  NOT_READY: { message: 'The collector is starting or stopping.', hint: 'Try again in a moment.' },
  INTERNAL: {
    message: 'A rule of our own was broken; nothing was changed.',
    hint: 'Tell us the requestId: the log has the cause.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type HttpErrorCode = keyof typeof httpErrors
