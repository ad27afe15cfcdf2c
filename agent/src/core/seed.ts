/** The seed of a property test, and how to replay it. */

/** CAMTALLY_SEED, or a seed from the day's chance; printed either way. `file`: the test's path below agent/src. */
export function seedOf(t: { comment(text: string): void }, file: string): number {
  const given = globalThis.process.env['CAMTALLY_SEED']
  const seed = given === undefined ? (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 2 ** 31 : Number(given)
  t.comment(`replay: CAMTALLY_SEED=${seed} npx tap agent/src/${file}`)
  return seed
}

/** Random numbers in [0, 1) from a seed (mulberry32). */
export function seededUnit(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
