/** The JSON profile by its vectors, against JSON.parse, and by chance. */
import fc from 'fast-check'
import t from 'tap'
import { parseJson, scanJson } from './json-scan.ts'
import { holds } from './testing/property.ts'
import { bytesOfHex, codeThrownBy, readVectors } from './testing/vector-file.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

const vectors = readVectors<{ cases: { name: string; text?: string; hex?: string; fault: string | null }[] }>('json')

t.test('a text is of the profile, beyond it, or no JSON at all', async (t) => {
  for (const { name, text, hex, fault } of vectors.cases) {
    const bytes = hex === undefined ? encodeUtf8(text ?? '') : bytesOfHex(hex)
    const found = codeThrownBy(() => parseJson(decodeUtf8(bytes)))
    t.equal(found, fault ?? 'nothing', name)
    if (fault === 'JSON_SYNTAX' && text !== undefined) t.throws(() => JSON.parse(text), `${name}: JSON.parse agrees`)
    if (fault !== 'JSON_SYNTAX' && text !== undefined) t.doesNotThrow(() => JSON.parse(text), `${name}: so it is JSON`)
  }
})

t.test('a fault names its place', async (t) => {
  for (const [text, path] of [
    ['{"a":[0,{"b":null}]}', 'a[1].b'],
    ['{"a":1,"b":{"c":1,"c":2}}', 'b.c'],
    ['[[1.5]]', '[0][0]'],
    ['null', ''],
  ] as const) {
    t.equal(scanJson(text).fault?.path, path, text)
  }
  t.throws(() => scanJson('{"a":[1,}'), { path: 'a[1]', code: 'JSON_SYNTAX' })
})

t.test(
  'attack 7: of a doubled key the first value stands, and the doubled keys of the outermost object are told',
  async (t) => {
    const { value, doubled } = scanJson('{"seq":1,"x":{"gw":1,"gw":2},"seq":2}')
    t.same(doubled, ['seq'])
    t.match(value, { seq: 1, x: { gw: 1 } })
  },
)

t.test('no key reaches a prototype', async (t) => {
  const value = parseJson('{"__proto__":{"polluted":1},"constructor":1,"toString":2}')
  t.same(Object.keys(value ?? {}), ['__proto__', 'constructor', 'toString'])
  t.equal(Object.getPrototypeOf(value), null)
  t.notOk('polluted' in {})
})

t.test('a hundred thousand brackets cost no stack', async (t) => {
  const open = '['.repeat(100_000)
  t.equal(scanJson(open + ']'.repeat(100_000)).fault?.code, 'JSON_DEPTH')
  t.equal(
    codeThrownBy(() => scanJson(open)),
    'JSON_SYNTAX',
  )
})

t.test('any JSON is read as JSON.parse reads it', async (t) => {
  const property = fc.property(fc.jsonValue({ depthSize: 'medium' }), fc.nat(3), (json, spaces) => {
    const text = JSON.stringify(json, null, spaces)
    const { value, fault } = scanJson(text)
    return fault !== undefined || JSON.stringify(value) === JSON.stringify(json)
  })
  holds(t, 'json-scan.test.ts', property)
})

t.test('any mutilated text ends as JSON.parse says: JSON, or not', async (t) => {
  const seeds = vectors.cases.flatMap(({ text }) => (text === undefined ? [] : [text]))
  const edits = fc.array(fc.tuple(fc.nat(200), fc.constantFrom(...'{}[]",:\\0159.eE+-ntu \u0001"')), { maxLength: 4 })
  const property = fc.property(fc.constantFrom(...seeds), edits, (seed, changes) => {
    const letters = [...seed]
    for (const [at, letter] of changes) letters.splice(at % (letters.length + 1), at % 3 === 0 ? 0 : 1, letter)
    const text = letters.join('')
    const ours = codeThrownBy(() => scanJson(text)) === 'nothing'
    return ours === (codeThrownBy(() => JSON.parse(text)) === 'nothing')
  })
  holds(t, 'json-scan.test.ts', property)
})
