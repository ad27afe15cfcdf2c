/** Builds statements.json: signed statements of every kind, and what a reader must make of each fault. */

import { encodeBase64url } from '../base64url.ts'
import type { Statement } from '../statement.ts'
import { encodeStatement } from '../statement-encode.ts'
import { GATEWAY, GATEWAY_KEY, hashOfText } from './enrollment-examples.ts'
import { exampleStatements, keyOfName, signStatement } from './statement-examples.ts'
import { payloadFaults } from './statement-faults.ts'

export function statementVectors() {
  const chain = exampleStatements()
  const faults = payloadFaults()
  return {
    about: [
      'Statements (SPEC.md 5, 6), opened for gateway `gateway` with the one recorded key, which is of epoch ',
      '1. outcome: understood (payload is the signed text), NOT_UNDERSTOOD (stored, uncounted) or refused. ',
      '`code` is how we name the fault; another reader may name it otherwise, the outcome is binding. ',
      'counts: what the heartbeats of the chain say of that UTC day, by first camera key, and the minutes ',
      'they cover, as minutes of the day.',
    ].join(''),
    gateway: GATEWAY,
    publicKey: encodeBase64url(GATEWAY_KEY.publicKey),
    epoch: 1,
    chain: chain.map(({ name, statement, outcome }) => signed(name, encodeStatement(statement), { outcome })),
    counts: chainCounts(),
    faults: faults.map(({ name, payload, outcome, code }) => signed(name, payload, { outcome, code })),
    foreign: foreignStatements(),
  }
}

/**
 * By hand: heartbeats 5 and 7 say front 1280-1289, yard 1280-1286 and then blind; heartbeat 8 says no camera in 1290.
 */
function chainCounts() {
  return {
    utcDay: 20_138,
    said: [
      [keyOfName('front mac'), '1280-1289'],
      [keyOfName('yard address'), '1280-1286'],
    ],
    cover: '1280-1286,1290',
  }
}

/** Authentic statements in the wrong place. */
function foreignStatements() {
  const [boot] = exampleStatements()
  if (boot === undefined) return []
  const other: Statement = { ...boot.statement, gw: 'gw_otherotherot' }
  const later: Statement = { ...boot.statement, ep: 2 }
  return [
    signed('attack 9: another gateway than the topic', encodeStatement(other), {
      outcome: 'refused',
      code: 'STATEMENT_GATEWAY',
    }),
    signed('a key of epoch 1 signs for epoch 2', encodeStatement(later), {
      outcome: 'refused',
      code: 'STATEMENT_EPOCH',
    }),
  ]
}

function signed(name: string, payload: string, end: { outcome: string; code?: string }) {
  const compact = signStatement(payload)
  return { name, payload, compact, hash: hashOfText(compact), ...end }
}
