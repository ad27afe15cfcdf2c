/** base64url by its vectors and by chance. */
import fc from 'fast-check'
import t from 'tap'
import { decodeBase64url, encodeBase64url } from './base64url.ts'
import { holds } from './testing/property.ts'
import { bytesOfHex, codeThrownBy, readVectors } from './testing/vector-file.ts'

const vectors = readVectors<{
  valid: { hex: string; text: string }[]
  invalid: { name: string; text: string }[]
}>('base64url')

t.test('bytes have one spelling, and it is read back', async (t) => {
  for (const { hex, text } of vectors.valid) {
    t.equal(encodeBase64url(bytesOfHex(hex)), text, text)
    t.same(decodeBase64url(text), bytesOfHex(hex), text)
  }
})

t.test('attack 5: every other spelling is refused', async (t) => {
  for (const { name, text } of vectors.invalid) {
    t.equal(
      codeThrownBy(() => decodeBase64url(text)),
      'BASE64URL_SPELLING',
      name,
    )
  }
})

t.test('any bytes: what Node writes, and back', async (t) => {
  const property = fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    const text = encodeBase64url(bytes)
    return text === Buffer.from(bytes).toString('base64url') && Buffer.compare(decodeBase64url(text), bytes) === 0
  })
  holds(t, 'base64url.test.ts', property)
})

t.test('any text: what is read is written again as the same text', async (t) => {
  const letters = fc.string({ unit: fc.constantFrom(...'AQgwBZaz09-_=+/ .'), maxLength: 12 })
  const property = fc.property(letters, (text) => {
    if (codeThrownBy(() => decodeBase64url(text)) !== 'nothing') return true
    return encodeBase64url(decodeBase64url(text)) === text
  })
  holds(t, 'base64url.test.ts', property)
})
