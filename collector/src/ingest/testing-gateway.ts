/** Fixture: gateways with keys of their own that sign as an agent does, an account to enroll them in, and ingest behind
 *  a link held in the hand. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { encodeStatement, type GatewayId, hashOf, newId, type Statement, signJws, thumbprint } from '@camtally/protocol'
import { nodeCrypto } from '../node-crypto.ts'
import { insertAccount, insertSite } from '../store/account.ts'
import { insertChain } from '../store/chain.ts'
import { acrossAccounts, type Store } from '../store/database.ts'
import { insertGateway, insertGatewayKey, updateGateway } from '../store/gateway.ts'
import { appendEntry } from '../store/ledger.ts'

/** 2027-04-01T12:00:00Z */
export const noonMs = Date.UTC(2027, 3, 1, 12)
export const noonMinute = noonMs / 60_000

export interface TestGateway {
  readonly accountId: string
  readonly id: GatewayId
  readonly password: string
  readonly kid: string
  /** The next statement of its chain, signed: common members are filled in. */
  next(statement: Body): Signed
  /** The same at a place of its own, for forks and faults. */
  at(place: { seq: number; prev: string }, statement: Body): Signed
  /** Any payload and header under its key. */
  signText(payload: string, header?: string): string
  /** Goes on from here, as a restored snapshot does. */
  restore(to: { seq: number; hash: string }): void
}

export interface Signed {
  readonly seq: number
  readonly hash: string
  readonly jws: string
}

type Common = 'v' | 'gw' | 'ep' | 'seq' | 'prev' | 'boot' | 'bid' | 'mono' | 'ts' | 'rc' | 'ag'
type WithoutCommon<S> = S extends Statement ? Omit<S, Common> : never
export type Body = WithoutCommon<Statement>

/** An inventory of these rows of one-letter names. */
export function inventory(...rows: readonly string[][]): Extract<Body, { kind: 'inventory' }> {
  const cams = rows.map((keys) => ({ keys: keys.map(cameraKey), src: 'rtsp' }))
  return { kind: 'inventory', cams, ck: 'AAAAAAAAAAA', cfg: 'AAAAAAAAAAA' }
}

/** 22 characters that begin with the name: cameraKey('b') sorts after cameraKey('a'). */
export function cameraKey(name: string): string {
  return `${name}${'A'.repeat(22 - name.length)}`
}

/** Account and site, with the ledger entry that every account begins with. */
export async function createAccount(store: Store, { withLedger = true } = {}): Promise<string> {
  const accountId = newId('acc', randomBytes(12))
  const ledgerId = randomBytes(16).toString('base64url')
  await acrossAccounts(store, async (tx) => {
    const money = { time_zone: 'Europe/Berlin', currency: 'EUR' }
    await insertAccount(tx, {
      account_id: accountId,
      ledger_id: ledgerId,
      name: 'A',
      ...money,
      created_at: 1,
      ended_at: null,
    })
    await insertSite(tx, { account_id: accountId, site_id: siteOf(accountId), name: 'S', created_at: 1 })
    if (withLedger)
      await appendEntry(tx, { accountId, ledgerId, kind: 'account', at: 1, document: '{}', salt: randomBytes(32) })
  })
  return accountId
}

/** A gateway with its key recorded as enrollment does. */
export async function enrollGateway(store: Store, accountId: string): Promise<TestGateway> {
  const id = newId('gw', randomBytes(12))
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url'))
  const password = randomBytes(32).toString('base64url')
  const enrolled = createHash('sha256').update(id).digest('base64url')
  const kid = thumbprint(publicKey, nodeCrypto)
  await acrossAccounts(store, async (tx) => {
    await insertGateway(tx, { accountId, gatewayId: id, siteId: siteOf(accountId), name: 'G', createdAt: 1 })
    const hash = createHash('sha256').update(password).digest('base64url')
    await updateGateway(tx, { accountId, gatewayId: id }, { epoch: 1, password_hash: hash })
    const key = { account_id: accountId, gateway_id: id, epoch: 1, kid, public_key: publicKey }
    await insertGatewayKey(tx, { ...key, from_at: 1, revoked_at: null })
    await insertChain(tx, { accountId, gatewayId: id, epoch: 1 }, { enrolled, receiptAt: 1 })
  })
  return gatewayWith({ accountId, id, password, kid, privateKey, enrolled })
}

interface Identity {
  readonly accountId: string
  readonly id: GatewayId
  readonly password: string
  readonly kid: string
  readonly privateKey: KeyObject
  readonly enrolled: string
}

function gatewayWith({ accountId, id, password, kid, privateKey, enrolled }: Identity): TestGateway {
  let head = { seq: 0, hash: enrolled }
  const signBytes = (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey))
  function at({ seq, prev }: { seq: number; prev: string }, body: Body): Signed {
    const zero = 'A'.repeat(42)
    const common = {
      v: 1,
      gw: id,
      ep: 1,
      seq,
      prev,
      boot: 1,
      bid: 'AAAAAAAAAAA',
      mono: seq,
      ts: noonMs,
      rc: `${zero}A`,
      ag: '1',
    } as const
    const payload = encodeStatement({ ...common, ...body })
    const jws = signJws({ typ: 'camtally-statement+jws', kid, payload }, signBytes)
    return { seq, jws, hash: hashOf(jws, nodeCrypto) }
  }
  return {
    ...{ accountId, id, password, kid, at },
    next(body) {
      const signed = at({ seq: head.seq + 1, prev: head.hash }, body)
      head = signed
      return signed
    },
    restore(to) {
      head = to
    },
    signText(payload, header = `{"alg":"EdDSA","kid":"${kid}","typ":"camtally-statement+jws"}`) {
      const signed = `${Buffer.from(header).toString('base64url')}.${Buffer.from(payload).toString('base64url')}`
      return `${signed}.${Buffer.from(signBytes(Buffer.from(signed))).toString('base64url')}`
    },
  }
}

function siteOf(accountId: string): string {
  return accountId.replace('acc_', 'site_')
}
