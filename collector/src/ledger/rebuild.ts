/** Makes every projection of the ledger again from its entries, by the very writers that made them on the day. */
import { ENTRY_KINDS, type EntryKind } from '@camtally/protocol'
import { acrossAccounts, openStore, type Tx } from '../store/database.ts'
import { type EntryWithDocument, lockLedger, readEntriesByIndex } from '../store/ledger.ts'
import { emptyProjections, restoreKept } from '../store/rebuild.ts'
import { project } from './project.ts'

/** Refolds the ledger in one transaction: everybody sees the old rows until the new ones are all there, and a fault
 *  leaves the old ones. `ownerUrl`: the role that serves may remove nothing. Answers the number of entries.
 *  @throws where an entry does not add up, or its document is missing */
export async function rebuildProjections(ownerUrl: string): Promise<number> {
  const store = openStore(ownerUrl, { connections: 2 })
  try {
    return await acrossAccounts(store, async (tx) => {
      await lockLedger(tx)
      const kept = await emptyProjections(tx)
      const entries = await projectAll(tx)
      await restoreKept(tx, kept)
      return entries
    })
  } finally {
    await store.destroy()
  }
}

const entriesAPage = 500

async function projectAll(tx: Tx): Promise<number> {
  for (let index = 0; ; ) {
    const page = await readEntriesByIndex(tx, { fromIndex: index, limit: entriesAPage })
    for (const entry of page) await projectEntry(tx, entry)
    index += page.length
    if (page.length < entriesAPage) return index
  }
}

async function projectEntry(tx: Tx, entry: EntryWithDocument): Promise<void> {
  const { account_id: accountId, ledger_id: ledgerId, kind, n, t, document } = entry
  if (document === null) throw new Error(`the document of entry ${n} (${kind}) of ledger ${ledgerId} is missing`)
  await project(tx, { accountId, ledgerId, kind: kindOf(kind), n, t, document: new Uint8Array(document) })
}

function kindOf(text: string): EntryKind {
  const kind = ENTRY_KINDS.find((known) => known === text)
  if (kind === undefined) throw new Error(`no kind of entry: ${text}`)
  return kind
}
