/** Builds receipts.json: signed receipts, receipts with a fault, and what a receipt names in a journal. */

import { encodeBase64url } from '../base64url.ts'
import { encodeReceipt, type Receipt } from '../receipt.ts'
import { encodeStatement } from '../statement-encode.ts'
import { ENROLLMENT_RECEIPT, hashOfText, signReceipt } from './enrollment-examples.ts'
import { namedCases } from './named-examples.ts'
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
    about: [
      'Receipts (SPEC.md 8). valid: opened as camtally-receipt+jws with `publicKey`; payload is the signed ',
      'text. invalid: payloads refused with the code. named: an agent signed `journal` (seq, hash, prev); ',
      'of it the receipt names `named`, each as stored in the chain or beside it.',
    ].join(''),
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
