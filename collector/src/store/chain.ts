/** Chain rows: what is stored of each (gateway, epoch), as runs and sides. Locked in gateway order by whoever
 *  stores. */
import { type Selectable, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { ChainTable, RunRow } from './schema-statement.ts'

export type ChainRow = Selectable<ChainTable>

export interface ChainKey {
  readonly accountId: string
  readonly gatewayId: string
  readonly epoch: number
}

/** Opens the chain of an epoch; `enrolled` is the hash of its enrollment receipt and `receiptAt` that receipt's t. */
export async function insertChain(
  tx: Tx,
  key: ChainKey,
  start: { enrolled: string; receiptAt: number },
): Promise<void> {
  await tx
    .insertInto('chain')
    .values({ ...columns(key), enrolled: start.enrolled, receipt_at: start.receiptAt })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'gateway_id', 'epoch'])
        .doUpdateSet((eb) => ({ enrolled: eb.ref('excluded.enrolled') })),
    )
    .execute()
}

/** All epochs of these gateways, locked in gateway order so that two batches never wait for each other in a ring. */
export function lockChains(tx: Tx, gatewayIds: readonly string[]): Promise<ChainRow[]> {
  return tx
    .selectFrom('chain')
    .selectAll()
    .where(sql<boolean>`gateway_id = any(${[...gatewayIds]}::text[])`)
    .orderBy('gateway_id')
    .orderBy('epoch')
    .forUpdate()
    .execute()
}

/** Makes rows that are missing (a restore that lost an enrollment): their start is unknown, so seq 1 is taken as it
 *  is. */
export async function ensureChains(tx: Tx, keys: readonly ChainKey[]): Promise<void> {
  if (keys.length === 0) return
  await tx
    .insertInto('chain')
    .values(keys.map((key) => ({ ...columns(key), enrolled: null })))
    .onConflict((conflict) => conflict.columns(['account_id', 'gateway_id', 'epoch']).doNothing())
    .execute()
}

export interface ChainChange extends ChainKey {
  readonly runs: readonly RunRow[]
  /** undefined: unchanged, so that a long list is not written again. */
  readonly sides: readonly RunRow[] | undefined
  readonly stored: number
  readonly receiptAt: number
}

export async function updateChains(tx: Tx, changes: readonly ChainChange[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update chain
    set runs = changed.runs::jsonb, sides = coalesce(changed.sides::jsonb, chain.sides),
        stored = changed.stored, receipt_at = changed.receipt_at
    from unnest(${changes.map((each) => each.accountId)}::text[], ${changes.map((each) => each.gatewayId)}::text[],
      ${changes.map((each) => each.epoch)}::integer[], ${changes.map((each) => JSON.stringify(each.runs))}::text[],
      ${changes.map((each) => each.sides && JSON.stringify(each.sides))}::text[],
      ${changes.map((each) => each.stored)}::bigint[], ${changes.map((each) => each.receiptAt)}::bigint[])
      as changed (account_id, gateway_id, epoch, runs, sides, stored, receipt_at)
    where chain.account_id = changed.account_id and chain.gateway_id = changed.gateway_id
      and chain.epoch = changed.epoch`.execute(tx)
}

/** The account's chains as they are, by gateway and epoch. */
export function listChains(tx: Tx, accountId: string): Promise<ChainRow[]> {
  return tx
    .selectFrom('chain')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('gateway_id')
    .orderBy('epoch')
    .execute()
}

export interface NewFork extends ChainKey {
  readonly seq: number
  readonly hash: string
  readonly foundAt: number
}

export async function insertForks(tx: Tx, forks: readonly NewFork[]): Promise<void> {
  if (forks.length === 0) return
  await tx
    .insertInto('fork')
    .values(
      forks.map((fork) => ({ ...columns(fork), seq: fork.seq, hash: fork.hash, found_at: fork.foundAt, n: null })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function columns(key: ChainKey) {
  return { account_id: key.accountId, gateway_id: key.gatewayId, epoch: key.epoch }
}
