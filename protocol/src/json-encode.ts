/**
 * Writes JSON without spaces, its members in the order given: bytes that are hashed must not hang on how an object
 * was made.
 */

/** Members that are undefined are left out; members the order does not know stand last, for a parser to refuse. */
export function encodeJsonInOrder(document: object, order: readonly string[]): string {
  const given: Readonly<Record<string, unknown>> = { ...document }
  const ordered: Record<string, unknown> = {}
  for (const name of order) if (given[name] !== undefined) ordered[name] = given[name]
  for (const name of Object.keys(given)) {
    if (given[name] !== undefined && !(name in ordered)) ordered[name] = given[name]
  }
  return JSON.stringify(ordered)
}
