/** Builds receipts.json: signed receipts, receipts with a fault, and what a receipt names in a journal. */

import { encodeBase64url } from '../base64url.ts'
import { encodeReceipt, type Receipt } from '../receipt.ts'
import { encodeStatement } from '../statement-encode.ts'
import { ENROLLMENT_RECEIPT, hashOfText, signReceipt } from './enrollment-examples.ts'
import { testKey } from './node-crypto.ts'
import { exampleStatements, signStatement } from './statement-examples.ts'

const chain = exampleStatements().map(({ statement }) => hashOfText(signStatement(encodeStatement(statement))))
const hashOf = (seq: number) => chain[seq - 1] ?? ''

/** Statements 1 to 5 of statements.json are stored. */
const plain: Receipt = {
  ...ENROLLMENT_RECEIPT,
  t: 1_740_000_301_000,
  got: [
    [4, hashOf(4), 0],
    [5, hashOf(5), 0],
  ],
  have: [[1, 5, hashOf(5)]],
}

export function receiptVectors() {
  return {
    about:
      'Receipts (SPEC.md 8). valid: opened as camtally-receipt+jws with `publicKey`; payload is the signed text. invalid: payloads refused with the code. named: an agent signed `journal` (seq, hash, prev); of it the receipt names `named`, each as stored in the chain or beside it.',
    publicKey: encodeBase64url(testKey('receipt key').publicKey),
    valid: validReceipts().map(({ name, receipt }) => {
      const payload = encodeReceipt(receipt)
      return { name, payload, compact: signReceipt(payload) }
    }),
    invalid: receiptFaults(),
    named: namedCases(),
  }
}

function validReceipts(): { name: string; receipt: Receipt }[] {
  const full: Receipt = {
    ...plain,
    t: 1_740_000_602_000,
    rs: 1,
    got: [
      [9, hashOf(9), 0],
      [8, hashOfText('another statement 8'), 1],
    ],
    have: [
      [1, 5, hashOf(5)],
      [7, 9, hashOf(9)],
    ],
    side: [[8, 8, hashOfText('another statement 8')]],
    cp: [12, hashOfText('root of 12')],
  }
  return [
    { name: 'one run', receipt: plain },
    { name: 'the enrollment receipt', receipt: ENROLLMENT_RECEIPT },
    { name: 'two runs, a branch and a checkpoint', receipt: full },
    { name: 'after a restore nothing is held', receipt: { ...plain, rs: 1, got: [], have: [] } },
  ]
}

function receiptFaults() {
  const good = encodeReceipt(plain)
  const row = JSON.stringify(plain.have[0])
  const faults: readonly [name: string, replace: string | RegExp, by: string, code: string][] = [
    ['v 2', '"v":1', '"v":2', 'RECEIPT_SHAPE'],
    ['an unknown key', '"rs"', '"x":1,"rs"', 'RECEIPT_SHAPE'],
    ['a key twice', '"rs":0', '"rs":0,"rs":0', 'JSON_DUPLICATE_KEY'],
    ['no t', /"t":[0-9]+,/, '', 'RECEIPT_SHAPE'],
    ['a place of 2', /,0\]\]/, ',2]]', 'RECEIPT_SHAPE'],
    ['rows that fall', `[${row}]`, `[[7,8,"${hashOfText('s8')}"],${row}]`, 'RECEIPT_SHAPE'],
    ['rows that overlap', `[${row}]`, `[${row},[5,8,"${hashOfText('s8')}"]]`, 'RECEIPT_SHAPE'],
    ['a row that ends before it starts', '[1,5,', '[6,5,', 'RECEIPT_SHAPE'],
    ['number 0 in a run', '[1,5,', '[0,5,', 'RECEIPT_SHAPE'],
    ['number 0 beside a run', `[${row}]`, `[[0,0,"${hashOfText('the proof')}"],${row}]`, 'RECEIPT_SHAPE'],
    ['side without a row', '"w":20', '"side":[],"w":20', 'RECEIPT_SHAPE'],
    ['w 0', '"w":20', '"w":0', 'RECEIPT_SHAPE'],
    ['w 1001', '"w":20', '"w":1001', 'RECEIPT_SHAPE'],
    ['n without its hash', /"n":\[3,"[^"]*"\]/, '"n":[3]', 'RECEIPT_SHAPE'],
  ]
  return faults.map(([name, replace, by, code]) => ({ name, payload: good.replace(replace, by), code }))
}

