/** An account's facts in the order in which they hold: its own ledger, with the seller's rate cards merged in by time. */
import { decodeUtf8, parseJson } from '@camtally/protocol'
import type { Fact } from '../domain/fact.ts'
import { parseFact } from '../domain/fact-parse.ts'
import type { Tx } from '../store/database.ts'
import { type EntryWithDocument, readEntries } from '../store/ledger.ts'
import { findSellerLedgerId } from '../store/seller.ts'

/** Everything a bill depends on besides open days. Entries whose document was erased say nothing of money. */
export async function readFacts(tx: Tx, ledgerId: string): Promise<Fact[]> {
  const own = await readEntries(tx, ledgerId)
  const sellerLedgerId = await findSellerLedgerId(tx)
  const seller = sellerLedgerId === undefined ? [] : await readEntries(tx, sellerLedgerId)
  const cards = seller.filter(({ kind }) => kind === 'rateCard')
  return [...own, ...cards].sort((a, b) => a.index - b.index).flatMap(factOf)
}

function factOf(entry: EntryWithDocument): Fact[] {
  if (entry.document === null) return []
  const document = parseJson(decodeUtf8(new Uint8Array(entry.document)))
  return [parseFact({ n: entry.n, at: entry.t }, entry.kind, document)]
}
