/** Refusals as RFC 9457 problems: thrown anywhere below a route, written in one place (error-answer.ts). */
import type { ShapeFault } from '../shape.ts'
import { catalogue, type ErrorCode, statusOf } from './status.ts'

export type ProblemDetails = {
  /** What is so in this very case; the code's own message where there is nothing to add. */
  readonly detail?: string
  readonly errors?: readonly Pick<ShapeFault, 'pointer' | 'detail'>[]
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** A refused request. `code` is of the catalogue, so it has a status, a message and a hint. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ErrorCode
  readonly statusCode: number
  readonly errors: ProblemDetails['errors']
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ErrorCode, details: ProblemDetails = {}) {
    super(details.detail ?? catalogue[code].message, { cause: details.cause })
    this.code = code
    this.statusCode = statusOf[code]
    this.errors = details.errors
    this.headers = details.headers ?? {}
  }
}

/** The body of a problem. `instance` is the path asked for, without its query. */
export function problemBody(problem: Problem, at: { readonly instance: string; readonly requestId: string }) {
  const { code, statusCode, message, errors } = problem
  return {
    type: `/errors/${code}`,
    title: catalogue[code].message,
    status: statusCode,
    detail: message,
    instance: at.instance,
    code,
    hint: catalogue[code].hint,
    requestId: at.requestId,
    ...(errors === undefined ? {} : { errors }),
  }
}
