/** An account's facts in the order in which they hold: its own ledger, with the seller's rate cards merged in by
 *  time. */
import { decodeUtf8 } from '@camtally/protocol'
import type { Fact } from '../domain/fact.ts'
import { parseFact } from '../domain/fact-parse.ts'
import type { Tx } from '../store/database.ts'
import { type EntryWithDocument, readEntries } from '../store/ledger.ts'
import { findSellerLedgerId } from '../store/seller.ts'

/** Everything a bill depends on besides open days, as it stood at the account's entry `upToN` (all without it). Entries
 *  whose document was erased say nothing of money. */
export async function readFacts(tx: Tx, ledgerId: string, upToN = Number.POSITIVE_INFINITY): Promise<Fact[]> {
  const own = (await readEntries(tx, ledgerId)).filter(({ n }) => n <= upToN)
  const newest = upToN === Number.POSITIVE_INFINITY ? upToN : (own.at(-1)?.index ?? -1)
  const sellerLedgerId = await findSellerLedgerId(tx)
  const seller = sellerLedgerId === undefined ? [] : await readEntries(tx, sellerLedgerId)
  const cards = seller.filter(({ kind, index }) => kind === 'rateCard' && index < newest)
  const facts = [...own, ...cards].sort((a, b) => a.index - b.index).flatMap(factOf)
  const currency = facts.find((fact) => fact.kind === 'account')?.currency
  // A seller may have a rate card for each currency: those of the others are none of this account's.
  return facts.filter((fact) => fact.kind !== 'rateCard' || fact.card.currency === currency)
}

function factOf(entry: EntryWithDocument): Fact[] {
  if (entry.document === null) return []
  const document: unknown = JSON.parse(decodeUtf8(new Uint8Array(entry.document)))
  return [parseFact({ n: entry.n, at: entry.t }, entry.kind, document)]
}
