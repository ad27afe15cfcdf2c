/** Fixture: the API on a database of its own, with a clock that stands still until it is moved. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { pino } from 'pino'
import type { Clock, Random } from '../clock.ts'
import { jobs } from '../jobs/jobs.ts'
import type { JobPorts } from '../jobs/job.ts'
import { runDue } from '../jobs/run-due.ts'
import type { PrivateKey } from '../keys/key-file.ts'
import { signersFor } from '../keys/signer.ts'
import type { Log } from '../log.ts'
import { nodeCrypto } from '../node-crypto.ts'
import { acrossAccounts } from '../store/database.ts'
import { openTestDatabase, type TestDatabase, type TestHandle } from '../store/testing.ts'
import type { Api, ApiDeps } from './api.ts'
import { buildServer } from './server.ts'
import { createToken, type NewToken } from './create-token.ts'

export type TestClock = Clock & { set(ms: number): void }

/** A clock at `ms`; `after` runs nothing. */
export function stillClock(ms: number): TestClock {
  let now = ms
  return {
    wallMs: () => now,
    monoMs: () => now,
    after: () => () => undefined,
    set(to) {
      now = to
    },
  }
}

/** Random bytes that are the same in every run (xorshift32). */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0 || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  return { bytes: (count) => Uint8Array.from({ length: count }, () => next() & 255), unit: () => next() / 2 ** 32 }
}

export function newPrivateKey(): PrivateKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { x } = privateKey.export({ format: 'jwk' })
  const key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return { key, publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')) }
}

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown
  /** The member at a JSON pointer, as text: textAt('/items/0/token'). */
  textAt(pointer: string): string
  /** The list at a JSON pointer. */
  rowsAt(pointer: string): readonly Readonly<Record<string, unknown>>[]
}

export type Asked = {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly remoteAddress?: string
}

export type TestApi = {
  readonly api: Api
  readonly db: TestDatabase
  readonly deps: ApiDeps
  readonly clock: TestClock
  readonly opsToken: string
  /** `ask('GET /v1/me', { token })` */
  ask(route: string, asked?: Asked): Promise<Answer>
  tokenFor(asked: NewToken): Promise<string>
}

/** The API as production builds it, answers held to their schemas; closed and dropped at the end of `t`. */
export async function openTestApi(t: TestHandle, given: Partial<ApiDeps> = {}): Promise<TestApi> {
  const db = await openTestDatabase(t)
  const clock = stillClock(Date.parse('2027-04-01T12:00:00Z'))
  const random = seededRandom()
  const deps: ApiDeps = {
    store: db.store,
    clock,
    random,
    crypto: nodeCrypto,
    signers: signersFor({ receipt: newPrivateKey(), billing: newPrivateKey() }, nodeCrypto),
    log: pino({ level: process.env['CAMTALLY_TEST_LOG'] ?? 'silent' }),
    mqtt: () => ({ url: 'mqtt://127.0.0.1:1883', protocolVersion: 4 }),
    notReady: () => [],
    metrics: { contentType: 'text/plain', text: async () => '' },
    trustProxy: false,
    jobs: () => ({
      list: jobs,
      run: (wish = {}) => runDue(testJobPorts(deps), jobs, { asOf: clock.wallMs(), ...wish }),
    }),
    enrollmentsPerMinute: 1000,
    checkAnswers: true,
    ...given,
  }
  const api = await buildServer(deps)
  t.teardown(() => api.close())
  const tokenFor = async (asked: NewToken) =>
    (await acrossAccounts(db.store, (tx) => createToken(tx, deps, asked))).token
  const opsToken = await tokenFor({ role: 'ops', name: 'test' })
  return { api, db, deps, clock, opsToken, tokenFor, ask: (route, asked) => ask(api, route, asked) }
}

const testSeller = { name: 'Seller', address: ['1 Street', 'Town'], taxIds: [], dueInDays: 14 }

/** What jobs are given in a test: gateways are silent, nothing is published. */
export function testJobPorts({ store, clock, random, signers, log }: ApiDeps): JobPorts {
  const nothing = async () => undefined
  return { store, clock, random, signers, log: log as Log, seller: testSeller, settle: nothing, publish: nothing }
}

async function ask(api: Api, route: string, asked: Asked = {}): Promise<Answer> {
  const [method = '', url = ''] = route.split(' ')
  const answer = await api.inject({
    method: method as 'GET',
    url,
    headers: { ...(asked.token ? { authorization: `Bearer ${asked.token}` } : {}), ...asked.headers },
    ...(asked.body === undefined ? {} : { payload: asked.body as object }),
    ...(asked.remoteAddress === undefined ? {} : { remoteAddress: asked.remoteAddress }),
  })
  const isJson = /json/.test(String(answer.headers['content-type'] ?? '')) && answer.body !== ''
  const json: unknown = isJson ? answer.json() : undefined
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    json,
    textAt: (pointer) => String(memberAt(json, pointer)),
    rowsAt: (pointer) => memberAt(json, pointer) as readonly Readonly<Record<string, unknown>>[],
  }
}

function memberAt(json: unknown, pointer: string): unknown {
  let value = json
  for (const name of pointer.split('/').slice(1)) value = Object(value)[name]
  return value
}
