/**
 * Builds keys.json and jws.json: keys and signatures, sound and odd. What is expected is written by hand, bytes are
 * computed.
 */

import { encodeBase64url } from '../base64url.ts'
import { fingerprintWords } from '../fingerprint.ts'
import { FINGERPRINT_WORDS } from '../fingerprint-words.ts'
import { concatBytes } from '../hmac-sha256.ts'
import { encodeUtf8 } from '../utf8.ts'
import { nodeCrypto, type TestKey, testKey } from './node-crypto.ts'
import { identitySignature, littleEndian, mixedOrderKey, secondSpelling, smallOrderSpellings } from './odd-points.ts'

export function keyVectors() {
  const valid = ['first', 'second', 'third'].map((name) => {
    const { seed, publicKey, kid } = testKey(name)
    const sha256 = encodeBase64url(nodeCrypto.sha256(publicKey))
    const words = fingerprintWords(publicKey, nodeCrypto)
    return { seed: encodeBase64url(seed), publicKey: encodeBase64url(publicKey), kid, sha256, words }
  })
  const { canonical, odd } = smallOrderSpellings()
  const invalid = [
    ...canonical.map((key, at) => ({ name: `small order, point ${at}`, key, code: 'KEY_SMALL_ORDER' })),
    ...odd.map((key, at) => ({
      name: `small order, spelling ${at} that is not canonical`,
      key,
      code: 'KEY_MALFORMED',
    })),
    { name: 'mixed order', key: mixedOrderKey(testKey('first').publicKey), code: 'KEY_MIXED_ORDER' },
    { name: 'y = 2 is on no point', key: littleEndian(2n), code: 'KEY_MALFORMED' },
    { name: 'all ones', key: new Uint8Array(32).fill(255), code: 'KEY_MALFORMED' },
    { name: '31 bytes', key: testKey('first').publicKey.subarray(0, 31), code: 'KEY_MALFORMED' },
    { name: '33 bytes', key: concatBytes(testKey('first').publicKey, new Uint8Array(1)), code: 'KEY_MALFORMED' },
    { name: 'no bytes', key: new Uint8Array(0), code: 'KEY_MALFORMED' },
  ]
  return {
    about: [
      'Public keys (SPEC.md 2.3). valid: seed (RFC 8032), key, kid (RFC 7638 thumbprint), SHA-256 of the ',
      'key and the six words of its first 66 bits. invalid: never recorded; the code says why.',
    ].join(''),
    valid,
    invalid: invalid.map(({ name, key, code }) => ({ name, publicKey: encodeBase64url(key), code })),
  }
}

export function wordVectors() {
  return {
    about: 'The words of fingerprints (SPEC.md 2.3), in the order of their numbers, from 0.',
    words: FINGERPRINT_WORDS,
  }
}

export function jwsVectors() {
  const key = testKey('first')
  const typ = 'camtally-statement+jws'
  const good = compactOf(`{"alg":"EdDSA","kid":"${key.kid}","typ":"${typ}"}`, '{"hello":"world"}', key)
  return {
    about: [
      'The JWS profile (SPEC.md 2). All are opened as type `typ` with the one recorded key `publicKey` (its ',
      'kid is its thumbprint). valid: payload and hash. invalid: refused; the code says why.',
    ].join(''),
    publicKey: encodeBase64url(key.publicKey),
    typ,
    valid: [
      { compact: good, payload: '{"hello":"world"}', hash: encodeBase64url(nodeCrypto.sha256(encodeUtf8(good))) },
    ],
    invalid: [...headerFaults(key, typ), ...spellingFaults(good), ...signatureFaults(key, good)],
  }
}

/** The compact form of a header and a payload as they are given. */
export function compactOf(header: string, payload: string, key: TestKey): string {
  const signed = `${segment(header)}.${segment(payload)}`
  return `${signed}.${encodeBase64url(key.sign(encodeUtf8(signed)))}`
}

