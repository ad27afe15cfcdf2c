/** The transaction that everything else leads to: store the statements of a batch, advance their chains, sign and store
 *  their receipts. Only after its commit does a receipt leave; what fails before gets none, and comes again. */
import { ensureChains, lockChains } from '../store/chain.ts'
import { acrossAccounts, type Store, type Tx } from '../store/database.ts'
import { shareArrivalFence } from '../store/receipt.ts'
import { type ChainInput, chainName } from './batch-input.ts'
import { byChainName, type ChainRows, newestReceiptTimes } from './chain-row.ts'
import { placeBatch } from './place-batch.ts'
import { type SignPorts, signBatch } from './sign-batch.ts'
import { type WrittenBatch, writeBatch } from './write-batch.ts'

export interface StoreBatchPorts extends SignPorts {
  readonly store: Store
  readonly wallMs: () => number
}

export interface BatchOutcome extends WrittenBatch {
  /** Gateways whose newest receipt is ahead of our clock: nothing of theirs was stored (protocol 3). */
  readonly behind: readonly string[]
}

/** Stores one batch. @throws what the database throws; then nothing of it is stored and nothing may be published */
export function storeBatch(ports: StoreBatchPorts, inputs: readonly ChainInput[]): Promise<BatchOutcome> {
  return acrossAccounts(ports.store, async (tx) => {
    const fence = await shareArrivalFence(tx)
    const rows = await lockRows(tx, inputs)
    const nowMs = ports.wallMs()
    const times = newestReceiptTimes(rows, fence)
    const isReady = ({ origin }: ChainInput) => times(origin.gatewayId) <= nowMs + aheadMaxMs
    const results = await placeBatch(tx, { inputs: inputs.filter(isReady), rows, nowMs })
    const receipts = await signBatch(tx, ports, { results, times, nowMs })
    const behind = inputs.filter((input) => !isReady(input)).map(({ origin }) => origin.gatewayId)
    return { ...(await writeBatch(tx, { results, receipts })), behind }
  })
}

/** A receipt may be this much ahead of our clock: many in one millisecond, and collectors that differ a little. */
const aheadMaxMs = 5_000

async function lockRows(tx: Tx, inputs: readonly ChainInput[]): Promise<ChainRows> {
  const gatewayIds = [...new Set(inputs.map(({ origin }) => origin.gatewayId))].sort()
  const rows = byChainName(await lockChains(tx, gatewayIds))
  const missing = inputs.map(({ origin }) => origin).filter((origin) => !rows.has(chainName(origin)))
  if (missing.length === 0) return rows
  await ensureChains(tx, missing)
  return byChainName(await lockChains(tx, gatewayIds))
}
