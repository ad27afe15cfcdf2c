/** Ids, claims and topics by their vectors. */
import t from 'tap'
import { encodeBase64url } from './base64url.ts'
import { claimSecretHash, formatClaim, parseClaim } from './claim.ts'
import { type IdPrefix, isId, newId, parseId } from './ids.ts'
import { nodeCrypto } from './testing/node-crypto.ts'
import { bytesOfHex, codeThrownBy, readVectors } from './testing/vector-file.ts'
import { closeTopicOf, parseTopic, topicFilter, topicOf } from './topic.ts'

const vectors = readVectors<{
  ids: Record<'valid' | 'invalid', { prefix: IdPrefix; text: string }[]>
  claims: {
    valid: { text: string; id: string; secretHex: string; secretHash: string }[]
    invalid: { name: string; text: string }[]
  }
  topics: { valid: { text: string; gw: string; name: string; day?: string }[]; invalid: { text: string }[] }
}>('names')

t.test('an id is its prefix and 12 characters', async (t) => {
  for (const { prefix, text } of vectors.ids.valid) t.ok(isId(prefix, text), text)
  for (const { prefix, text } of vectors.ids.invalid) {
    t.equal(
      codeThrownBy(() => parseId(prefix, text)),
      'ID_SHAPE',
      text,
    )
  }
})

t.test('a new id takes the low five bits of each of 12 bytes', async (t) => {
  t.equal(newId('gw', bytesOfHex('000102030405060708090a0b')), 'gw_abcdefghijkl')
  t.equal(newId('acc', bytesOfHex('ffe01f201a191817fbfcfdfe')), 'acc_7a7a2zyx3456')
  t.throws(() => newId('gw', new Uint8Array(11)), { code: 'ID_SHAPE' })
})

t.test('a claim is read and written as one text, and its secret is hashed', async (t) => {
  for (const { text, id, secretHex, secretHash } of vectors.claims.valid) {
    const claim = parseClaim(text)
    t.same(claim, { id, secret: bytesOfHex(secretHex) })
    t.equal(formatClaim(claim), text)
    t.equal(claimSecretHash(claim, nodeCrypto), secretHash)
  }
  for (const { name, text } of vectors.claims.invalid) {
    t.throws(() => parseClaim(text), { code: 'CLAIM_SHAPE' }, name)
  }
})

t.test('the fault of a claim does not repeat the claim', async (t) => {
  const text = `clm_abcdefghijkl_${encodeBase64url(new Uint8Array(31).fill(7))}`
  t.throws(() => parseClaim(text), { message: /^(?!.*BwcHBw)/s })
})

t.test('a topic is one gateway and one name', async (t) => {
  for (const { text, ...parsed } of vectors.topics.valid) {
    t.same(parseTopic(text), parsed, text)
    const topic = parseTopic(text)
    t.equal(topic.name === 'close' ? closeTopicOf(topic.gw, topic.day) : topicOf(topic.gw, topic.name), text)
  }
  for (const { text } of vectors.topics.invalid) t.throws(() => parseTopic(text), { code: 'TOPIC_SHAPE' }, text)
  t.throws(() => closeTopicOf('gw_abcdefghijkl', '2027-02-30'), { code: 'TOPIC_SHAPE' })
  t.equal(topicFilter('statement'), 'camtally/v1/+/statement')
})