function headerFaults(key: TestKey, typ: string) {
  const other = testKey('second')
  const headers = {
    'another key order': `{"typ":"${typ}","alg":"EdDSA","kid":"${key.kid}"}`,
    'one member more': `{"alg":"EdDSA","kid":"${key.kid}","typ":"${typ}","crit":[]}`,
    'no kid': `{"alg":"EdDSA","typ":"${typ}"}`,
    'alg none': `{"alg":"none","kid":"${key.kid}","typ":"${typ}"}`,
    'alg ES256': `{"alg":"ES256","kid":"${key.kid}","typ":"${typ}"}`,
    'alg Ed25519': `{"alg":"Ed25519","kid":"${key.kid}","typ":"${typ}"}`,
    'a space': `{"alg":"EdDSA", "kid":"${key.kid}","typ":"${typ}"}`,
    'the type of a receipt': `{"alg":"EdDSA","kid":"${key.kid}","typ":"camtally-receipt+jws"}`,
    'an escaped letter': `{"alg":"EdDSA","kid":"${key.kid}","typ":"camtally-\\u0073tatement+jws"}`,
    'a kid of another form': `{"alg":"EdDSA","kid":"first","typ":"${typ}"}`,
    'an empty header': '',
  }
  const faults = Object.entries(headers).map(([name, header]) => {
    return { name: `header: ${name}`, compact: compactOf(header, '{"hello":"world"}', key), code: 'JWS_HEADER' }
  })
  const foreign = compactOf(`{"alg":"EdDSA","kid":"${other.kid}","typ":"${typ}"}`, '{"hello":"world"}', other)
  const lent = compactOf(`{"alg":"EdDSA","kid":"${key.kid}","typ":"${typ}"}`, '{"hello":"world"}', other)
  return [
    ...faults,
    { name: 'a key that is not recorded', compact: foreign, code: 'JWS_KEY_UNKNOWN' },
    { name: "another key's signature under this kid", compact: lent, code: 'SIGNATURE_WRONG' },
  ]
}

function spellingFaults(good: string) {
  const [header = '', payload = '', signature = ''] = good.split('.')
  const last = signature.slice(-1)
  // The alphabet's next letter has the same upper bits and other spare bits: Node reads the same signature.
  const respelled = signature.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1)
  return [
    { name: 'the signature respelled', compact: `${header}.${payload}.${respelled}` },
    { name: 'padding', compact: `${good}==` },
    { name: 'a line feed at the end', compact: `${good}\n` },
    { name: 'a space at the start', compact: ` ${good}` },
    { name: 'two segments', compact: `${header}.${payload}` },
    { name: 'four segments', compact: `${good}.` },
    { name: 'nothing', compact: '' },
  ]
    .map((fault) => ({ ...fault, code: 'JWS_SEGMENTS' }))
    .concat({ name: 'no header', compact: `.${payload}.${signature}`, code: 'JWS_HEADER' })
}

function signatureFaults(key: TestKey, good: string) {
  const end = good.lastIndexOf('.')
  const signed = encodeUtf8(good.slice(0, end))
  const signature = key.sign(signed)
  const flipped = signature.slice()
  flipped[5] = (flipped[5] ?? 0) ^ 1
  const odd = { small: smallOrderSpellings().canonical[1] ?? new Uint8Array(32), S: signature.subarray(32) }
  const faults: readonly [name: string, bytes: Uint8Array, code: string][] = [
    ['S + L in place of S', secondSpelling(signature), 'SIGNATURE_MALFORMED'],
    ['R = identity, and the equation holds', identitySignature(key, signed), 'SIGNATURE_MALFORMED'],
    ['R of order 8', concatBytes(odd.small, odd.S), 'SIGNATURE_MALFORMED'],
    [
      'R = p + 1, the identity spelled again',
      concatBytes(littleEndian(2n ** 255n - 18n), odd.S),
      'SIGNATURE_MALFORMED',
    ],
    ['63 bytes', signature.subarray(0, 63), 'SIGNATURE_MALFORMED'],
    ['65 bytes', concatBytes(signature, new Uint8Array(1)), 'SIGNATURE_MALFORMED'],
    ['no bytes', new Uint8Array(0), 'SIGNATURE_MALFORMED'],
    ['a bit of R flipped', flipped, 'SIGNATURE_WRONG'],
    ['S = 0', concatBytes(signature.subarray(0, 32), new Uint8Array(32)), 'SIGNATURE_WRONG'],
  ]
  return [
    ...faults.map(([name, bytes, code]) => {
      return { name: `signature: ${name}`, compact: `${good.slice(0, end)}.${encodeBase64url(bytes)}`, code }
    }),
    { name: 'a letter of the payload changed', compact: good.replace('.eyJo', '.eyJp'), code: 'SIGNATURE_WRONG' },
  ]
}

function segment(text: string): string {
  return encodeBase64url(encodeUtf8(text))
}
