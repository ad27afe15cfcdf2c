/** Builds ledger.json: entries as exact bytes, heads and rows of closes. Digests are Node's, not ours. */

import { createHash } from 'node:crypto'
import { encodeBase64url } from '../base64url.ts'
import { type CloseHead, type CloseRow, encodeCloseHead, encodeCloseRow } from '../close.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import { GATEWAY, hashOfText } from './enrollment-examples.ts'
import { keyOfName } from './statement-examples.ts'

const LEDGER_ID = encodeBase64url(new Uint8Array(16).fill(3))
const DAY = { day: '2025-02-19', from: 28_998_720, to: 29_000_160 }

export function ledgerVectors() {
  const row = encodeCloseRow(exampleRow)
  const head = encodeCloseHead({ ...exampleHead, rows: [[GATEWAY, 1, sha256(row)]] })
  const account = '{"accountId":"acc_234567abcdef"}'
  const first = entryOf({ k: 'account', t: 1_739_900_000_000, n: 1, p: 'A'.repeat(43) }, encodeUtf8(account))
  const close = entryOf({ k: 'dayClose', t: 1_740_100_000_000, n: 2, p: sha256(encodeUtf8(first.entry)) }, head)
  return {
    about: [
      'Ledger entries and closes (SPEC.md 12, 13). entries: the exact bytes, their hash, and the document ',
      'and salt behind `d`; each `p` is the hash of the entry before. close: the head is the document of ',
      'the second entry, the row is named in the head by its hash. invalid: refused with the code of its ',
      'list.',
    ].join(''),
    entries: [
      { ...first, document: account },
      { ...close, document: decodeUtf8(head) },
    ],
    close: { head: decodeUtf8(head), row: decodeUtf8(row) },
    invalidEntries: entryFaults(close.entry),
    invalidHeads: headFaults(decodeUtf8(head)),
    invalidRows: rowFaults(decodeUtf8(row)),
  }
}

// The front camera's key is the smaller one, so it stands first.
const YARD = keyOfName('yard address')
const FRONT = keyOfName('front mac')

const exampleRow: CloseRow = {
  gw: GATEWAY,
  ep: 1,
  cover: '1280-1289',
  said: [
    [FRONT, '1280-1289'],
    [YARD, '1280-1284'],
  ],
  uncounted: [['', 'INVENTORY_MISSING', '1290-1294']],
  excluded: [[FRONT, 2, '1285']],
  joined: [],
  have: [[1, 9, hashOfText('s9')]],
  side: [],
  final: 0,
}

const exampleHead: CloseHead = {
  v: 1,
  ...DAY,
  at: 1_740_099_900_000,
  rules: hashOfText('the rate card'),
  count: 1,
  cameras: [
    [FRONT, '1280-1284,1286-1289', 1],
    [YARD, '1280-1284', 0],
  ],
  rows: [],
}

function entryOf(start: { k: string; t: number; n: number; p: string }, document: Uint8Array) {
  const salt = new Uint8Array(32).fill(start.n)
  const digest = createHash('sha256').update(salt).update(document).digest('base64url')
  const entry = `{"k":"${start.k}","t":${start.t},"a":"${LEDGER_ID}","n":${start.n},"p":"${start.p}","d":"${digest}"}`
  return { entry, hash: sha256(encodeUtf8(entry)), salt: encodeBase64url(salt) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

function entryFaults(entry: string) {
  return [
    { name: 'a space', entry: entry.replace(':', ': ') },
    { name: 'a line feed at the end', entry: `${entry}\n` },
    { name: 'members in another order', entry: entry.replace(/^\{("k":"[^"]*"),(.*)\}$/, '{$2,$1}') },
    { name: 'an escaped letter', entry: entry.replace('dayClose', 'day\\u0043lose') },
    { name: 'an unknown member', entry: entry.replace('}', ',"x":1}') },
    { name: 'a member missing', entry: entry.replace(/"n":2,/, '') },
    { name: 'an unknown kind', entry: entry.replace('dayClose', 'dayOpen') },
    { name: 'n 0', entry: entry.replace('"n":2', '"n":0') },
    { name: 'a number with a point', entry: entry.replace('"n":2', '"n":2.0') },
    { name: 'over 512 bytes', entry: entry.replace('}', ' '.repeat(512)) },
  ].map((fault) => ({ ...fault, code: 'ENTRY_SHAPE' }))
}

function headFaults(head: string) {
  return [
    { name: 'a day that is none', head: head.replace('2025-02-19', '2025-02-30'), code: 'CLOSE_SHAPE' },
    { name: 'a window that falls', head: head.replace('29000160', '28998719'), code: 'CLOSE_SHAPE' },
    {
      name: 'cameras that fall',
      head: head.replace(/("cameras":\[)(\[.*?\]),(\[.*?\])/, '$1$3,$2'),
      code: 'CLOSE_SHAPE',
    },
    { name: 'counted 2', head: head.replace(',1]', ',2]'), code: 'CLOSE_SHAPE' },
    {
      name: 'minutes spelled otherwise',
      head: head.replace('1280-1284,1286', '1280-1284,1285'),
      code: 'RANGES_SPELLING',
    },
    { name: 'of 0', head: head.replace(/\}$/, ',"of":0}'), code: 'CLOSE_SHAPE' },
  ]
}

function rowFaults(row: string) {
  return [
    { name: 'a code of nobody', row: row.replace('INVENTORY_MISSING', 'LOST'), code: 'CLOSE_SHAPE' },
    { name: 'said nothing', row: row.replace('"1280-1284"', '""'), code: 'CLOSE_SHAPE' },
    { name: 'number 0 in have', row: row.replace('[[1,9,', '[[0,9,'), code: 'CLOSE_SHAPE' },
    { name: 'final 2', row: row.replace('"final":0', '"final":2'), code: 'CLOSE_SHAPE' },
    { name: 'no cover', row: row.replace(/"cover":"[^"]*",/, ''), code: 'CLOSE_SHAPE' },
  ]
}
