/** Sets of numbers by their vectors and by chance. */
import fc from 'fast-check'
import t from 'tap'
import { countRanges, encodeRanges, parseRanges, parseRuns } from './ranges.ts'
import { holds } from './testing/property.ts'
import { codeThrownBy, readVectors } from './testing/vector-file.ts'

const vectors = readVectors<{
  valid: { numbers: number[]; text: string }[]
  invalid: { name: string; text: string; limit: number }[]
}>('ranges')

t.test('a set has one spelling, and it is read back', async (t) => {
  for (const { numbers, text } of vectors.valid) {
    t.equal(encodeRanges(numbers), text)
    t.same(parseRanges(text, 1000), numbers, text)
    t.equal(countRanges(text, 1000), numbers.length, text)
  }
})

t.test('every other spelling is refused', async (t) => {
  for (const { name, text, limit } of vectors.invalid) {
    t.equal(
      codeThrownBy(() => parseRanges(text, limit)),
      'RANGES_SPELLING',
      name,
    )
  }
})

t.test('a long run is read without writing it out, and a run over the limit before', async (t) => {
  t.same(parseRuns('0-2147483646', 2 ** 31), [[0, 2 ** 31 - 2]])
  t.equal(
    codeThrownBy(() => parseRanges('0-4294967295', 1000)),
    'RANGES_SPELLING',
  )
})

t.test('numbers that do not ascend are not written', async (t) => {
  for (const numbers of [[1, 1], [2, 1], [-1], [0.5]]) {
    t.equal(
      codeThrownBy(() => encodeRanges(numbers)),
      'RANGES_SPELLING',
      `${numbers}`,
    )
  }
})

t.test('any set comes back from its spelling', async (t) => {
  const sets = fc.uniqueArray(fc.nat(1999), { maxLength: 300 }).map((numbers) => numbers.sort((a, b) => a - b))
  const property = fc.property(sets, (numbers) => {
    const text = encodeRanges(numbers)
    return parseRanges(text, 2000).join() === numbers.join() && countRanges(text, 2000) === numbers.length
  })
  holds(t, 'ranges.test.ts', property)
})

t.test('any text: what is read is written again as the same text', async (t) => {
  const property = fc.property(fc.string({ unit: fc.constantFrom(...'01279,-'), maxLength: 10 }), (text) => {
    if (codeThrownBy(() => parseRanges(text, 100_000)) !== 'nothing') return true
    return encodeRanges(parseRanges(text, 100_000)) === text
  })
  holds(t, 'ranges.test.ts', property)
})
