/** The JWS profile by its vectors, by other implementations, and by flipping every bit. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compactVerify, importJWK } from 'jose'
import t from 'tap'
import { decodeBase64url } from './base64url.ts'
import { findPoint, multiply, readLittleEndian } from './edwards25519.ts'
import { compactBytes, hashOf, type JwsType, maxPayloadBytes, openJws, signJws } from './jws.ts'
import { JWS_MAX_BYTES } from './limits.ts'
import { nodeCrypto, sha512, spkiOf, testKey } from './testing/node-crypto.ts'
import { encodePoint, littleEndian } from './testing/odd-points.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'
import { thumbprint } from './thumbprint.ts'
import { decodeUtf8 } from './utf8.ts'

const vectors = readVectors<{
  publicKey: string
  typ: JwsType
  valid: { compact: string; payload: string; hash: string }[]
  invalid: { name: string; compact: string; code: string }[]
}>('jws')
const publicKey = decodeBase64url(vectors.publicKey)
const kid = thumbprint(publicKey, nodeCrypto)
const findKey = (asked: string) => (asked === kid ? publicKey : undefined)
const open = (compact: string) => openJws(compact, { typ: vectors.typ, findKey }, nodeCrypto)

t.test('what is sound is opened: payload, key, hash', async (t) => {
  for (const { compact, payload, hash } of vectors.valid) {
    const opened = open(compact)
    t.equal(decodeUtf8(opened.payloadBytes), payload)
    t.equal(opened.kid, kid)
    t.equal(hashOf(compact, nodeCrypto), hash)
    const key = testKey('first')
    t.equal(signJws({ typ: vectors.typ, kid, payload }, key.sign), compact, 'Ed25519 signs the same way every time')
  }
})

t.test('attacks 5, 6, 12: odd headers, spellings and signatures are refused', async (t) => {
  for (const { name, compact, code } of vectors.invalid) {
    t.equal(
      codeThrownBy(() => open(compact)),
      code,
      name,
    )
  }
})

t.test(
  'attack 12: R = identity fits the equation S B = R + k A, so the check before a library is needed',
  async (t) => {
    const { compact = '' } = vectors.invalid.find(({ name }) => name.includes('R = identity')) ?? {}
    const end = compact.lastIndexOf('.')
    const signature = decodeBase64url(compact.slice(end + 1))
    const R = signature.subarray(0, 32)
    const signed = Buffer.concat([R, publicKey, Buffer.from(compact.slice(0, end))])
    const base = findPoint(littleEndian(0x6666666666666666666666666666666666666666666666666666666666666658n))
    const key = findPoint(publicKey)
    if (base === undefined || key === undefined) return t.fail('both are points')
    const left = multiply(base, readLittleEndian(signature.subarray(32)))
    const right = multiply(key, readLittleEndian(sha512(signed)))
    t.same(encodePoint(left), encodePoint(right), 'with R = 0')
  },
)

t.test('attack 4: any bit flipped is refused', async (t) => {
  const { compact = '' } = vectors.valid[0] ?? {}
  const bytes = Buffer.from(compact)
  const taken: number[] = []
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    if (codeThrownBy(() => open(flipped.toString('latin1'))) === 'nothing') taken.push(bit)
  }
  t.same(taken, [])
})

t.test('48 KiB is signed and opened, one byte more is neither', async (t) => {
  const { sign } = testKey('first')
  const most = maxPayloadBytes(vectors.typ)
  const compact = signJws({ typ: vectors.typ, kid, payload: 'x'.repeat(most) }, sign)
  t.ok(compact.length <= JWS_MAX_BYTES && compact.length > JWS_MAX_BYTES - 2, `${compact.length}`)
  t.equal(compact.length, compactBytes(vectors.typ, most))
  t.equal(open(compact).payloadBytes.length, most)
  t.throws(() => signJws({ typ: vectors.typ, kid, payload: 'x'.repeat(most + 1) }, sign), { code: 'JWS_TOO_LARGE' })
  t.throws(() => open('x'.repeat(JWS_MAX_BYTES + 1)), { code: 'JWS_TOO_LARGE' })
  t.throws(() => open('x'.repeat(JWS_MAX_BYTES)), { code: 'JWS_SEGMENTS' })
})

t.test('a key of another use is not found: a statement is no receipt', async (t) => {
  const { compact = '' } = vectors.valid[0] ?? {}
  t.throws(() => openJws(compact, { typ: 'camtally-receipt+jws', findKey }, nodeCrypto), { code: 'JWS_HEADER' })
})

t.test('jose agrees', async (t) => {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: vectors.publicKey }, 'EdDSA')
  for (const { compact, payload } of vectors.valid) {
    const verified = await compactVerify(compact, key)
    t.equal(new TextDecoder().decode(verified.payload), payload)
    t.same(verified.protectedHeader, { alg: 'EdDSA', kid, typ: vectors.typ })
  }
})

t.test('openssl alone agrees, by the three lines of SPEC.md 2.7', async (t) => {
  const hasOpenssl = codeThrownBy(() => execFileSync('openssl', ['version'])) === 'nothing'
  if (!hasOpenssl) t.comment('openssl is not installed: this was not checked')
  const spec = readFileSync(new URL('../SPEC.md', import.meta.url), 'utf8')
  const lines = /### 2\.7[\s\S]*?\n\n((?: {4}[^\n]*\n)+)/.exec(spec)?.[1] ?? ''
  t.match(lines, /openssl pkeyutl -verify/)
  const folder = mkdtempSync(join(tmpdir(), 'camtally-openssl-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'key.der'), spkiOf(publicKey))
  for (const { compact } of hasOpenssl ? vectors.valid : []) {
    writeFileSync(join(folder, 'm.jws'), compact)
    const said = execFileSync('sh', ['-ec', lines], { cwd: folder, encoding: 'utf8' })
    t.match(said, /Verified Successfully/)
  }
})
