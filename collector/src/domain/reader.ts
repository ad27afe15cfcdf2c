/** Reads unknown JSON into typed values: every fault names its path, what was found and what would do. */
import { type Day, parseDay } from './day.ts'
import { DomainError, type FaultCode } from './errors.ts'

/** A value and where it stands in its document: "" is the document itself. */
export type Place = { readonly value: unknown; readonly path: string }

/** An object of which each member is read by name; members that nothing may read are refused by `onlyKeys`. */
export type ObjectReader = {
  readonly path: string
  readonly has: (key: string) => boolean
  readonly at: (key: string) => Place
  readonly optional: (key: string) => Place | undefined
  readonly keys: readonly string[]
}

/** The object at a place. @throws VALUE_SHAPE if it is none, KEY_UNKNOWN if it has a key not in `known` */
export function readObject(place: Place, known: readonly string[]): ObjectReader {
  const { value, path } = place
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wanted(place, 'an object')
  const members = value as Readonly<Record<string, unknown>>
  const pathOf = (key: string) => (path === '' ? key : `${path}.${key}`)
  for (const key of Object.keys(members))
    if (!known.includes(key))
      throw new DomainError('KEY_UNKNOWN', pathOf(key), `unknown key; known here: ${known.join(', ')}`)
  const has = (key: string) => Object.hasOwn(members, key)
  const at = (key: string) => {
    if (!has(key)) throw new DomainError('KEY_MISSING', pathOf(key), `is missing; known here: ${known.join(', ')}`)
    return { value: members[key], path: pathOf(key) }
  }
  return { path, has, at, optional: (key) => (has(key) ? at(key) : undefined), keys: Object.keys(members) }
}

/** The member `key` of an object whose other members do not matter yet, to choose how the rest is read. */
export function peek(place: Place, key: string): Place {
  const { value, path } = place
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wanted(place, 'an object')
  const at = path === '' ? key : `${path}.${key}`
  if (!Object.hasOwn(value, key)) throw new DomainError('KEY_MISSING', at, 'is missing')
  return { value: (value as Readonly<Record<string, unknown>>)[key], path: at }
}

/** Each element of the array at a place, read in turn. */
export function readList<T>(place: Place, read: (element: Place) => T): T[] {
  const { value, path } = place
  if (!Array.isArray(value)) throw wanted(place, 'an array')
  return value.map((element: unknown, i) => read({ value: element, path: `${path}[${i}]` }))
}

export function readText(place: Place): string {
  if (typeof place.value === 'string' && place.value.length > 0) return place.value
  throw wanted(place, 'a text that is not empty')
}

/** One of a few words. */
export function readWord<Word extends string>(place: Place, words: readonly Word[]): Word {
  const word = words.find((known) => known === place.value)
  if (word !== undefined) return word
  throw wanted(place, `one of ${words.join(', ')}`)
}

/** An integer of [least, most], both included. */
export function readInteger(place: Place, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
  const { value } = place
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw wanted(place, most === Number.MAX_SAFE_INTEGER ? `an integer from ${least} on` : `an integer ${least}..${most}`)
}

/** An amount of money or a rate, an integer of JSON, from `least` on. */
export function readMoney(place: Place, least: number): bigint {
  return BigInt(readInteger(place, least))
}

/** A local day, "2027-03-10". @throws DATE_IMPOSSIBLE */
export function readDay(place: Place): Day {
  return parseDay(readText(place), place.path)
}

/** An instant with an offset, "2027-03-10T09:00:00-05:00", as epoch ms. @throws DATE_IMPOSSIBLE */
export function readInstant(place: Place): number {
  const text = readText(place)
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
  const instant = form.test(text) ? instantOf(text) : undefined
  if (instant !== undefined) return instant
  throw fault('DATE_IMPOSSIBLE', place, 'no instant with an offset; write it as 2027-03-10T09:00:00-05:00')
}

/** An IANA time zone as it was written. @throws TIME_ZONE_UNKNOWN */
export function readTimeZone(place: Place): string {
  const name = readText(place)
  if (/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) && isTimeZone(name)) return name
  throw fault('TIME_ZONE_UNKNOWN', place, 'no IANA time zone')
}

/** A fault at a place: `detail` says what is wrong with the value found there. */
export function fault(code: FaultCode, place: Place, detail: string): DomainError {
  return new DomainError(code, place.path, `${shown(place.value)}: ${detail}`)
}

function wanted(place: Place, what: string): DomainError {
  return new DomainError('VALUE_SHAPE', place.path, `${what} is wanted, found ${shown(place.value)}`)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function instantOf(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
