/** Statements by their vectors, and parsers against chance: what is refused, what is stored, what counts. */
import fc from 'fast-check'
import t from 'tap'
import { decodeBase64url } from './base64url.ts'
import type { GatewayId } from './ids.ts'
import { openStatement } from './open-statement.ts'
import { STATEMENT_KINDS } from './statement.ts'
import { encodeStatement } from './statement-encode.ts'
import { parseStatement } from './statement-parse.ts'
import { nodeCrypto } from './testing/node-crypto.ts'
import { holds } from './testing/property.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'
import { thumbprint } from './thumbprint.ts'
import { encodeUtf8 } from './utf8.ts'

interface Case {
  name: string
  payload: string
  compact: string
  hash: string
  outcome: 'understood' | 'NOT_UNDERSTOOD' | 'refused'
  code?: string
}
const vectors = readVectors<{
  gateway: GatewayId
  publicKey: string
  epoch: number
  chain: Case[]
  faults: Case[]
  foreign: Case[]
}>('statements')
const all = [...vectors.chain, ...vectors.faults, ...vectors.foreign]
const publicKey = decodeBase64url(vectors.publicKey)
const kid = thumbprint(publicKey, nodeCrypto)
const findKey = (asked: string) => (asked === kid ? { publicKey, ep: vectors.epoch } : undefined)
const open = (compact: string) => openStatement(compact, { gw: vectors.gateway, findKey }, nodeCrypto)

t.test('attacks 7, 8, 9: each statement comes to its end', async (t) => {
  for (const { name, compact, hash, outcome, code } of all) {
    if (outcome === 'refused') {
      t.equal(
        codeThrownBy(() => open(compact)),
        code,
        name,
      )
      continue
    }
    const opened = open(compact)
    t.equal(opened.hash, hash, `${name}: hash`)
    const found = 'ok' in opened.parsed ? 'understood' : 'NOT_UNDERSTOOD'
    t.equal(found, outcome, name)
    if ('fault' in opened.parsed && code !== undefined) t.equal(opened.parsed.fault.code, code, `${name}: code`)
  }
})

t.test('a statement that is not understood keeps its place in the chain', async (t) => {
  for (const { name, payload } of vectors.faults.filter(({ outcome }) => outcome === 'NOT_UNDERSTOOD')) {
    const parsed = parseStatement(encodeUtf8(payload))
    if (!('notUnderstood' in parsed)) return t.fail(name)
    t.match(Object.keys(parsed.notUnderstood), ['v', 'gw', 'ep', 'seq', 'prev'], name)
    t.ok(parsed.notUnderstood.seq >= 1 && parsed.notUnderstood.gw === vectors.gateway, name)
  }
})

t.test('the chain of the vectors is linked, and heartbeats name its inventories', async (t) => {
  let before = ''
  const inventories = new Set<string>()
  for (const [at, { payload, hash }] of vectors.chain.entries()) {
    const parsed = parseStatement(encodeUtf8(payload), new Set(STATEMENT_KINDS))
    if (!('ok' in parsed)) return t.fail(parsed.fault.message)
    t.equal(parsed.ok.seq, at + 1)
    if (at > 0) t.equal(parsed.ok.prev, before)
    if (parsed.ok.kind === 'inventory') inventories.add(hash)
    if (parsed.ok.kind === 'heartbeat') t.ok(inventories.has(parsed.ok.inv))
    before = hash
  }
})

t.test('what was signed is written again as the same text, whatever order the object has', async (t) => {
  for (const { name, payload } of vectors.chain) {
    const parsed = parseStatement(encodeUtf8(payload), new Set(STATEMENT_KINDS))
    if (!('ok' in parsed)) return t.fail(parsed.fault.message)
    const reversed = Object.fromEntries(Object.entries(parsed.ok).reverse())
    t.equal(encodeStatement({ ...parsed.ok, ...reversed }), payload, name)
  }
})

t.test('a fault is told by its path', async (t) => {
  const { payload = '' } = vectors.chain.find(({ name }) => name === 'heartbeat with a blind camera') ?? {}
  const parsed = parseStatement(encodeUtf8(payload.replace('[31,4,"0"]', '[32,4,"0"]')))
  t.match(parsed, { fault: { path: 'on[1][0]', message: /a mask from 1 to 31 is wanted/ } })
})

t.test('nothing is signed that would not be understood', async (t) => {
  const { payload = '' } = vectors.chain.find(({ name }) => name === 'heartbeat') ?? {}
  const parsed = parseStatement(encodeUtf8(payload))
  if (!('ok' in parsed) || parsed.ok.kind !== 'heartbeat') return t.fail('a heartbeat')
  const heartbeat = parsed.ok
  t.throws(() => encodeStatement({ ...heartbeat, n: 31 }), { code: 'STATEMENT_SHAPE', path: 'n' })
  t.throws(() => encodeStatement({ ...heartbeat, on: [[1, 2, '3,2']] }), { code: 'RANGES_SPELLING' })
  t.throws(() => encodeStatement({ ...heartbeat, gw: 'gw_short' }), { code: 'STATEMENT_NONE' })
})

/** A payload with up to five bytes changed, taken out or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...vectors.chain.map(({ payload }) => payload)),
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('change', 'remove', 'insert')), { maxLength: 5 }),
  )
  .map(([payload, changes]) => {
    const bytes = [...encodeUtf8(payload)]
    for (const [where, byte, how] of changes) {
      const at = where % bytes.length
      if (how === 'insert') bytes.splice(at, 0, byte)
      else if (how === 'remove') bytes.splice(at, 1)
      else bytes[at] = byte
    }
    return Uint8Array.from(bytes)
  })

t.test(
  'attack 4: any mutated payload is refused, kept or understood, and what is understood is in shape',
  async (t) => {
    const property = fc.property(mutated, (bytes) => {
      const end = endOf(bytes)
      if (end !== 'understood') return ENDS.has(end)
      const parsed = parseStatement(bytes)
      return 'ok' in parsed && codeThrownBy(() => encodeStatement(parsed.ok)) === 'nothing'
    })
    holds(t, 'statement-parse.test.ts', property)
  },
)

t.test(
  'any member taken out, doubled or made null ends as SPEC.md says: the five refuse, the others are kept',
  async (t) => {
    const five = new Set(['v', 'gw', 'ep', 'seq', 'prev'])
    const boot = vectors.chain[0]?.payload ?? ''
    for (const name of Object.keys(JSON.parse(boot) as object)) {
      const member = new RegExp(`"${name}":(?:"[^"]*"|[0-9]+)`)
      const [found = ''] = member.exec(boot) ?? []
      const broken = [
        boot.replace(found, `${found},${found}`),
        boot.replace(found, `"${name}":null`),
        boot.replace(found, `"${name}":[1]`),
        boot.replace(new RegExp(`${member.source},|,${member.source}(?=\\})`), ''),
      ]
      for (const payload of broken) {
        t.equal(endOf(encodeUtf8(payload)), five.has(name) ? 'STATEMENT_NONE' : 'NOT_UNDERSTOOD', payload.slice(0, 60))
      }
    }
  },
)

const ENDS = new Set(['NOT_UNDERSTOOD', 'JSON_SYNTAX', 'UTF8_MALFORMED', 'STATEMENT_NONE'])

function endOf(bytes: Uint8Array): string {
  const code = codeThrownBy(() => parseStatement(bytes))
  if (code !== 'nothing') return code
  return 'ok' in parseStatement(bytes) ? 'understood' : 'NOT_UNDERSTOOD'
}
