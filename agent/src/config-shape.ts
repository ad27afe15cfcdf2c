/** What a value has against the settings' schema, in words with a path. Walks the schema itself, so that a union is
 *  told apart by its `kind` and each fault is named once; a test holds that it agrees with typebox's own validator. */
import type { ConfigCode } from './config-errors.ts'
import { memberPath } from './config-yaml.ts'

/** The keywords that our schemas use. Any other one is an error of the program, found by a test. */
export type SchemaNode = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly required?: readonly string[] | undefined
  readonly additionalProperties?: boolean
  readonly items?: SchemaNode
  readonly anyOf?: readonly SchemaNode[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly description?: string
  readonly pattern?: string
  /** What `pattern` asks for, in words. */
  readonly expects?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}

export type ShapeFault = { readonly code: ConfigCode; readonly path: string; readonly message: string }

/** Every fault of `value`, none when it fits. `path` is where `value` stands. */
export function shapeFaults(schema: SchemaNode, value: unknown, path = ''): ShapeFault[] {
  if (schema.anyOf) return unionFaults(schema.anyOf, value, path)
  if (schema.type === 'object') return objectFaults(schema, value, path)
  if (schema.type === 'array') return arrayFaults(schema, value, path)
  const want = leafWant(schema, value)
  return want === undefined ? [] : [invalid(path, value, want)]
}

/** What would do for a single value: "a whole number from 2 to 300". */
export function wantOf(schema: SchemaNode): string {
  if (schema.const !== undefined) return String(schema.const)
  if (schema.enum) return listed(schema.enum.map(String))
  if (schema.type === 'integer') return `a whole number from ${schema.minimum ?? 0} to ${schema.maximum ?? 2 ** 53 - 1}`
  if (schema.type === 'boolean') return 'true or false'
  if (schema.type === 'array') return `a list of ${schema.minItems ?? 0} to ${schema.maxItems ?? 'any number of'} items`
  if (schema.type === 'object') return 'a map of keys'
  if (schema.expects !== undefined) return schema.expects
  return `text of ${schema.minLength ?? 0} to ${schema.maxLength ?? 'any number of'} characters`
}

/** A found value as a message may show it: short, one line, and without what stands before an @ in an address. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  const masked = text.replace(/^("?(?:[a-z]+:\/\/)?).*@/i, '$1***@')
  return masked.length > 60 ? `${masked.slice(0, 57)}...` : masked
}

/** "a, b or c". */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function objectFaults(schema: SchemaNode, value: unknown, path: string): ShapeFault[] {
  if (!isMap(value)) return [invalid(path, value, wantOf(schema))]
  const known = schema.properties ?? {}
  const faults = Object.entries(value).flatMap(([key, member]) => {
    const at = memberPath(path, key)
    const memberSchema = Object.hasOwn(known, key) ? known[key] : undefined
    return memberSchema ? shapeFaults(memberSchema, member, at) : [unknownKey(at, known)]
  })
  const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key))
  return [...faults, ...missing.map((key) => missingKey(memberPath(path, key), known[key]))]
}

function arrayFaults(schema: SchemaNode, value: unknown, path: string): ShapeFault[] {
  if (!Array.isArray(value)) return [invalid(path, value, wantOf(schema))]
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
  if (value.length < minItems || value.length > maxItems) {
    const message = `has ${value.length} items; ${wantOf(schema)} would do`
    return [{ code: 'CONFIG_VALUE_INVALID', path, message }]
  }
  return items ? value.flatMap((item, i) => shapeFaults(items, item, memberPath(path, i))) : []
}

function unionFaults(branches: readonly SchemaNode[], value: unknown, path: string): ShapeFault[] {
  if (!isMap(value)) return [invalid(path, value, 'a map of keys')]
  const kindOf = (branch: SchemaNode) => branch.properties?.['kind']?.const
  const kinds = branches.map(kindOf)
  if (!Object.hasOwn(value, 'kind')) return [missingKey(memberPath(path, 'kind'), { enum: kinds })]
  const branch = branches.find((candidate) => kindOf(candidate) === value['kind'])
  if (!branch) return [invalid(memberPath(path, 'kind'), value['kind'], wantOf({ enum: kinds }))]
  return objectFaults(branch, value, path)
}

/** Undefined if the value fits, else what would have. */
function leafWant(schema: SchemaNode, value: unknown): string | undefined {
  const fits =
    (schema.const === undefined || value === schema.const) &&
    (schema.enum === undefined || schema.enum.includes(value)) &&
    (schema.type === undefined || hasType(schema.type, value)) &&
    (typeof value !== 'number' || isWithin(value, schema.minimum, schema.maximum)) &&
    (typeof value !== 'string' || isWithin([...value].length, schema.minLength, schema.maxLength)) &&
    (typeof value !== 'string' || schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value))
  return fits ? undefined : wantOf(schema)
}

function hasType(type: string, value: unknown): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type
}

function isWithin(amount: number, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): boolean {
  return amount >= least && amount <= most
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(path: string, value: unknown, want: string): ShapeFault {
  return { code: 'CONFIG_VALUE_INVALID', path, message: `found ${shown(value)}; ${want} would do` }
}

function unknownKey(path: string, known: Readonly<Record<string, SchemaNode>>): ShapeFault {
  return {
    code: 'CONFIG_KEY_UNKNOWN',
    path,
    message: `unknown key; known here: ${Object.keys(known).join(', ')}`,
  }
}

function missingKey(path: string, schema: SchemaNode = {}): ShapeFault {
  return { code: 'CONFIG_KEY_MISSING', path, message: `is missing; ${wantOf(schema)} would do` }
}
