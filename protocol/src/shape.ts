/** Reads the members of one JSON object, each by what it must be. A fault names its path and what would do. */

import { ProtocolError, type ProtocolErrorCode } from './errors.ts'
import type { TextForm } from './text-form.ts'

/** An object under reading: its members, the code its faults carry, and where it stands in the document. */
export interface Shape {
  readonly members: Readonly<Record<string, unknown>>
  readonly code: ProtocolErrorCode
  readonly at: string
}
/** Smallest and greatest value, both allowed. */
export type Bounds = readonly [least: number, most: number]

export const POSITIVE: Bounds = [1, Number.MAX_SAFE_INTEGER]
export const NOT_NEGATIVE: Bounds = [0, Number.MAX_SAFE_INTEGER]

/** An object with none but the known members; others, optional ones included, are asked for one by one. */
export function shapeOf(value: unknown, code: ProtocolErrorCode, at = ''): Shape {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError(code, at, 'an object is wanted')
  }
  return { members: value as Readonly<Record<string, unknown>>, code, at }
}

/** Refuses every member that is not among the known ones. */
export function onlyMembers(shape: Shape, known: ReadonlySet<string>): void {
  for (const name of Object.keys(shape.members)) {
    if (!known.has(name)) throw badShape(shape, name, `unknown member; known here: ${[...known].join(', ')}`)
  }
}

/** Whether an optional member is there. */
export function hasMember(shape: Shape, name: string): boolean {
  return Object.hasOwn(shape.members, name)
}

export function integerMember(shape: Shape, name: string, bounds: Bounds): number {
  const value = memberOf(shape, name)
  if (isIntegerWithin(value, bounds)) return value
  throw badShape(shape, name, `an integer from ${bounds[0]} to ${bounds[1]} is wanted`)
}

export function textMember(shape: Shape, name: string, form: TextForm): string {
  const value = memberOf(shape, name)
  if (typeof value === 'string' && form.pattern.test(value)) return value
  throw badShape(shape, name, `${form.says} is wanted`)
}

/** A text that another parser of this package judges, its fault told under this path. */
export function parsedMember<T>(shape: Shape, name: string, parse: (value: unknown) => T): T {
  const value = memberOf(shape, name)
  try {
    return parse(value)
  } catch (error) {
    if (error instanceof ProtocolError) throw badShape(shape, name, error.detail)
    throw error
  }
}

export function choiceMember<const T>(shape: Shape, name: string, choices: readonly T[]): T {
  const value = memberOf(shape, name)
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw badShape(shape, name, `one of ${choices.join(', ')} is wanted`)
}

/** A list; `bounds` are for its length. */
export function listMember(shape: Shape, name: string, bounds: Bounds): readonly unknown[] {
  const value = memberOf(shape, name)
  if (Array.isArray(value) && isIntegerWithin(value.length, bounds)) return value
  throw badShape(shape, name, `a list of ${bounds[0]} to ${bounds[1]} is wanted`)
}

/** A list of exactly these many values, such as one row: tuple(row, 3). Undefined if it is none. */
export function tupleOf(value: unknown, length: number): readonly unknown[] | undefined {
  return Array.isArray(value) && value.length === length ? value : undefined
}

export function isIntegerWithin(value: unknown, bounds: Bounds): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= bounds[0] && value <= bounds[1]
}

export function isTextOf(value: unknown, form: TextForm): value is string {
  return typeof value === 'string' && form.pattern.test(value)
}

/** The fault of a member; `path` starts with its name: `on[3][1]`. */
export function badShape(shape: Shape, path: string, detail: string): ProtocolError {
  return new ProtocolError(shape.code, shape.at === '' ? path : `${shape.at}.${path}`, detail)
}

function memberOf(shape: Shape, name: string): unknown {
  if (!Object.hasOwn(shape.members, name)) throw badShape(shape, name, 'the member is missing')
  return shape.members[name]
}
