/** The chain's row as the pure files see it, and back. */
import type { ChainRow } from '../store/chain.ts'
import type { RunRow } from '../store/schema-statement.ts'
import { chainName } from './batch-input.ts'
import type { ChainState, Run } from './place.ts'

/** Locked rows of every epoch of the gateways of a batch, by chainName. */
export type ChainRows = ReadonlyMap<string, ChainRow>

export function byChainName(rows: readonly ChainRow[]): ChainRows {
  return new Map(rows.map((row) => [chainName({ gatewayId: row.gateway_id, epoch: row.epoch }), row]))
}

/** t of each gateway's newest receipt, and never below the fence. Over all its epochs: t grows from receipt to receipt
 *  of a gateway, whatever chain they are of. */
export function newestReceiptTimes(rows: ChainRows, fence: number): (gatewayId: string) => number {
  const times = new Map<string, number>()
  for (const { gateway_id, receipt_at } of rows.values())
    times.set(gateway_id, Math.max(times.get(gateway_id) ?? fence, receipt_at))
  return (gatewayId) => times.get(gatewayId) ?? fence
}

export function stateOf(row: ChainRow): ChainState {
  return { enrolled: row.enrolled ?? undefined, runs: row.runs.map(fromRow), sides: row.sides.map(fromRow) }
}

function fromRow([first, last, lastHash, firstPrev, openedAt, grewAt]: RunRow): Run {
  return { first, last, lastHash, firstPrev, openedAt, grewAt }
}

export function toRow(run: Run): RunRow {
  return [run.first, run.last, run.lastHash, run.firstPrev, run.openedAt, run.grewAt]
}
