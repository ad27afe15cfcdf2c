/** The one way to make a ledger entry: append it, then change its projections from the bytes that were stored. */
import { type EntryKind, encodeUtf8 } from '@camtally/protocol'
import type { Random } from '../clock.ts'
import type { Tx } from '../store/database.ts'
import { type AppendedEntry, appendEntry } from '../store/ledger.ts'
import { project } from './project.ts'

/** Whose ledger: an account's, or the seller's own with accountId '*'. */
export type LedgerOwner = { readonly accountId: string; readonly ledgerId: string }

export type NewRecord = {
  readonly owner: LedgerOwner
  readonly kind: EntryKind
  /** ms. */
  readonly at: number
  /** One line of JSON or a JWS, exactly as it shall be kept. */
  readonly document: string
  /** Stores what belongs beside the document and is named by its entry's number. */
  readonly beside?: (appended: AppendedEntry) => Promise<void>
}

/** Appends and projects, in the caller's transaction; the tip of the ledger stays locked until that ends.
 *  @throws where the document does not have the form of its kind: then nothing of the transaction may be committed */
export async function record(
  tx: Tx,
  random: Random,
  { owner, kind, at, document, beside }: NewRecord,
): Promise<AppendedEntry> {
  const appended = await appendEntry(tx, { ...owner, kind, at, document, salt: random.bytes(32) })
  await beside?.(appended)
  await project(tx, { ...owner, kind, n: appended.n, t: appended.t, document: encodeUtf8(document) })
  return appended
}
