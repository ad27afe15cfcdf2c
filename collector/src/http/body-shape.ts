/** How requests are held to their schemas: unknown keys refused, every fault with its JSON pointer, nothing coerced
 *  in a body. Queries and paths are text on the wire, so their numbers are read from text first. */
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { shapeOf } from '../shape.ts'
import { Problem } from './problem.ts'

const places: Readonly<Record<string, string>> = {
  querystring: 'in the query: ',
  params: 'in the path: ',
  headers: 'in the headers: ',
}

/** Fastify's validator: REQUEST_INVALID with one error a fault. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const faultsOf = shapeOf(schema)
  const prefix = places[httpPart ?? ''] ?? ''
  return (given: unknown) => {
    const value = prefix === '' ? given : Value.Convert(schema, given)
    const faults = faultsOf(value)
    if (faults.length === 0) return { value }
    const errors = faults.map(({ pointer, detail }) => ({ pointer, detail: `${prefix}${detail}` }))
    const first = errors[0]
    return {
      error: new Problem('REQUEST_INVALID', { detail: `${first?.pointer || 'body'}: ${first?.detail}`, errors }),
    }
  }
}

/** Answers as JSON; money is a bigint inside and a plain integer outside. @throws where it would not be exact. */
export function answerText(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? exactNumber(member) : member))
}

function exactNumber(amount: bigint): number {
  const number = Number(amount)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${amount} is beyond what JSON numbers hold exactly`)
  return number
}
