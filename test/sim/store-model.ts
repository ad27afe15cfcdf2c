/** The collector's database as a simulation has it: chains, statements and receipts in memory, changed a batch at a
 *  time and all or nothing. Copies are cheap, because rows never change once they are stored. */
import type { ChainInput } from '../../collector/src/ingest/batch-input.ts'
import type { ChainBatch } from '../../collector/src/ingest/chain-batch.ts'
import type { ChainState, StoredLink } from '../../collector/src/ingest/place.ts'
import type { SignedReceipt } from '../../collector/src/ingest/sign-receipt.ts'
import type { StatementRow } from '../../collector/src/store/statement.ts'

export type ChainModel = {
  readonly origin: ChainInput['origin']
  state: ChainState
  readonly rows: StatementRow[]
  readonly byNumber: Map<number, readonly StoredLink[]>
  newest: SignedReceipt | undefined
}

export type StoreModel = { restores: number; readonly chains: Map<string, ChainModel> }

/** A backup: what is stored in the copy later is not in the original, and the other way round. */
export function copyStore(store: StoreModel): StoreModel {
  const chains = [...store.chains].map(([name, chain]) => {
    const copy: ChainModel = { ...chain, rows: [...chain.rows], byNumber: new Map(chain.byNumber) }
    return [name, copy] as const
  })
  return { restores: store.restores, chains: new Map(chains) }
}

/** Writes one batch of one chain and the receipt that was signed for it. */
export function writeChain(chain: ChainModel, batch: ChainBatch, receipt: SignedReceipt): void {
  const { accountId, gatewayId, epoch } = chain.origin
  chain.state = batch.state
  chain.newest = receipt
  for (const { statement, isSide } of batch.stored) {
    const { seq, hash, kind, jws, isUnderstood } = statement
    chain.rows.push({
      ...{ account_id: accountId, gateway_id: gatewayId, epoch, seq, hash, kind, jws },
      arrived_at: receipt.t,
      serial: chain.rows.length + 1,
      is_side: isSide,
      code: isUnderstood ? null : 'NOT_UNDERSTOOD',
    })
    chain.byNumber.set(seq, [...(chain.byNumber.get(seq) ?? []), { hash, isSide }])
  }
}
