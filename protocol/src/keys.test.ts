/** Public keys, thumbprints and fingerprints by their vectors, and against RFC 8037. */
import t from 'tap'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { fingerprintWords } from './fingerprint.ts'
import { FINGERPRINT_WORDS } from './fingerprint-words.ts'
import { checkPublicKey } from './public-key.ts'
import { nodeCrypto } from './testing/node-crypto.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'
import { thumbprint } from './thumbprint.ts'

const vectors = readVectors<{
  valid: { publicKey: string; kid: string; sha256: string; words: string[] }[]
  invalid: { name: string; publicKey: string; code: string }[]
}>('keys')

t.test('an honest key is taken, and has one name', async (t) => {
  for (const { publicKey, kid, words } of vectors.valid) {
    const key = decodeBase64url(publicKey)
    t.doesNotThrow(() => checkPublicKey(key))
    t.equal(thumbprint(key, nodeCrypto), kid)
    t.same(fingerprintWords(key, nodeCrypto), words)
  }
})

t.test('attack 12: odd keys are refused, each for its reason', async (t) => {
  for (const { name, publicKey, code } of vectors.invalid) {
    t.equal(
      codeThrownBy(() => checkPublicKey(decodeBase64url(publicKey))),
      code,
      name,
    )
  }
})

t.test('RFC 8037, A.3: the thumbprint of the example key', async (t) => {
  const key = decodeBase64url('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')
  t.equal(thumbprint(key, nodeCrypto), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

t.test('six words are the first 66 bits of the digest, and turning them back gives the bits', async (t) => {
  for (const { sha256, words } of vectors.valid) {
    const bits = words.map((word) => FINGERPRINT_WORDS.indexOf(word).toString(2).padStart(11, '0')).join('')
    const digest = [...decodeBase64url(sha256)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
    t.equal(bits, digest.slice(0, 66))
  }
})

t.test('2,048 words, none of which is another with one letter changed, added or left out', async (t) => {
  t.equal(FINGERPRINT_WORDS.length, 2048)
  t.equal(new Set(FINGERPRINT_WORDS).size, 2048)
  t.same(
    FINGERPRINT_WORDS.filter((word) => !/^[a-z]{3,8}$/.test(word)),
    [],
  )
  // Two words are that near if they become equal, or each other, once a letter is taken from one or both of them.
  const takenBy = new Map<string, string>()
  const near: string[] = []
  for (const word of FINGERPRINT_WORDS) {
    const marked = Array.from(word, (_, at) => `${word.slice(0, at)}*${word.slice(at + 1)}`)
    const shorter = Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))
    for (const form of marked) {
      if (takenBy.has(form)) near.push(`${word} and ${takenBy.get(form)}`)
      takenBy.set(form, word)
    }
    for (const form of shorter) if (FINGERPRINT_WORDS.includes(form)) near.push(`${word} and ${form}`)
  }
  t.same(near, [])
})

t.test('the words do not move: people have them on paper', async (t) => {
  const digest = nodeCrypto.sha256(new TextEncoder().encode(FINGERPRINT_WORDS.join('\n')))
  t.equal(encodeBase64url(digest), 'nH4dPOTUbJvKtuU7IfnyXereivTkugTg4XjKSAkgOlo')
})
