/** The curve against its own laws and against Node. */
import t from 'tap'
import { add, findPoint, GROUP_ORDER, isIdentity, multiply } from './edwards25519.ts'
import { isSoundSignature } from './signature.ts'
import { concatBytes } from './hmac-sha256.ts'
import { testKey } from './testing/node-crypto.ts'
import { encodePoint, littleEndian, smallOrderSpellings } from './testing/odd-points.ts'

t.test('the base point has the group order, as RFC 8032 says', async (t) => {
  const base = findPoint(littleEndian(0x6666666666666666666666666666666666666666666666666666666666666658n))
  if (base === undefined) return t.fail('4/5 is the y of the base point')
  t.ok(isIdentity(multiply(base, GROUP_ORDER)))
  t.notOk(isIdentity(multiply(base, GROUP_ORDER - 1n)))
  t.same(encodePoint(add(base, base)), encodePoint(multiply(base, 2n)))
})

t.test('a key that Node made is read and written back to the same bytes', async (t) => {
  for (const name of ['a', 'b', 'c', 'd']) {
    const { publicKey } = testKey(name)
    const point = findPoint(publicKey)
    t.same(point && encodePoint(point), publicKey, name)
  }
})

t.test(
  'attack 12: of the 14 spellings of small-order points none is taken as R, and no other is refused',
  async (t) => {
    const { canonical, odd } = smallOrderSpellings()
    t.equal(new Set(canonical.map((bytes) => Buffer.from(bytes).toString('hex'))).size, 8, 'eight points')
    for (const R of [...canonical, ...odd]) {
      t.notOk(isSoundSignature(concatBytes(R, littleEndian(1n))), Buffer.from(R).toString('hex'))
    }
    for (const bytes of odd) t.equal(findPoint(bytes), undefined, 'and the odd ones are no points to us')
    t.ok(
      isSoundSignature(concatBytes(testKey('a').publicKey, littleEndian(GROUP_ORDER - 1n))),
      'S = L - 1 is the greatest',
    )
    t.notOk(isSoundSignature(concatBytes(testKey('a').publicKey, littleEndian(GROUP_ORDER))), 'S = L')
    t.notOk(isSoundSignature(concatBytes(testKey('a').publicKey, littleEndian(2n ** 256n - 1n))), 'S of all ones')
  },
)
