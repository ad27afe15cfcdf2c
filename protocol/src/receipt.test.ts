/** Receipts by their vectors: what is one, what it names, what it takes back. */
import fc from 'fast-check'
import t from 'tap'
import { decodeBase64url } from './base64url.ts'
import { openJws } from './jws.ts'
import { namedBy, receiptEffect } from './named-by.ts'
import { encodeReceipt, type GotRow, isEnrollmentReceipt, parseReceipt, type Receipt } from './receipt.ts'
import { compareRows, type RunRow } from './run-row.ts'
import { nodeCrypto } from './testing/node-crypto.ts'
import { holds } from './testing/property.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

interface NamedCase {
  name: string
  journal: { name: string; seq: number; hash: string; prev: string }[]
  got: GotRow[]
  have: RunRow[]
  side?: RunRow[]
  named: { chain: string[]; side: string[] }
}
const vectors = readVectors<{
  publicKey: string
  valid: { name: string; payload: string; compact: string }[]
  invalid: { name: string; payload: string; code: string }[]
  named: NamedCase[]
}>('receipts')
const publicKey = decodeBase64url(vectors.publicKey)
const receipts = vectors.valid.map(({ payload }) => parseReceipt(encodeUtf8(payload)))
const plain = receipts[0]

t.test('a receipt is opened, read and written again as the same text', async (t) => {
  for (const { name, payload, compact } of vectors.valid) {
    const expected = { typ: 'camtally-receipt+jws', findKey: () => publicKey } as const
    const { payloadBytes } = openJws(compact, expected, nodeCrypto)
    t.equal(decodeUtf8(payloadBytes), payload, name)
    t.equal(encodeReceipt(parseReceipt(payloadBytes)), payload, name)
  }
})

t.test('a receipt out of shape is refused', async (t) => {
  for (const { name, payload, code } of vectors.invalid) {
    t.equal(
      codeThrownBy(() => parseReceipt(encodeUtf8(payload))),
      code,
      name,
    )
  }
})

t.test('number 0 tells the enrollment receipt', async (t) => {
  t.same(receipts.map(isEnrollmentReceipt), [false, true, false, false])
})

t.test('attack 10: a statement is named by its hash and its links, never by its number', async (t) => {
  for (const { name, journal, got, have, side, named } of vectors.named) {
    if (plain === undefined) return t.fail('the vectors hold a receipt')
    const own = new Map(journal.map((statement) => [statement.hash, statement]))
    const receipt: Receipt = { ...plain, got, have, ...(side === undefined ? {} : { side }) }
    const found = [...namedBy(receipt, (hash) => own.get(hash))]
    const placed = (wanted: string) => found.filter(([, place]) => place === wanted).map(([hash]) => hash)
    t.same(placed('chain').sort(), [...named.chain].sort(), `${name}: chain`)
    t.same(placed('side').sort(), [...named.side].sort(), `${name}: side`)
  }
})

t.test('a receipt that is not newer is ignored; more restores take back all that was named before', async (t) => {
  t.equal(receiptEffect(undefined, { t: 1, rs: 3 }), 'add')
  t.equal(receiptEffect({ t: 5, rs: 1 }, { t: 6, rs: 1 }), 'add')
  t.equal(receiptEffect({ t: 5, rs: 1 }, { t: 5, rs: 1 }), 'ignore')
  t.equal(receiptEffect({ t: 5, rs: 1 }, { t: 5, rs: 2 }), 'ignore')
  t.equal(receiptEffect({ t: 5, rs: 1 }, { t: 6, rs: 2 }), 'replace')
  t.equal(receiptEffect({ t: 5, rs: 1 }, { t: 6, rs: 0 }), 'ignore', 'a collector that forgot drops nothing')
})

t.test('rows of the side ascend by first, last, hash', async (t) => {
  const rows: RunRow[] = [
    [1, 2, 'b'],
    [1, 1, 'z'],
    [2, 2, 'a'],
    [1, 2, 'a'],
  ]
  t.same(rows.sort(compareRows), [
    [1, 1, 'z'],
    [1, 2, 'a'],
    [1, 2, 'b'],
    [2, 2, 'a'],
  ])
})

t.test('any journal: what is named was signed here, and lies in a row or in got', async (t) => {
  const property = fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(40), (length, from, to) => {
    if (plain === undefined) return false
    const hash = (seq: number) => `hash ${seq}`
    const find = (text: string) => {
      const seq = Number(text.slice(5))
      return seq >= 1 && seq <= length ? { seq, prev: hash(seq - 1) } : undefined
    }
    const [first, last] = [Math.min(from, to) + 1, Math.max(from, to) + 1]
    const named = namedBy({ ...plain, got: [], have: [[first, last, hash(last)]] }, find)
    const wanted = last <= length ? last - first + 1 : 0
    return named.size === wanted && [...named.keys()].every((text) => Number(text.slice(5)) >= first)
  })
  holds(t, 'receipt.test.ts', property)
})
