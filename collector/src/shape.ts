/** What a typebox schema has against a value, in words with a path: one translator for requests, config and files. */
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** One fault. `pointer` is a JSON pointer (RFC 6901): "/taxes/0/ratePpm", "" for the whole value. */
export type ShapeFault = { readonly pointer: string; readonly keyword: string; readonly detail: string }

type RawError = {
  readonly keyword: string
  readonly schemaPath: string
  readonly instancePath: string
  readonly params: object
  readonly message: string
}

/** A compiled check: the faults of a value, none when it fits. At most 20, so that an answer stays readable. */
export function shapeOf(schema: TSchema): (value: unknown) => readonly ShapeFault[] {
  const compiled = Compile(schema)
  return (value) => {
    if (compiled.Check(value)) return []
    const errors: readonly RawError[] = compiled.Errors(value)
    const faults = shapeFaults(errors)
    return faults.length > 0 ? faults : [{ pointer: '', keyword: 'schema', detail: 'does not fit' }]
  }
}

/** Faults in words from the validator's errors: a refused key is named by its own path. Words of a list are Type.Enum,
 *  never a union of literals, so that the list can be said. */
export function shapeFaults(errors: readonly RawError[]): readonly ShapeFault[] {
  const byPointer = new Map<string, ShapeFault>()
  for (const error of errors) {
    if (error.keyword === 'boolean' || error.keyword === 'if') continue
    for (const fault of faultsOf(error)) byPointer.set(`${fault.pointer} ${fault.detail}`, fault)
  }
  return [...byPointer.values()].slice(0, 20)
}

function faultsOf(error: RawError): ShapeFault[] {
  const { keyword, instancePath: pointer } = error
  const list = (name: string) => stringsOf(memberOf(error.params, name))
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties')
    return list(keyword).map((key) => ({ pointer: `${pointer}/${escaped(key)}`, keyword, detail: 'unknown key' }))
  if (keyword === 'required')
    return list('requiredProperties').map((key) => ({
      pointer: `${pointer}/${escaped(key)}`,
      keyword,
      detail: 'is missing',
    }))
  if (keyword === 'enum') return [{ pointer, keyword, detail: `must be ${list('allowedValues').join(', ')}` }]
  return [{ pointer, keyword, detail: error.message }]
}

function memberOf(params: object, name: string): unknown {
  return Object.entries(params).find(([key]) => key === name)?.[1]
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
