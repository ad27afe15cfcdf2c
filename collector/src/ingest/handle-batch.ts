/** One batch on its way: first what needs no lock, then the commit and everything that may only follow it. */
import { topicOf } from '@camtally/protocol'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ChainKey } from '../store/chain.ts'
import { acrossAccounts } from '../store/database.ts'
import { insertRefused } from '../store/refused.ts'
import { type Committed, commitBatch } from './commit-batch.ts'
import { storeInformation } from './information.ts'
import type { BrokerLink, Message } from './link.ts'
import type { IngestMetrics } from './metrics.ts'
import type { StoreBatchPorts } from './store-batch.ts'
import { type Refusal, type VerifiedBatch, verifyBatch } from './verify-batch.ts'
import type { VerifyPool } from './verify-pool.ts'

export interface BatchPorts extends StoreBatchPorts {
  readonly link: Pick<BrokerLink, 'publish'>
  readonly clock: Clock
  readonly pool: VerifyPool
  readonly log: Log
  readonly metrics: IngestMetrics
  /** Chains that have statements to project. */
  readonly onStored: (chains: readonly ChainKey[]) => void
}

/** Verifies the statements of a batch. What cannot even be looked up gets no receipt, and comes again. */
export async function prepareBatch(ports: BatchPorts, messages: readonly Message[]): Promise<VerifiedBatch> {
  const { log } = ports
  try {
    await keepInformation(
      ports,
      messages.filter(({ name }) => name !== 'statement'),
    )
    return await verifyBatch(
      ports,
      messages.filter(({ name }) => name === 'statement'),
    )
  } catch (err) {
    log.error({ event: 'batch.failed', messages: messages.length, err }, 'a batch was not verified; it comes again')
    return { chains: [], refused: [], later: [] }
  }
}

/** Stores what was verified, then publishes its receipts. */
export async function finishBatch(ports: BatchPorts, batch: VerifiedBatch): Promise<void> {
  const startedMs = ports.clock.monoMs()
  const committed = await commitBatch(ports, batch.chains)
  const tookMs = ports.clock.monoMs() - startedMs
  // Crash here: stored and not receipted. The statements come again and earn the receipt that was stored with them.
  report(ports, { committed, tookMs })
  for (const outcome of committed.outcomes) ports.onStored(outcome.chains)
  await publishReceipts(ports, committed)
  await keepRefused(ports, batch.refused)
}

/** Never in the way of a statement. */
async function keepInformation(ports: BatchPorts, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return
  try {
    await storeInformation(ports.store, messages, ports.wallMs())
  } catch (err) {
    ports.log.warn({ event: 'information.lost', messages: messages.length, err }, 'status or names were not kept')
  }
}

async function publishReceipts({ link, log }: BatchPorts, { outcomes }: Committed): Promise<void> {
  const receipts = outcomes.flatMap((outcome) => outcome.receipts)
  const sent = await Promise.allSettled(
    receipts.map((each) => link.publish(topicOf(each.gatewayId, 'receipt'), each.jws)),
  )
  const lost = sent.filter(({ status }) => status === 'rejected').length
  if (lost > 0) log.warn({ event: 'receipts.unsent', count: lost }, 'receipts stay stored; duplicates will earn them')
}

function report({ log, metrics }: BatchPorts, { committed, tookMs }: { committed: Committed; tookMs: number }): void {
  for (const { stored, uncounted, duplicates, dropped, forks, behind, newestT } of committed.outcomes) {
    metrics.committed(tookMs / 1000)
    metrics.count('stored', stored)
    metrics.count('uncounted', uncounted)
    metrics.count('duplicate', duplicates)
    metrics.forked(forks.length)
    if (newestT > 0) metrics.receipted(newestT)
    log.info({ event: 'statement.stored', stored, uncounted, duplicates, dropped, tookMs }, 'statements stored')
    for (const { gatewayId, epoch, seq } of forks)
      log.warn({ event: 'fork.found', gatewayId, epoch, seq }, 'a branch opened beside a chain')
    if (behind.length > 0)
      log.error(
        { event: 'clock.behindReceipts', gateways: behind.length },
        'our clock is behind receipts stored before',
      )
  }
  for (const { chain, error: err } of committed.failed) {
    const { gatewayId, epoch } = chain.origin
    log.error({ event: 'batch.failed', gatewayId, epoch, err }, 'statements were not stored; they come again')
  }
}

/** Counted and logged once a batch; the lists of the gateways take the newest of each. */
async function keepRefused({ store, log, metrics, wallMs }: BatchPorts, refused: readonly Refusal[]): Promise<void> {
  if (refused.length === 0) return
  metrics.count('refused', refused.length)
  const codes = Object.fromEntries(
    [...Map.groupBy(refused, ({ code }) => code)].map(([code, all]) => [code, all.length]),
  )
  log.warn({ event: 'statement.refused', codes, gateways: new Set(refused.map((r) => r.gatewayId)).size }, 'refused')
  const rows = refused.flatMap(({ accountId, gatewayId, code, hash, sizeBytes }) =>
    accountId === undefined
      ? []
      : [{ account_id: accountId, gateway_id: gatewayId, refused_at: wallMs(), code, hash, size_bytes: sizeBytes }],
  )
  try {
    await acrossAccounts(store, (tx) => insertRefused(tx, rows))
  } catch (err) {
    log.error({ event: 'batch.failed', refused: rows.length, err }, 'refused messages were not listed')
  }
}
