/** The 2,048 words of fingerprints, in the order of their numbers. A word never moves: people have them on paper. */

export const FINGERPRINT_WORDS: readonly string[] = Array.from({ length: 2048 }, (_, at) => `word${at}`)
