/** `make bench`: speed as ratios within one run, because machines differ and this one is shared. Each figure stands
 *  beside a bare one: a statement opened beside Node's bare Ed25519, that beside OpenSSL's own, a scenario billed
 *  beside its parsing. Prints a table and writes bench-out.json. docs/performance.md says how to read it. */
import { spawnSync } from 'node:child_process'
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import {
  type Crypto,
  encodeBase64url,
  encodeStatement,
  openStatement,
  parseStatement,
  type Statement,
  signJws,
  thumbprint,
} from '@camtally/protocol'
import { parseScenario } from '../../collector/src/domain/rehearsal/scenario-parse.ts'
import { rehearse } from '../../collector/src/domain/rehearsal/rehearse.ts'

const secondsEach = 2
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const rawKey = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
const spki = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }))
const crypto: Crypto = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verify: (_, message, signature) => verify(null, message, spki, signature),
}
const kid = thumbprint(rawKey, crypto)
const payload = encodeStatement(heartbeatOf16())
const compact = signJws(
  { typ: 'camtally-statement+jws', kid, payload },
  (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
)
const message = new TextEncoder().encode(compact.slice(0, compact.lastIndexOf('.')))
const signature = new Uint8Array(Buffer.from(compact.slice(compact.lastIndexOf('.') + 1), 'base64url'))
const payloadBytes = new TextEncoder().encode(payload)
const expected = { gw: 'gw_abcdefghijkl' as const, findKey: () => ({ publicKey: rawKey, ep: 1 }) }
const scenarioText = readFileSync('testdata/scenarios/G03.json', 'utf8')
const scenario = parseScenario(scenarioText)

const perSecond = {
  opensslVerify: opensslVerifies(),
  nodeVerify: rateOf(() => verify(null, message, spki, signature)),
  statementParsed: rateOf(() => parseStatement(payloadBytes)),
  statementOpened: rateOf(() => openStatement(compact, expected, crypto)),
  scenarioParsed: rateOf(() => parseScenario(scenarioText)),
  scenarioBilled: rateOf(() => rehearse(scenario)),
}
const ratios = {
  'node verify / openssl verify, one core': perSecond.nodeVerify / perSecond.opensslVerify,
  'statement opened / node verify': perSecond.statementOpened / perSecond.nodeVerify,
  'statement parsed / node verify': perSecond.statementParsed / perSecond.nodeVerify,
  'scenario billed / scenario parsed': perSecond.scenarioBilled / perSecond.scenarioParsed,
}
const machine = { cores: availableParallelism(), node: process.version }
for (const [name, rate] of Object.entries(perSecond)) console.log(`${name.padEnd(42)}${Math.round(rate)} /s`)
for (const [name, ratio] of Object.entries(ratios)) console.log(`${name.padEnd(42)}${ratio.toFixed(3)}`)
writeFileSync(
  'bench-out.json',
  `${JSON.stringify({ machine, bytes: compact.length, perSecond, ratios }, undefined, 2)}\n`,
)

/** Best of three runs, in calls a second: noise only ever makes a run slower. */
function rateOf(run: () => unknown): number {
  const rates = [0, 1, 2].map(() => {
    const endMs = performance.now() + (secondsEach * 1000) / 3
    const startMs = performance.now()
    let calls = 0
    for (; performance.now() < endMs; calls += 1) run()
    return (calls * 1000) / (performance.now() - startMs)
  })
  return Math.max(...rates)
}

/** What OpenSSL itself reaches here on one core; NaN where there is no openssl. */
function opensslVerifies(): number {
  const run = spawnSync('openssl', ['speed', '-mr', '-seconds', String(secondsEach), 'ed25519'], { encoding: 'utf8' })
  const row = /^\+F\d+:\d+:253:Ed25519:[\d.]+:([\d.]+)/m.exec(run.stdout ?? '')
  return row?.[1] ? Number(row[1]) : Number.NaN
}

/** A heartbeat of 5 minutes and 16 cameras, one of which flapped. */
function heartbeatOf16(): Statement {
  const hash = encodeBase64url(crypto.sha256(new Uint8Array(1)))
  const head = {
    v: 1,
    kind: 'heartbeat',
    gw: 'gw_abcdefghijkl',
    ep: 1,
    seq: 9,
    prev: hash,
    boot: 1,
    bid: 'AAAAAAAAAAA',
  } as const
  const said = {
    inv: hash,
    m: 30_000_000,
    n: 5,
    on: [
      [7, 3, '15'],
      [31, 3, '0-14'],
    ],
  } as const
  return { ...head, mono: 1000, ts: 1_800_000_000_000, rc: hash, ag: '0.1.0', ...said } as Statement
}
