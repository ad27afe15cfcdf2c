/** YAML text as plain data with the place of each value, so that a message can say file:line:column. Plain means: no
 *  aliases, anchors, tags or second documents, so nothing grows and nothing is made but maps, lists and scalars. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml'
import type { ConfigFault } from './config-errors.ts'

export type YamlText = {
  /** Undefined if the text is empty or broken. */
  readonly value: unknown
  /** file:line:column of a path such as `sources[2].name`; of the nearest one above if it has none. */
  readonly placeOf: (path: string) => string
  readonly faults: readonly ConfigFault[]
}

/** Larger files are a mistake: 1,000 cameras take 200 KB. */
const LONGEST_TEXT = 1_048_576
const DEEPEST = 16

type Walk = {
  readonly fault: (offset: number, message: string) => void
  readonly offsets: Map<string, number>
}

/** Parses the text of the file `name` (used in messages alone). Never throws. JSON is YAML too. */
export function parseYaml(name: string, text: string): YamlText {
  const lines = new LineCounter()
  const faults: ConfigFault[] = []
  const offsets = new Map<string, number>()
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${Math.max(1, line)}:${Math.max(1, col)}`
  }
  const fault = (offset: number, message: string) => {
    if (faults.length < 20) faults.push({ code: 'CONFIG_FILE_INVALID', where: at(offset), message })
  }
  const placeOf = (path: string) => at(offsets.get(nearest(path, offsets)) ?? 0)
  if (text.length > LONGEST_TEXT) {
    fault(0, `${text.length} characters, at most ${LONGEST_TEXT} are read`)
    return { value: undefined, placeOf, faults }
  }
  const value = parseText(text, lines, { fault, offsets })
  return { value: faults.length > 0 ? undefined : value, placeOf, faults }
}

/** The path of a member: `sources[2].name`; what is no plain word is quoted, so that a path stays one line. */
export function memberPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  const shown = /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key.slice(0, 64))
  return path === '' ? shown : `${path}.${shown}`
}

function parseText(text: string, lines: LineCounter, walk: Walk): unknown {
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false, version: '1.2' })
    for (const error of document.errors) walk.fault(error.pos[0], firstLine(error.message))
    for (const warning of document.warnings) walk.fault(warning.pos[0], firstLine(warning.message))
    return document.errors.length > 0 ? undefined : plain(document.contents, '', walk)
  } catch (error) {
    walk.fault(0, `cannot be read as YAML: ${firstLine(error instanceof Error ? error.message : String(error))}`)
    return undefined
  }
}

/** Where the parser ends its first sentence; the lines after it repeat the text, which may hold a secret. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').slice(0, 200)
}

function plain(node: unknown, path: string, walk: Walk): unknown {
  if (node === null || node === undefined) return undefined
  const offset = offsetOf(node)
  if (!walk.offsets.has(path)) walk.offsets.set(path, offset)
  if (isAlias(node)) return refused(walk, offset, `${path || 'it'} is an alias (*); write the value out`)
  if (hasProperties(node)) return refused(walk, offset, `${path || 'it'} has a tag (!) or an anchor (&); leave it out`)
  if (path.split(/[.[]/).length > DEEPEST) return refused(walk, offset, 'is nested too deeply')
  if (isMap(node)) return plainMap(node.items, path, walk)
  if (isSeq(node)) return node.items.map((item, i) => plain(item, memberPath(path, i), walk))
  return isScalar(node) ? scalarValue(node) : undefined
}

function plainMap(items: readonly { key: unknown; value: unknown }[], path: string, walk: Walk): object {
  const entries: [string, unknown][] = []
  for (const { key, value } of items) {
    if (!isScalar(key) || hasProperties(key)) {
      walk.fault(offsetOf(key), `${path || 'it'} has a key that is no plain word`)
      continue
    }
    const name = String(key.value)
    walk.offsets.set(memberPath(path, name), offsetOf(key))
    const member = plain(value, memberPath(path, name), walk)
    entries.push([name, member ?? null])
  }
  return Object.fromEntries(entries)
}

/** Integers beyond 2^53 come as they are; the schema refuses them. `null` stays null, so that it is named as such. */
function scalarValue(node: Scalar): unknown {
  return typeof node.value === 'bigint' ? Number(node.value) : node.value
}

function refused(walk: Walk, offset: number, message: string): undefined {
  walk.fault(offset, message)
  return undefined
}

function hasProperties(node: unknown): boolean {
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return false
  return (
    node.anchor !== undefined ||
    (node.tag !== undefined && !/^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/.test(node.tag))
  )
}

function offsetOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range : undefined
  return range?.[0] ?? 0
}

function nearest(path: string, offsets: ReadonlyMap<string, number>): string {
  let at = path
  while (at !== '' && !offsets.has(at)) at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['), 0))
  return at
}
