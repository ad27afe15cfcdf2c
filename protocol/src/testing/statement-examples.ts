/** The statements that the vectors sign: a short chain of every kind, and payloads with one fault each. */

import { encodeBase64url } from '../base64url.ts'
import type { Statement, StatementBase } from '../statement.ts'
import { encodeStatement } from '../statement-encode.ts'
import { encodeUtf8 } from '../utf8.ts'
import { ENROLLMENT_RECEIPT_HASH, GATEWAY, GATEWAY_KEY, hashOfText } from './enrollment-examples.ts'
import { nodeCrypto, testKey } from './node-crypto.ts'
import { compactOf } from './vector-keys.ts'

export interface Example {
  readonly name: string
  readonly statement: Statement
  /** understood or NOT_UNDERSTOOD */
  readonly outcome: string
}

/** A camera key, made from a name. */
export function keyOfName(name: string): string {
  return encodeBase64url(nodeCrypto.sha256(encodeUtf8(name)).subarray(0, 16))
}

const START_MS = 1_740_000_000_000

/** One statement of each kind, in one chain whose links are right; statement 1 follows an enrollment receipt. */
export function exampleStatements(): Example[] {
  let prev = ENROLLMENT_RECEIPT_HASH
  let inv = ''
  return [...firstLight(), ...specifiedOnly()].map((example) => {
    const statement = link(example.statement, prev, inv)
    prev = hashOfText(signStatement(encodeStatement(statement)))
    if (statement.kind === 'inventory') inv = prev
    return { ...example, statement }
  })
}

/** A payload signed as a statement, whatever it says. */
export function signStatement(payload: string): string {
  return compactOf(`{"alg":"EdDSA","kid":"${GATEWAY_KEY.kid}","typ":"camtally-statement+jws"}`, payload, GATEWAY_KEY)
}

function link(statement: Statement, prev: string, inv: string): Statement {
  if (statement.kind === 'heartbeat') return { ...statement, prev, inv }
  if (statement.kind !== 'rotate') return { ...statement, prev }
  const { gw, ep, seq } = statement
  const pop = testKey('second').sign(encodeUtf8(`camtally-rotate\n${gw}\n${ep}\n${seq}\n${prev}`))
  return { ...statement, prev, pop: encodeBase64url(pop) }
}

function base(seq: number): StatementBase {
  return {
    v: 1,
    gw: GATEWAY,
    ep: 1,
    seq,
    prev: '',
    boot: 1,
    bid: 'AQIDBAUGBwg',
    mono: seq * 60_000,
    ts: START_MS + seq * 60_000,
    rc: ENROLLMENT_RECEIPT_HASH,
    ag: '0.1.0',
  }
}

function firstLight(): Example[] {
  const front = { keys: [keyOfName('front mac'), keyOfName('front address')], src: 'rtsp' }
  const yard = { keys: [keyOfName('yard address')], src: 'rtsp' }
  const heartbeat = { kind: 'heartbeat', inv: '', m: 29_000_000, n: 5 } as const
  const inventory = { kind: 'inventory', cams: [front, yard], ck: 'AAECAwQFBgc', cfg: 'CAkKCwwNDg8' } as const
  const outcome = 'understood'
  const gap = { kind: 'gap', m: 28_999_900, n: 100, why: 'clock' } as const
  return [
    { name: 'boot', statement: { ...base(1), kind: 'boot', why: 'first' }, outcome },
    { name: 'gap', statement: { ...base(2), ...gap }, outcome },
    { name: 'inventory, part 1 of 2', statement: { ...base(3), ...inventory, cams: [front], part: [1, 2] }, outcome },
    { name: 'inventory, part 2 of 2', statement: { ...base(4), ...inventory, cams: [yard], part: [2, 2] }, outcome },
    { name: 'heartbeat', statement: { ...base(5), ...heartbeat, on: [[31, 3, '0-1']] }, outcome },
    { name: 'inventory', statement: { ...base(6), ...inventory }, outcome },
    {
      name: 'heartbeat with a blind camera',
      statement: {
        ...base(7),
        ...heartbeat,
        m: 29_000_005,
        on: [
          [3, 2, '1'],
          [31, 4, '0'],
        ],
        blind: [[28, '1']],
      },
      outcome,
    },
    { name: 'heartbeat of no camera', statement: { ...base(8), ...heartbeat, m: 29_000_010, n: 1, on: [] }, outcome },
    { name: 'inventory of no camera', statement: { ...base(9), ...inventory, cams: [] }, outcome },
  ]
}

function specifiedOnly(): Example[] {
  const next = testKey('second')
  const agree = { kind: 'agree', day: '2025-02-19', close: hashOfText('a close message') } as const
  const diff = [['said', keyOfName('yard address'), '0-4']] as const
  const outcome = 'NOT_UNDERSTOOD'
  return [
    {
      name: 'rotate',
      statement: { ...base(10), kind: 'rotate', key: encodeBase64url(next.publicKey), pop: '' },
      outcome,
    },
    { name: 'agree', statement: { ...base(11), ...agree, ok: 1 }, outcome },
    { name: 'agree that differs', statement: { ...base(12), ...agree, ok: 0, diff }, outcome },
    { name: 'retire', statement: { ...base(13), kind: 'retire' }, outcome },
  ]
}
