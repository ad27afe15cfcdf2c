/** report.json: one spelling of a usage report, so that its SHA-256 means something. */

import type { UsageReport } from './usage-report.ts'
import { type Shape, usageReportShape } from './usage-report-shape.ts'

/** One line of JSON with the members in their documented order, no white space, money as integers, ended by LF. */
export function encodeUsageReport(report: UsageReport): string {
  return `${encode(report, usageReportShape, 'report')}\n`
}

/** Reads what `encodeUsageReport` wrote and nothing else.
 *  @throws Error with the path of the member that is missing, unknown or of another kind */
export function parseUsageReport(text: string): UsageReport {
  const report = decode(JSON.parse(text), usageReportShape, 'report') as UsageReport
  if (encodeUsageReport(report) !== text) throw new Error('report: not in the spelling that encodeUsageReport writes')
  return report
}

function encode(value: unknown, shape: Shape, path: string): string {
  if (typeof shape === 'string') return encodeScalar(value, shape, path)
  if ('oneOf' in shape) return JSON.stringify(value)
  if ('nullable' in shape) return value === null ? 'null' : encode(value, shape.nullable, path)
  if ('list' in shape) {
    if (!Array.isArray(value)) throw new Error(`${path}: must be a list`)
    return `[${value.map((item, index) => encode(item, shape.list, `${path}[${index}]`)).join()}]`
  }
  const members = recordOf(value, path)
  const written = Object.entries(shape.members).map(
    ([name, member]) => `${JSON.stringify(name)}:${encode(members[name], member, `${path}.${name}`)}`,
  )
  return `{${written.join()}}`
}

function encodeScalar(value: unknown, shape: 'text' | 'integer' | 'money', path: string): string {
  if (shape === 'money' && typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return value.toString()
  if (shape === 'integer' && Number.isSafeInteger(value)) return JSON.stringify(value)
  if (shape === 'text' && typeof value === 'string') return JSON.stringify(value)
  throw new Error(`${path}: ${String(value)} is not ${shape}`)
}

function decode(value: unknown, shape: Shape, path: string): unknown {
  if (typeof shape === 'string') return decodeScalar(value, shape, path)
  if ('nullable' in shape) return value === null ? null : decode(value, shape.nullable, path)
  if ('oneOf' in shape) {
    if (shape.oneOf.some((one) => one === value)) return value
    throw new Error(`${path}: ${String(value)} is none of ${shape.oneOf.join(', ')}`)
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) throw new Error(`${path}: must be a list`)
    return value.map((item, index) => decode(item, shape.list, `${path}[${index}]`))
  }
  return decodeMembers(recordOf(value, path), shape.members, path)
}

function decodeMembers(value: Record<string, unknown>, members: { readonly [name: string]: Shape }, path: string) {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name))
  if (unknown !== undefined) throw new Error(`${path}.${unknown}: unknown member`)
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => {
      if (!Object.hasOwn(value, name)) throw new Error(`${path}.${name}: missing`)
      return [name, decode(value[name], member, `${path}.${name}`)]
    }),
  )
}

function decodeScalar(value: unknown, shape: 'text' | 'integer' | 'money', path: string): unknown {
  if (shape === 'text' && typeof value === 'string') return value
  if (shape === 'integer' && Number.isSafeInteger(value)) return value
  if (shape === 'money' && Number.isSafeInteger(value)) return BigInt(value as number)
  throw new Error(`${path}: ${String(value)} is not ${shape}`)
}

function recordOf(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${path}: must be an object`)
  return value as Record<string, unknown>
}
