/** Where the reading of a JSON text stands, and how it speaks of a place in it. */

import { type Fault, ProtocolError, type ProtocolErrorCode } from './errors.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
/** An object without a prototype: `__proto__` is a key like any other. */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** Where the reading stands. `open` holds the arrays and objects around it, outermost first. */
export interface Scan {
  readonly text: string
  at: number
  fault: Fault | undefined
  readonly open: Container[]
  readonly doubled: string[]
}

export type Container =
  | { readonly list: JsonValue[] }
  | { readonly list: undefined; readonly members: Record<string, JsonValue>; key: string; isDoubled: boolean }

/** Keeps the first fault only: it is the one a person can act on. */
export function noteFault(scan: Scan, code: ProtocolErrorCode): void {
  if (scan.fault !== undefined) return
  const { path, message } = new ProtocolError(code, pathOf(scan))
  scan.fault = { code, path, message }
}

export function badSyntax(scan: Scan): ProtocolError {
  return new ProtocolError('JSON_SYNTAX', pathOf(scan), `at character ${scan.at} this is not JSON`)
}

function pathOf(scan: Scan): string {
  let path = ''
  for (const container of scan.open) {
    if (container.list) path += `[${container.list.length}]`
    else path += path === '' ? container.key : `.${container.key}`
  }
  return path
}
