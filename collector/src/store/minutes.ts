/** A set of the 1,440 UTC minutes of one day as 180 bytes, in the order of PostgreSQL's bit(1440): minute 0 is the
 *  highest bit of byte 0. */

export const minutesPerDay = 1440
export const setBytes = minutesPerDay / 8

export function emptyMinutes(): Uint8Array {
  return new Uint8Array(setBytes)
}

/** `minute` is 0..1439 within the UTC day. */
export function addMinute(set: Uint8Array, minute: number): void {
  const byte = minute >> 3
  set[byte] = (set[byte] ?? 0) | (0x80 >> (minute & 7))
}

export function hasMinute(set: Uint8Array, minute: number): boolean {
  return ((set[minute >> 3] ?? 0) & (0x80 >> (minute & 7))) !== 0
}

/** How a bit(1440) is written in a query: 'x' and 360 hex digits. */
export function minutesToSql(set: Uint8Array): string {
  return `x${Buffer.from(set.buffer, set.byteOffset, set.byteLength).toString('hex')}`
}

/** From bit_send: four bytes of length, then the bits. */
export function minutesFromSql(sent: Uint8Array): Uint8Array {
  return sent.subarray(4, 4 + setBytes)
}
