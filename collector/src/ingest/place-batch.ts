/** Gives every statement of a batch its place, by one look-up for all numbers that may be taken. */
import type { ChainRow } from '../store/chain.ts'
import type { Tx } from '../store/database.ts'
import { findByNumber } from '../store/statement.ts'
import { type ChainInput, chainName } from './batch-input.ts'
import { applyBatch, type ChainBatch, numbersToFind } from './chain-batch.ts'
import { type ChainRows, stateOf } from './chain-row.ts'
import type { StoredLink } from './place.ts'

export interface ChainResult {
  readonly input: ChainInput
  readonly row: ChainRow
  readonly batch: ChainBatch
}

export async function placeBatch(
  tx: Tx,
  batch: { inputs: readonly ChainInput[]; rows: ChainRows; nowMs: number },
): Promise<readonly ChainResult[]> {
  const chains = batch.inputs.flatMap((input) => {
    const row = batch.rows.get(chainName(input.origin))
    return row ? [{ input, row, state: stateOf(row) }] : []
  })
  const numbers = chains.flatMap(({ input, state }) =>
    numbersToFind(state, input.arrived).map((seq) => ({ ...input.origin, seq })),
  )
  const found = new Map<string, Map<number, StoredLink[]>>()
  for (const row of await findByNumber(tx, numbers)) {
    const name = chainName({ gatewayId: row.gateway_id, epoch: row.epoch })
    const links = found.get(name) ?? new Map<number, StoredLink[]>()
    links.set(row.seq, [...(links.get(row.seq) ?? []), { hash: row.hash, isSide: row.is_side }])
    found.set(name, links)
  }
  return chains.map(({ input, row, state }) => {
    const known = found.get(chainName(input.origin)) ?? new Map()
    return { input, row, batch: applyBatch({ state, arrived: input.arrived, found: known, nowMs: batch.nowMs }) }
  })
}
