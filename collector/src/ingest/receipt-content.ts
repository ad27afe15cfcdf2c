/** What a receipt says of a chain: the runs and branches it has, and whether an earlier one already names a
 *  statement. */
import { compareRows, RECEIPT_HAVE_MAX, RECEIPT_SIDE_MAX, type Receipt, type RunRow } from '@camtally/protocol'
import type { ChainState, Run } from './place.ts'

/** The highest 64 runs, ascending. */
export function haveRows(state: ChainState): readonly RunRow[] {
  return state.runs.slice(-RECEIPT_HAVE_MAX).map(toRow)
}

/** The 20 branches that grew last, in the order of rows. */
export function sideRows(state: ChainState): readonly RunRow[] {
  const newest = [...state.sides].sort((a, b) => b.grewAt - a.grewAt).slice(0, RECEIPT_SIDE_MAX)
  return newest.map(toRow).sort(compareRows)
}

/** Whether a receipt names this hash by itself. What it names only through a gateway's own journal does not count here:
 *  a gateway that sends a statement again has said that it could not find it so. */
export function namesHash(receipt: Pick<Receipt, 'got' | 'have' | 'side'>, hash: string): boolean {
  const rows = [...receipt.have, ...(receipt.side ?? [])]
  return receipt.got.some((row) => row[1] === hash) || rows.some((row) => row[2] === hash)
}

function toRow(run: Run): RunRow {
  return [run.first, run.last, run.lastHash]
}
