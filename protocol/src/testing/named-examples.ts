/** What a receipt names in a journal, worked out by hand. A statement is written by a name that stands for its hash. */

import { hashOfText } from './enrollment-examples.ts'

/** s1 to s5 in one chain, and a journal whose statements 3 to 5 are a branch of it: b3 follows s2. */
const five = journalOf('s1 < s2 < s3 < s4 < s5')
const forked = journalOf('s1 < s2 < b3 < b4 < b5')
const withoutS2 = five.filter(({ name }) => name !== 's2')

export function namedCases() {
  return [...inTheChain(), ...besideTheChain()]
}

function inTheChain() {
  const all = named('s1 s2 s3 s4 s5')
  const stranger = rows([1, 9, 'x9'])
  return [
    { name: 'the last of a row names the row', journal: five, got: [], have: rows([1, 5, 's5']), named: all },
    {
      name: 'only inside its row',
      journal: five,
      got: [],
      have: rows([1, 2, 's2'], [4, 5, 's5']),
      named: named('s1 s2 s4 s5'),
    },
    { name: 'never by number: the row ends in a stranger', journal: five, got: [], have: stranger, named: named('') },
    {
      name: 'a got entry of the chain names those before it in its row',
      journal: five,
      got: got([3, 's3', 0]),
      have: stranger,
      named: named('s1 s2 s3'),
    },
    {
      name: 'a got entry without a row names itself',
      journal: five,
      got: got([3, 's3', 0]),
      have: [],
      named: named('s3'),
    },
    {
      name: 'a statement that is lost from the journal ends the way down',
      journal: withoutS2,
      got: [],
      have: rows([1, 5, 's5']),
      named: named('s3 s4 s5'),
    },
    {
      name: 'a hash under another number is not taken',
      journal: five,
      got: got([4, 's5', 0]),
      have: [],
      named: named(''),
    },
    {
      name: 'the enrollment receipt names nothing',
      journal: five,
      got: [],
      have: rows([0, 0, 's0']),
      named: named(''),
    },
  ]
}

function besideTheChain() {
  return [
    {
      name: 'a got entry of the side names only itself',
      journal: forked,
      got: got([4, 'b4', 1]),
      have: rows([1, 2, 's2']),
      named: named('s1 s2', 'b4'),
    },
    {
      name: 'attack 10: a branch beside the chain',
      journal: forked,
      got: [],
      have: rows([1, 9, 'x9']),
      side: rows([3, 5, 'b5']),
      named: named('', 'b3 b4 b5'),
    },
    {
      name: 'a branch ends where its row starts',
      journal: forked,
      got: [],
      have: rows([1, 2, 's2']),
      side: rows([4, 5, 'b5']),
      named: named('s1 s2', 'b4 b5'),
    },
  ]
}

function journalOf(chain: string) {
  const names = ['s0', ...chain.split(' < ')]
  return names.slice(1).map((name, at) => {
    return { name, seq: at + 1, hash: hashOfText(name), prev: hashOfText(names[at] ?? '') }
  })
}

function rows(...given: readonly [first: number, last: number, name: string][]) {
  return given.map(([first, last, name]) => [first, last, hashOfText(name)])
}

function got(...given: readonly [seq: number, name: string, place: 0 | 1][]) {
  return given.map(([seq, name, place]) => [seq, hashOfText(name), place])
}

function named(chain: string, side = '') {
  const hashes = (names: string) => (names === '' ? [] : names.split(' ').map(hashOfText))
  return { chain: hashes(chain), side: hashes(side) }
}
