/** Writes what a batch decided, a statement for each kind of row. */
import type { GatewayId } from '@camtally/protocol'
import { type ChainChange, type ChainKey, insertForks, type NewFork, updateChains } from '../store/chain.ts'
import type { Tx } from '../store/database.ts'
import { insertReceipts, type ReceiptRow } from '../store/receipt.ts'
import { insertStatements, type StatementRow } from '../store/statement.ts'
import { toRow } from './chain-row.ts'
import type { ChainResult } from './place-batch.ts'
import type { ChainReceipt } from './sign-batch.ts'

export interface WrittenBatch {
  /** To publish, retained, in this order. */
  readonly receipts: readonly { readonly gatewayId: GatewayId; readonly jws: string }[]
  /** The newest t signed in this batch, ms; 0: none. */
  readonly newestT: number
  readonly chains: readonly ChainKey[]
  readonly stored: number
  readonly uncounted: number
  readonly duplicates: number
  readonly dropped: number
  readonly forks: readonly NewFork[]
}

interface ChainRowsToWrite {
  readonly gatewayId: GatewayId
  readonly key: ChainKey
  readonly statements: readonly StatementRow[]
  readonly change: readonly ChainChange[]
  readonly receiptRows: readonly ReceiptRow[]
  readonly forks: readonly NewFork[]
  readonly publish: readonly string[]
}

export async function writeBatch(
  tx: Tx,
  done: { results: readonly ChainResult[]; receipts: readonly ChainReceipt[] },
): Promise<WrittenBatch> {
  const parts = done.results.map((result, at) => writable(result, done.receipts[at] ?? { kind: 'none' }))
  const statements = parts.flatMap((part) => part.statements)
  const forks = parts.flatMap((part) => part.forks)
  await insertStatements(tx, statements)
  await updateChains(
    tx,
    parts.flatMap((part) => part.change),
  )
  await insertReceipts(
    tx,
    parts.flatMap((part) => part.receiptRows),
  )
  await insertForks(tx, forks)
  return {
    receipts: parts.flatMap((part) => part.publish.map((jws) => ({ gatewayId: part.gatewayId, jws }))),
    newestT: Math.max(0, ...parts.flatMap((part) => part.change.map((change) => change.receiptAt))),
    chains: parts.flatMap((part) => (part.statements.length > 0 ? [part.key] : [])),
    stored: statements.length,
    uncounted: statements.filter(({ code }) => code !== null).length,
    duplicates: done.results.reduce((sum, { batch }) => sum + batch.duplicates, 0),
    dropped: done.results.reduce((sum, { batch }) => sum + batch.dropped, 0),
    forks,
  }
}

/** The rows of one chain: every new statement arrived at `t` of the one receipt that was signed for it. */
function writable(result: ChainResult, answer: ChainReceipt): ChainRowsToWrite {
  const { accountId, gatewayId, epoch } = result.input.origin
  const key: ChainKey = { accountId, gatewayId, epoch }
  const nothing = { gatewayId, key, statements: [], change: [], receiptRows: [], forks: [], publish: [] }
  if (answer.kind === 'none') return nothing
  if (answer.kind === 'again') return { ...nothing, publish: [answer.jws] }
  const { t, hash, jws } = answer.receipt
  const { state, hasNewSides, stored, forks } = result.batch
  const statements = statementRows(result, t)
  const sides = hasNewSides ? state.sides.map(toRow) : undefined
  return {
    gatewayId,
    key,
    statements,
    change: [{ ...key, runs: state.runs.map(toRow), sides, stored: result.row.stored + stored.length, receiptAt: t }],
    receiptRows: [{ ...columnsOf(key), signed_at: t, hash, jws }],
    forks: forks.map((fork) => ({ ...key, ...fork, foundAt: t })),
    publish: [jws],
  }
}

function statementRows({ input, row, batch }: ChainResult, t: number): readonly StatementRow[] {
  const revokedAt = new Map(input.arrived.map((each) => [each.hash, each.revokedAt]))
  return batch.stored.map(({ statement, isSide }, at) => {
    const isRevoked = (revokedAt.get(statement.hash) ?? Number.POSITIVE_INFINITY) <= t
    return {
      ...columnsOf(input.origin),
      seq: statement.seq,
      hash: statement.hash,
      arrived_at: t,
      serial: row.stored + at + 1,
      is_side: isSide,
      kind: statement.kind,
      code: isRevoked ? 'REVOKED' : statement.isUnderstood ? null : 'NOT_UNDERSTOOD',
      jws: statement.jws,
    }
  })
}

function columnsOf({ accountId, gatewayId, epoch }: ChainKey) {
  return { account_id: accountId, gateway_id: gatewayId, epoch }
}
