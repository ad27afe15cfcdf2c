/** The YAML config file as values with their places, so that a message can say file:line:column. */
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'

/** A parsed file: what is at a path ("http.port"), and where it stands. */
export type ConfigFile = {
  readonly name: string
  readonly entries: ReadonlyMap<string, { readonly value: unknown; readonly place: string }>
  /** YAML faults, each with its place. */
  readonly faults: readonly { readonly place: string; readonly message: string }[]
}

/** Reads the text of a config file. Groups are maps; anything else is a value at its path. Never throws. */
export function parseConfigFile(name: string, text: string): ConfigFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  const faults = document.errors.map((error) => ({
    place: placeOf(error.pos[0]),
    message: error.message.split('\n')[0] ?? error.message,
  }))
  const entries = new Map<string, { value: unknown; place: string }>()
  if (isMap(document.contents)) collect('', document.contents, { entries, placeOf })
  else if (document.contents !== null) faults.push({ place: `${name}:1:1`, message: 'settings are a map of keys' })
  return { name, entries, faults }
}

type Collected = {
  readonly entries: Map<string, { value: unknown; place: string }>
  readonly placeOf: (offset: number) => string
}

function collect(prefix: string, map: { readonly items: readonly unknown[] }, into: Collected): void {
  for (const item of map.items) {
    const { key, value } = pairOf(item)
    const path = prefix === '' ? key.name : `${prefix}.${key.name}`
    if (isMap(value)) collect(path, value, into)
    const plain = isScalar(value) ? value.value : isMap(value) ? {} : value === null ? undefined : []
    if (!isMap(value) || value.items.length === 0)
      into.entries.set(path, { value: plain, place: into.placeOf(key.offset) })
  }
}

function pairOf(item: unknown): { key: { name: string; offset: number }; value: unknown } {
  const pair = typeof item === 'object' && item !== null ? item : {}
  const key: unknown = 'key' in pair ? pair.key : undefined
  const value: unknown = 'value' in pair ? pair.value : undefined
  const name = isScalar(key) ? String(key.value) : '?'
  return { key: { name, offset: isScalar(key) ? (key.range?.[0] ?? 0) : 0 }, value }
}
