/**
 * Reads JSON and judges it in one pass. Two kinds of fault are kept apart, because they end differently: a text that
 * RFC 8259 does not call one JSON value throws; a value beyond our profile (a key twice, null, a number that is no
 * plain integer, an unpaired surrogate, depth over 8) is read on, and the first such fault is told. No recursion:
 * depth costs no stack.
 */

import { type Fault, ProtocolError } from './errors.ts'
import { badSyntax, type Container, type JsonValue, noteFault, type Scan } from './json-state.ts'
import { readNumber, readString, readWord } from './json-token.ts'
import { JSON_DEPTH_MAX } from './limits.ts'

export interface ScannedJson {
  /** Of a doubled key the first value; a number beyond the profile is NaN. */
  readonly value: JsonValue
  /** The first fault against the profile, or undefined. */
  readonly fault: Fault | undefined
  /** Keys of the outermost object that stand there more than once. */
  readonly doubled: readonly string[]
}

/** Reads one JSON value. @throws JSON_SYNTAX */
export function scanJson(text: string): ScannedJson {
  const scan: Scan = { text, at: 0, fault: undefined, open: [], doubled: [] }
  for (;;) {
    const started = readStart(scan)
    if (started === undefined) continue
    const root = settle(scan, started)
    if (root === undefined) continue
    skipSpace(scan)
    if (scan.at < text.length) throw badSyntax(scan)
    return { value: root, fault: scan.fault, doubled: scan.doubled }
  }
}

/**
 * Reads one JSON value and takes no fault. @throws JSON_SYNTAX JSON_DEPTH JSON_DUPLICATE_KEY JSON_NULL JSON_NUMBER
 * JSON_SURROGATE
 */
export function parseJson(text: string): JsonValue {
  const { value, fault } = scanJson(text)
  if (fault === undefined) return value
  throw new ProtocolError(fault.code, fault.path)
}

/** A scalar or an empty container, or undefined after a container was opened and its first value comes next. */
function readStart(scan: Scan): JsonValue | undefined {
  skipSpace(scan)
  const char = scan.text.charCodeAt(scan.at)
  if (char === QUOTE) return readString(scan)
  if (char === OPEN_ARRAY || char === OPEN_OBJECT) return readOpening(scan, char)
  if (char === MINUS || (char >= ZERO && char <= NINE)) return readNumber(scan)
  return readWord(scan)
}

function readOpening(scan: Scan, char: number): JsonValue | undefined {
  const isArray = char === OPEN_ARRAY
  const container: Container = isArray
    ? { list: [] }
    : { list: undefined, members: Object.create(null), key: '', isDoubled: false }
  if (scan.open.length === JSON_DEPTH_MAX) noteFault(scan, 'JSON_DEPTH')
  scan.at += 1
  skipSpace(scan)
  if (scan.text.charCodeAt(scan.at) === (isArray ? CLOSE_ARRAY : CLOSE_OBJECT)) {
    scan.at += 1
    return container.list ?? container.members
  }
  scan.open.push(container)
  readKey(scan, container)
  return undefined
}

/** Puts a finished value where it belongs; answers the outermost value once that is finished, else undefined. */
function settle(scan: Scan, finished: JsonValue): JsonValue | undefined {
  let value = finished
  for (;;) {
    const container = scan.open.at(-1)
    if (container === undefined) return value
    if (container.list) container.list.push(value)
    else if (!container.isDoubled) container.members[container.key] = value
    skipSpace(scan)
    const char = scan.text.charCodeAt(scan.at)
    const isEnd = char === (container.list ? CLOSE_ARRAY : CLOSE_OBJECT)
    if (!isEnd && char !== COMMA) throw badSyntax(scan)
    scan.at += 1
    if (!isEnd) {
      readKey(scan, container)
      return undefined
    }
    scan.open.pop()
    value = container.list ?? container.members
  }
}

/** The key and its colon, in an object; nothing in an array. */
function readKey(scan: Scan, container: Container): void {
  if (container.list) return
  skipSpace(scan)
  if (scan.text.charCodeAt(scan.at) !== QUOTE) throw badSyntax(scan)
  container.key = ''
  const key = readString(scan)
  container.key = key
  container.isDoubled = key in container.members
  if (container.isDoubled) {
    noteFault(scan, 'JSON_DUPLICATE_KEY')
    if (scan.open.length === 1) scan.doubled.push(key)
  }
  skipSpace(scan)
  if (scan.text.charCodeAt(scan.at) !== COLON) throw badSyntax(scan)
  scan.at += 1
}

function skipSpace(scan: Scan): void {
  for (;;) {
    const char = scan.text.charCodeAt(scan.at)
    if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) return
    scan.at += 1
  }
}

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
