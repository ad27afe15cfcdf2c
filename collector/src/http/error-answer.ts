/** The one place where a refusal becomes an answer: application/problem+json with the code, the hint and the
 *  request's id (RFC 9457). What nobody expected is logged whole and answered as INTERNAL, without its text. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, problemBody } from './problem.ts'
import type { ErrorCode } from './status.ts'

/** Fastify's own refusals, in our words. */
const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_NOT_JSON',
  FST_ERR_BAD_URL: 'ROUTE_NOT_FOUND',
}

/** Fastify's error handler. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  if (problem.code === 'INTERNAL')
    request.log.error({ event: 'http.failed', requestId: request.id, err: error }, 'failed')
  const instance = request.url.split('?')[0] ?? ''
  const body = problemBody(problem, { instance, requestId: request.id })
  return reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .type('application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body)
}

/** What a thrown value is refused as. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  const known = code === undefined ? undefined : fastifyCodes[code]
  if (known !== undefined) return new Problem(known, { cause: error })
  // secure-json-parse and a body cut short throw a SyntaxError with status 400.
  const isSyntax = error instanceof SyntaxError && 'statusCode' in error
  if (isSyntax) return new Problem('BODY_NOT_JSON', { errors: [{ pointer: '', detail: error.message }], cause: error })
  return new Problem('INTERNAL', { cause: error })
}

function codeOf(error: unknown): FastifyError['code'] | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
