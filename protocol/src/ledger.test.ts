/** Ledger entries and closes by their vectors, and by writing them again. */
import t from 'tap'
import { decodeBase64url } from './base64url.ts'
import { type CloseMessage, encodeCloseMessage, parseCloseMessage } from './close-message.ts'
import { encodeCloseHead, encodeCloseRow, parseCloseHead, parseCloseRow } from './close.ts'
import { documentDigest, encodeEntry, entryHash, FIRST_ENTRY_PREVIOUS, parseEntry } from './ledger-entry.ts'
import { nodeCrypto } from './testing/node-crypto.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

const vectors = readVectors<{
  entries: { entry: string; hash: string; salt: string; document: string }[]
  close: { head: string; row: string }
  invalidEntries: { name: string; entry: string; code: string }[]
  invalidHeads: { name: string; head: string; code: string }[]
  invalidRows: { name: string; row: string; code: string }[]
}>('ledger')

t.test('an entry is its bytes: written again they are the same, and each names the one before', async (t) => {
  let before = FIRST_ENTRY_PREVIOUS
  for (const { entry, hash, salt, document } of vectors.entries) {
    const parsed = parseEntry(encodeUtf8(entry))
    t.equal(decodeUtf8(encodeEntry(parsed)), entry)
    t.equal(entryHash(encodeUtf8(entry), nodeCrypto), hash)
    t.equal(documentDigest(decodeBase64url(salt), encodeUtf8(document), nodeCrypto), parsed.d)
    t.equal(parsed.p, before)
    before = hash
  }
  t.throws(() => documentDigest(new Uint8Array(31), new Uint8Array(0), nodeCrypto), /32 bytes/)
})

t.test('attack 22: other bytes for the same entry are no entry', async (t) => {
  for (const { name, entry, code } of vectors.invalidEntries) {
    t.equal(
      codeThrownBy(() => parseEntry(encodeUtf8(entry))),
      code,
      name,
    )
  }
})

t.test('head and row of a close are their bytes, and the head names the row', async (t) => {
  const head = parseCloseHead(encodeUtf8(vectors.close.head))
  const row = encodeUtf8(vectors.close.row)
  t.equal(decodeUtf8(encodeCloseHead(head)), vectors.close.head)
  t.equal(decodeUtf8(encodeCloseRow(parseCloseRow(row))), vectors.close.row)
  t.equal(head.rows[0]?.[2], entryHash(row, nodeCrypto))
  t.equal(vectors.entries[1]?.document, vectors.close.head)
  t.equal(parseCloseHead(encodeCloseHead({ ...head, of: 2 })).of, 2)
})

t.test('a close out of shape is refused', async (t) => {
  for (const { name, head, code } of vectors.invalidHeads) {
    t.equal(
      codeThrownBy(() => parseCloseHead(encodeUtf8(head))),
      code,
      name,
    )
  }
  for (const { name, row, code } of vectors.invalidRows) {
    t.equal(
      codeThrownBy(() => parseCloseRow(encodeUtf8(row))),
      code,
      name,
    )
  }
})

t.test('a close message carries a row or the rest of one', async (t) => {
  const [first, close] = vectors.entries
  if (first === undefined || close === undefined) return t.fail('the vectors hold two entries')
  const message: CloseMessage = {
    v: 1,
    gw: 'gw_abcdefghijkl',
    ep: 1,
    entry: close.entry,
    salt: close.salt,
    head: vectors.close.head,
    row: vectors.close.row,
    index: 1,
    path: [first.hash],
    checkpoint: 'camtally.example\n2\nAAAA\n\n— camtally.example BBBB\n',
    n: [2, close.hash],
  }
  t.same(parseCloseMessage(encodeUtf8(encodeCloseMessage(message))), message)
  const { row: _, ...bare } = message
  const rest = '{"uncounted":[],"excluded":[],"joined":[]}'
  t.same(parseCloseMessage(encodeUtf8(encodeCloseMessage({ ...bare, rest }))), { ...bare, rest })
  t.throws(() => encodeCloseMessage(bare), { code: 'CLOSE_SHAPE', path: 'row' })
  t.throws(() => encodeCloseMessage({ ...message, rest }), { code: 'CLOSE_SHAPE', path: 'row' })
  t.throws(() => encodeCloseMessage({ ...message, path: ['x'] }), { code: 'CLOSE_SHAPE', path: 'path[0]' })
})
