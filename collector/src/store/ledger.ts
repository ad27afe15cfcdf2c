/** The ledger: entries with a gapless index, each account's own chain of n and p, and salted documents beside them
 *  (protocol 4, evidence "Bytes and keys"). Append in the transaction of the effect, and as its last step: the tip
 *  stays locked until that transaction ends. */
import { createHash } from 'node:crypto'
import { type EntryKind, encodeEntry, FIRST_ENTRY_PREVIOUS } from '@camtally/protocol'
import type { Selectable } from 'kysely'
import type { Tx } from './database.ts'
import { only } from './database.ts'
import type { LedgerEntryTable } from './schema-billing.ts'

export interface NewEntry {
  /** '*' for the seller's own ledger (in acrossAccounts only). */
  readonly accountId: string
  /** 22 characters: 16 random bytes. */
  readonly ledgerId: string
  readonly kind: EntryKind
  /** ms; where the ledger is already past it, the entry takes the newest entry's time instead. */
  readonly at: number
  /** One line of JSON or a JWS, kept as these bytes. */
  readonly document: string | Uint8Array
  /** 32 random bytes. */
  readonly salt: Uint8Array
}

export interface AppendedEntry {
  readonly n: number
  readonly index: number
  /** SHA-256 of the entry's bytes, base64url. */
  readonly hash: string
  /** ms: never below the newest entry's. */
  readonly t: number
}

export type EntryRow = Selectable<LedgerEntryTable>
export interface EntryWithDocument extends EntryRow {
  /** Absent once erased. */
  readonly document: Uint8Array | null
  readonly salt: Uint8Array | null
}

/** [n, hash] of a ledger's newest entry; n 0 and 32 zero bytes before the first. */
export interface LedgerHead {
  readonly n: number
  readonly hash: string
}

/** Appends one entry with its document. */
export async function appendEntry(tx: Tx, entry: NewEntry): Promise<AppendedEntry> {
  const tip = await tx.selectFrom('ledger_tip').select(['size', 't']).forUpdate().executeTakeFirstOrThrow()
  const head = await findLedgerHead(tx, entry.ledgerId)
  const document = typeof entry.document === 'string' ? Buffer.from(entry.document) : Buffer.from(entry.document)
  const t = Math.max(entry.at, tip.t)
  const n = head.n + 1
  const d = createHash('sha256').update(entry.salt).update(document).digest('base64url')
  const bytes = encodeEntry({ k: entry.kind, t, a: entry.ledgerId, n, p: head.hash, d })
  const hash = createHash('sha256').update(bytes).digest('base64url')
  const key = { account_id: entry.accountId, ledger_id: entry.ledgerId, n }
  await tx
    .insertInto('ledger_entry')
    .values({ ...key, index: tip.size, kind: entry.kind, t, entry: Buffer.from(bytes).toString('utf8'), hash })
    .execute()
  await tx
    .insertInto('ledger_document')
    .values({ ...key, salt: Buffer.from(entry.salt), document })
    .execute()
  await tx
    .insertInto('ledger_head')
    .values({ ...key, hash, index: tip.size })
    .onConflict((conflict) => conflict.column('ledger_id').doUpdateSet({ n, hash, index: tip.size }))
    .execute()
  await tx
    .updateTable('ledger_tip')
    .set({ size: tip.size + 1, t })
    .execute()
  return { n, index: tip.size, hash, t }
}

/** Locks the ledger until the transaction ends: what is read then and appended after is one step for all collectors. */
export async function lockLedger(tx: Tx): Promise<void> {
  await tx.selectFrom('ledger_tip').select('size').forUpdate().execute()
}

export async function findLedgerHead(tx: Tx, ledgerId: string): Promise<LedgerHead> {
  const row = await tx
    .selectFrom('ledger_head')
    .select(['n', 'hash'])
    .where('ledger_id', '=', ledgerId)
    .executeTakeFirst()
  return row ?? { n: 0, hash: FIRST_ENTRY_PREVIOUS }
}

/** The newest entry of each account's ledger; an account without entries has none. */
export async function listLedgerHeads(tx: Tx, accountIds: readonly string[]): Promise<ReadonlyMap<string, LedgerHead>> {
  const rows = await tx
    .selectFrom('ledger_head')
    .select(['account_id', 'n', 'hash'])
    .where('account_id', 'in', accountIds.length > 0 ? accountIds : [''])
    .execute()
  return new Map(rows.map(({ account_id, n, hash }) => [account_id, { n, hash }]))
}

/** Entries committed (`li` of receipts) and restores gone through (`rs`). */
export async function readLedgerTip(tx: Tx): Promise<{ size: number; t: number; restores: number }> {
  return only(await tx.selectFrom('ledger_tip').select(['size', 't', 'restores']).execute())
}

/** A ledger's entries from `fromN` on, ascending, with their documents; at most `limit` (all without one). */
export function readEntries(
  tx: Tx,
  ledgerId: string,
  { fromN = 1, limit }: { readonly fromN?: number; readonly limit?: number } = {},
): Promise<EntryWithDocument[]> {
  const query = withDocuments(tx).where('ledger_entry.ledger_id', '=', ledgerId).where('ledger_entry.n', '>=', fromN)
  const ordered = query.orderBy('ledger_entry.n')
  return (limit === undefined ? ordered : ordered.limit(limit)).execute()
}

/** Every ledger's entries by index, for the tree and its store (in acrossAccounts). */
export function readEntriesByIndex(
  tx: Tx,
  { fromIndex, limit }: { readonly fromIndex: number; readonly limit: number },
): Promise<EntryWithDocument[]> {
  return withDocuments(tx)
    .where('ledger_entry.index', '>=', fromIndex)
    .orderBy('ledger_entry.index')
    .limit(limit)
    .execute()
}

/** Whether a ledger has an entry of this kind. */
export async function hasEntryOf(tx: Tx, ledgerId: string, kind: EntryKind): Promise<boolean> {
  const query = tx.selectFrom('ledger_entry').select('n').where('ledger_id', '=', ledgerId).where('kind', '=', kind)
  return (await query.limit(1).executeTakeFirst()) !== undefined
}

function withDocuments(tx: Tx) {
  return tx
    .selectFrom('ledger_entry')
    .leftJoin('ledger_document', (join) =>
      join
        .onRef('ledger_document.ledger_id', '=', 'ledger_entry.ledger_id')
        .onRef('ledger_document.n', '=', 'ledger_entry.n'),
    )
    .selectAll('ledger_entry')
    .select(['ledger_document.document', 'ledger_document.salt'])
}
