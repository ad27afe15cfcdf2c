/** JSON of a documented shape: members in one order, no white space, money as integers; read back strictly. */

/** How one member is written: money (bigint) is a JSON integer in minor units or millionths. */
export type Shape =
  | 'text'
  | 'integer'
  | 'money'
  | { readonly oneOf: readonly (string | number)[] }
  | { readonly nullable: Shape }
  | { readonly list: Shape }
  | { readonly members: { readonly [name: string]: Shape } }

/** The shape that a type must have: `satisfies ShapeOf<T>` compiles only with all members of T and no other. */
export type ShapeOf<T> = [null] extends [T]
  ? { readonly nullable: ShapeOf<NonNullable<T>> }
  : [T] extends [bigint]
    ? 'money'
    : [T] extends [string | number]
      ? ScalarShape<T>
      : [T] extends [readonly (infer Item)[]]
        ? { readonly list: ShapeOf<Item> }
        : { readonly members: { readonly [Name in keyof T]-?: ShapeOf<T[Name]> } }

type ScalarShape<T> = [string] extends [T]
  ? 'text'
  : [number] extends [T]
    ? 'integer'
    : { readonly oneOf: readonly T[] }

/** @throws Error with the path of a member that is not of its shape */
export function encodeShaped(value: unknown, shape: Shape, path: string): string {
  if (typeof shape === 'string') return encodeScalar(value, shape, path)
  if ('oneOf' in shape) return JSON.stringify(value)
  if ('nullable' in shape) return value === null ? 'null' : encodeShaped(value, shape.nullable, path)
  if ('list' in shape) {
    if (!Array.isArray(value)) throw new Error(`${path}: must be a list`)
    return `[${value.map((item, index) => encodeShaped(item, shape.list, `${path}[${index}]`)).join()}]`
  }
  const members = recordOf(value, path)
  const written = Object.entries(shape.members).map(
    ([name, member]) => `${JSON.stringify(name)}:${encodeShaped(members[name], member, `${path}.${name}`)}`,
  )
  return `{${written.join()}}`
}

function encodeScalar(value: unknown, shape: 'text' | 'integer' | 'money', path: string): string {
  if (shape === 'money' && typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return value.toString()
  if (shape === 'integer' && Number.isSafeInteger(value)) return JSON.stringify(value)
  if (shape === 'text' && typeof value === 'string') return JSON.stringify(value)
  throw new Error(`${path}: ${String(value)} is not ${shape}`)
}

/** @throws Error with the path of the member that is missing, unknown or of another kind */
export function decodeShaped(value: unknown, shape: Shape, path: string): unknown {
  if (typeof shape === 'string') return decodeScalar(value, shape, path)
  if ('nullable' in shape) return value === null ? null : decodeShaped(value, shape.nullable, path)
  if ('oneOf' in shape) {
    if (shape.oneOf.some((one) => one === value)) return value
    throw new Error(`${path}: ${String(value)} is none of ${shape.oneOf.join(', ')}`)
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) throw new Error(`${path}: must be a list`)
    return value.map((item, index) => decodeShaped(item, shape.list, `${path}[${index}]`))
  }
  return decodeMembers(recordOf(value, path), shape.members, path)
}

function decodeMembers(value: Record<string, unknown>, members: { readonly [name: string]: Shape }, path: string) {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name))
  if (unknown !== undefined) throw new Error(`${path}.${unknown}: unknown member`)
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => {
      if (!Object.hasOwn(value, name)) throw new Error(`${path}.${name}: missing`)
      return [name, decodeShaped(value[name], member, `${path}.${name}`)]
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
