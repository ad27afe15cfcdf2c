/**
 * Ends a `switch` over a union: a case left out does not compile, and one that slips in from outside stops the work.
 */
export function unreachable(value: never): never {
  throw new Error(`a case is missing for ${JSON.stringify(value)}`)
}
