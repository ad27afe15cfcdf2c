/** The tokens of JSON: strings, numbers and the three words, each read from where the scan stands. */

import { badSyntax, noteFault, type Scan } from './json-state.ts'

const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const FOUR_HEX = /[0-9A-Fa-f]{4}/y

/** A string; the scan stands on its opening quote. A string without an escape is one slice of the text. */
export function readString(scan: Scan): string {
  const { text } = scan
  let from = scan.at + 1
  let read = ''
  for (let at = from; ; at += 1) {
    const char = text.charCodeAt(at)
    if (char === 0x22) {
      scan.at = at + 1
      if (read === '') return text.slice(from, at)
      return wellFormed(scan, read + text.slice(from, at))
    }
    if (char === 0x5c) {
      read += text.slice(from, at)
      scan.at = at + 1
      read += readEscape(scan)
      from = scan.at
      at = from - 1
    } else if (!(char >= 0x20)) {
      // A control character, or NaN at the end of the text.
      scan.at = at
      throw badSyntax(scan)
    }
  }
}

/** A number: its value if it is of the profile, else NaN and a fault. */
export function readNumber(scan: Scan): number {
  const { text } = scan
  let value = 0
  let at = scan.at
  for (; ; at += 1) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) break
    value = value * 10 + digit
  }
  const length = at - scan.at
  const isPlain = length > 0 && length <= 16 && (length === 1 || text.charCodeAt(scan.at) !== 0x30)
  if (isPlain && Number.isSafeInteger(value) && !isNumberGoingOn(text.charCodeAt(at))) {
    scan.at = at
    return value
  }
  return readOddNumber(scan)
}

/** true, false or null; null is a fault. */
export function readWord(scan: Scan): boolean | null {
  const { text, at } = scan
  if (text.startsWith('true', at)) {
    scan.at += 4
    return true
  }
  if (text.startsWith('false', at)) {
    scan.at += 5
    return false
  }
  if (!text.startsWith('null', at)) throw badSyntax(scan)
  scan.at += 4
  noteFault(scan, 'JSON_NULL')
  return null
}

/** Good JSON that is no number of ours; "01" and "1." are no JSON at all, what follows the number shows it. */
function readOddNumber(scan: Scan): number {
  NUMBER.lastIndex = scan.at
  const found = NUMBER.exec(scan.text)
  if (found === null) throw badSyntax(scan)
  noteFault(scan, 'JSON_NUMBER')
  scan.at += found[0].length
  return Number.NaN
}

/** Whether a point or an exponent follows the digits. */
function isNumberGoingOn(char: number): boolean {
  return char === 0x2e || char === 0x65 || char === 0x45
}

/** The character that an escape stands for; the scan stands behind the backslash. */
function readEscape(scan: Scan): string {
  const letter = scan.text.charAt(scan.at)
  const plain = ESCAPED[letter]
  if (plain !== undefined && letter !== '') {
    scan.at += 1
    return plain
  }
  FOUR_HEX.lastIndex = scan.at + 1
  const hex = letter === 'u' ? FOUR_HEX.exec(scan.text) : null
  if (hex === null) throw badSyntax(scan)
  scan.at += 5
  return String.fromCharCode(Number.parseInt(hex[0], 16))
}

/** Only an escape can make an unpaired surrogate: the text itself came from UTF-8. */
function wellFormed(scan: Scan, read: string): string {
  if (!read.isWellFormed()) noteFault(scan, 'JSON_SURROGATE')
  return read
}
