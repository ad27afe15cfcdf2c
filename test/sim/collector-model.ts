/** A collector in a simulation: the broker's messages in, batches stored, receipts out, by the decisions of the real
 *  one (verify, applyBatch, haveRows, signReceipt); only its database and its loop are a model. */
import { type GatewayId, RECEIPT_GOT_MAX, topicOf } from '@camtally/protocol'
import {
  applyBatch,
  type ArrivedStatement,
  type ChainBatch,
  numbersToFind,
} from '../../collector/src/ingest/chain-batch.ts'
import { newestNamesAll, type SignedReceipt, signReceipt } from '../../collector/src/ingest/sign-receipt.ts'
import { verifyArrival } from '../../collector/src/ingest/verify.ts'
import { nodeCrypto } from '../../collector/src/node-crypto.ts'
import { signJws } from '@camtally/protocol'
import type { VirtualClock } from '../../agent/src/core/virtual-clock.ts'
import { ACCOUNT, receiptKey, receiptKid, type SimGateway } from './identity-maker.ts'
import { type ChainModel, copyStore, type StoreModel, writeChain } from './store-model.ts'

export interface CollectorModel {
  /** A statement came from the broker. */
  take(gatewayId: GatewayId, jws: string): void
  /** Dies with what it has not stored. `isAfterCommit`: what came is stored, and no receipt of it leaves. */
  crash(isAfterCommit: boolean): void
  start(): void
  isUp(): boolean
  backup(): StoreModel
  /** Starts on a backup: one restore more, and a new receipt for each gateway. */
  startFrom(backup: StoreModel): void
  store(): StoreModel
  /** Messages that no key explains: none in a simulation. */
  refusedCount(): number
}

/** What came was signed in this very process; the half of the time that checking it takes goes into more seeds. */
const trusting = { sha256: nodeCrypto.sha256, verify: () => true }
/** Statements of this span share a batch, as in the real one. */
const GATHER_MS = 24

export function createCollectorModel(
  time: VirtualClock,
  gateways: readonly SimGateway[],
  publish: (topic: string, payload: string) => void,
): CollectorModel {
  let store: StoreModel = { restores: 0, chains: new Map(gateways.map((gateway) => [gateway.id, newChain(gateway)])) }
  let pending: { gatewayId: GatewayId; jws: string }[] = []
  let isUp = true
  let isMute = false
  // The ledger store is no part of the backup: what it counts never falls.
  let restores = 0
  let life = 0
  let refused = 0
  const keys = new Map(gateways.map(({ id, kid, publicKey }) => [id, [{ kid, epoch: 1, publicKey }]]))

  const work = () => {
    const batch = pending
    pending = []
    const byGateway = Map.groupBy(batch, ({ gatewayId }) => gatewayId)
    for (const [gatewayId, messages] of byGateway) {
      const arrived = messages.slice(0, RECEIPT_GOT_MAX).flatMap(({ jws }) => verified(gatewayId, jws))
      pending.push(...messages.slice(RECEIPT_GOT_MAX))
      const chain = store.chains.get(gatewayId)
      const answer = chain === undefined ? undefined : storeBatch(store, chain, { arrived, nowMs: time.wallMs() })
      if (answer !== undefined && !isMute) publish(topicOf(gatewayId, 'receipt'), answer)
    }
    if (pending.length > 0) arm()
  }
  const verified = (gatewayId: GatewayId, jws: string): ArrivedStatement[] => {
    const result = verifyArrival({ gatewayId, jws, keys: keys.get(gatewayId) ?? [] }, trusting)
    if ('authentic' in result) return [{ ...result.authentic, jws }]
    refused += 1
    return []
  }
  const arm = () => {
    const born = life
    time.after(GATHER_MS, () => {
      if (born === life && isUp) work()
    })
  }
  const republish = () => {
    for (const [id, { newest }] of store.chains) {
      if (newest !== undefined) publish(topicOf(id as GatewayId, 'receipt'), newest.jws)
    }
  }
  return {
    take(gatewayId, jws) {
      if (!isUp) return
      pending.push({ gatewayId, jws })
      if (pending.length === 1) arm()
    },
    crash(isAfterCommit) {
      isMute = true
      if (isAfterCommit && isUp) while (pending.length > 0) work()
      isMute = false
      pending = []
      isUp = false
      life += 1
    },
    start() {
      isUp = true
      republish()
    },
    isUp: () => isUp,
    backup: () => copyStore(store),
    startFrom(backup) {
      restores += 1
      store = copyStore(backup)
      store.restores = restores
      isUp = true
      for (const chain of store.chains.values()) chain.newest = receiptFor(store, chain, time.wallMs())
      republish()
    },
    store: () => store,
    refusedCount: () => refused,
  }
}

function newChain(gateway: SimGateway): ChainModel {
  const { id: gatewayId, kid: keyInForce } = gateway
  const origin = { accountId: ACCOUNT, gatewayId, epoch: 1, timeZone: 'Europe/Berlin', keyInForce }
  const state = { enrolled: gateway.enrolled, runs: [], sides: [] }
  return { origin, state, rows: [], byNumber: new Map(), newest: undefined }
}

/** Stores, signs, and answers what leaves after the commit: as store-batch.ts and sign-batch.ts do in a transaction. */
function storeBatch(
  store: StoreModel,
  chain: ChainModel,
  { arrived, nowMs }: { readonly arrived: readonly ArrivedStatement[]; readonly nowMs: number },
): string | undefined {
  const found = new Map(numbersToFind(chain.state, arrived).map((seq) => [seq, chain.byNumber.get(seq) ?? []]))
  const batch = applyBatch({ state: chain.state, arrived, found, nowMs })
  if (batch.got.length === 0) return undefined
  const { newest } = chain
  if (batch.stored.length === 0 && newest !== undefined && newestNamesAll(newest.jws, batch.got)) return newest.jws
  const receipt = signed(store, chain, { batch, nowMs })
  writeChain(chain, batch, receipt)
  return receipt.jws
}

function receiptFor(store: StoreModel, chain: ChainModel, nowMs: number): SignedReceipt {
  const batch = { state: chain.state, hasNewSides: false, stored: [], got: [], duplicates: 0, dropped: 0, forks: [] }
  return signed(store, chain, { batch, nowMs })
}

function signed(
  store: StoreModel,
  chain: ChainModel,
  { batch, nowMs }: { readonly batch: ChainBatch; readonly nowMs: number },
): SignedReceipt {
  const t = Math.max(Math.round(nowMs), (chain.newest?.t ?? 0) + 1)
  const ledger = { size: 1, restores: store.restores, head: { n: 1, hash: 'A'.repeat(43) } }
  return signReceipt(signer, { origin: chain.origin, batch, t, graceHours: 24, ledger })
}

const signer = {
  sign: (typ: 'camtally-receipt+jws', payload: string) => signJws({ typ, kid: receiptKid, payload }, receiptKey.sign),
}
