/** Receipts of a batch: the newest one again where it names all that came, else new ones. */
import type { Tx } from '../store/database.ts'
import { listLedgerHeads, readLedgerTip } from '../store/ledger.ts'
import { findReceipts } from '../store/receipt.ts'
import { chainName } from './batch-input.ts'
import type { ChainResult } from './place-batch.ts'
import { newestNamesAll, type ReceiptSigner, type SignedReceipt, signReceipt } from './sign-receipt.ts'

/** What leaves for one chain after the commit. */
export type ChainReceipt =
  | { readonly kind: 'new'; readonly receipt: SignedReceipt }
  /** The newest one stored before, byte for byte: it names all that arrived. */
  | { readonly kind: 'again'; readonly jws: string }
  /** Nothing that arrived is stored. */
  | { readonly kind: 'none' }

export interface SignPorts {
  readonly signer: ReceiptSigner
  readonly graceHours: () => number
}

export interface SignInput {
  readonly results: readonly ChainResult[]
  /** t of a gateway's newest receipt. */
  readonly times: (gatewayId: string) => number
  readonly nowMs: number
}

export async function signBatch(tx: Tx, ports: SignPorts, input: SignInput): Promise<readonly ChainReceipt[]> {
  const tip = await readLedgerTip(tx)
  const accountIds = input.results.map((result) => result.input.origin.accountId)
  const heads = await listLedgerHeads(tx, accountIds)
  const newest = await findNewestReceipts(tx, input.results)
  const times = new Map<string, number>()
  return input.results.map(({ input: { origin }, batch }) => {
    const last = newest.get(chainName(origin))
    if (batch.got.length === 0) return { kind: 'none' }
    if (last !== undefined && newestNamesAll(last, batch.got)) return { kind: 'again', jws: last }
    const after = times.get(origin.gatewayId) ?? input.times(origin.gatewayId)
    const t = Math.max(input.nowMs, after + 1)
    times.set(origin.gatewayId, t)
    const ledger = { size: tip.size, restores: tip.restores, head: heads.get(origin.accountId) }
    const receipt = signReceipt(ports.signer, { origin, batch, t, graceHours: ports.graceHours(), ledger })
    return { kind: 'new', receipt }
  })
}

/** Of the chains that got nothing new: only there may the newest receipt be sent again. */
async function findNewestReceipts(tx: Tx, results: readonly ChainResult[]): Promise<ReadonlyMap<string, string>> {
  const unchanged = results.filter(({ batch, row }) => batch.stored.length === 0 && row.receipt_at > 0)
  const wanted = unchanged.map(({ row }) => ({ gatewayId: row.gateway_id, signedAt: row.receipt_at }))
  const rows = await findReceipts(tx, wanted)
  return new Map(rows.map((row) => [chainName({ gatewayId: row.gateway_id, epoch: row.epoch }), row.jws]))
}