/** Statement `name` stands for its hash; s4 names s3 by `prev`, unless said otherwise. */
function journalOf(...names: readonly [name: string, seq: number, prev: string][]) {
  return names.map(([name, seq, prev]) => ({ name, seq, hash: hashOfText(name), prev: hashOfText(prev) }))
}

function namedCases() {
  const five = journalOf(['s1', 1, 'enrollment'], ['s2', 2, 's1'], ['s3', 3, 's2'], ['s4', 4, 's3'], ['s5', 5, 's4'])
  const forked = journalOf(['s1', 1, 'enrollment'], ['s2', 2, 's1'], ['b3', 3, 's2'], ['b4', 4, 'b3'], ['b5', 5, 'b4'])
  const rows = (...given: [number, number, string][]) => given.map(([a, b, name]) => [a, b, hashOfText(name)])
  const got = (...given: [number, string, 0 | 1][]) => given.map(([seq, name, place]) => [seq, hashOfText(name), place])
  const named = (chain: string[], side: string[] = []) => ({ chain: chain.map(hashOfText), side: side.map(hashOfText) })
  const all = ['s1', 's2', 's3', 's4', 's5']
  return [
    { name: 'the last of a row names the row', journal: five, got: [], have: rows([1, 5, 's5']), named: named(all) },
    {
      name: 'only inside its row',
      journal: five,
      got: [],
      have: rows([1, 2, 's2'], [4, 5, 's5']),
      named: named(['s1', 's2', 's4', 's5']),
    },
    {
      name: 'never by number: the row ends in a stranger',
      journal: five,
      got: [],
      have: rows([1, 5, 'x5']),
      named: named([]),
    },
    {
      name: 'a got entry of the chain names those before it in its row',
      journal: five,
      got: got([3, 's3', 0]),
      have: rows([1, 9, 'x9']),
      named: named(['s1', 's2', 's3']),
    },
    {
      name: 'a got entry without a row names itself',
      journal: five,
      got: got([3, 's3', 0]),
      have: [],
      named: named(['s3']),
    },
    {
      name: 'a got entry of the side names only itself',
      journal: forked,
      got: got([4, 'b4', 1]),
      have: rows([1, 2, 's2']),
      named: named(['s1', 's2'], ['b4']),
    },
    {
      name: 'attack 10: a branch beside the chain',
      journal: forked,
      got: [],
      have: rows([1, 9, 'x9']),
      side: rows([3, 5, 'b5']),
      named: named([], ['b3', 'b4', 'b5']),
    },
    {
      name: 'a branch ends where its row starts',
      journal: forked,
      got: [],
      have: rows([1, 2, 's2']),
      side: rows([4, 5, 'b5']),
      named: named(['s1', 's2'], ['b4', 'b5']),
    },
    {
      name: 'a statement that is lost from the journal ends the way down',
      journal: [five[0], ...five.slice(2)],
      got: [],
      have: rows([1, 5, 's5']),
      named: named(['s3', 's4', 's5']),
    },
    {
      name: 'a hash under another number is not taken',
      journal: five,
      got: got([4, 's5', 0]),
      have: [],
      named: named([]),
    },
    {
      name: 'the enrollment receipt names nothing',
      journal: five,
      got: [],
      have: [[0, 0, hashOfText('enrollment')]],
      named: named([]),
    },
  ]
}
