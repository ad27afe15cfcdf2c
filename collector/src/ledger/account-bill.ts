/** An account's bill as of a moment: the ledger folded, with what is asked in addition as if it had been recorded. */
import { type Bill, bill } from '../domain/bill.ts'
import type { Day } from '../domain/day.ts'
import type { Fact, FactBody } from '../domain/fact.ts'
import type { Invoice } from '../domain/invoice.ts'
import { nextInvoice } from '../domain/preview.ts'
import type { Tx } from '../store/database.ts'
import { readFacts } from './read-facts.ts'

export type BillWish = {
  /** ms; facts that are later (a clock behind the ledger) move it to the newest of them. */
  readonly nowMs: number
  /** Only the account's own entries up to this number: what held when it was recorded. */
  readonly upToN?: number
  /** A fact that is not recorded: what would be if it were. */
  readonly supposed?: FactBody
  /** Counts so far of days that are not closed. */
  readonly provisional?: (day: Day) => number | undefined
}

export type AccountBill = {
  readonly bill: Bill
  readonly facts: readonly Fact[]
  /** ms: the moment it holds for. */
  readonly asOf: number
  /** The invoice that will close the running usage period, as it stands now (R27). */
  readonly nextInvoice: () => Invoice | undefined
  /** Why the supposed fact is refused, or undefined. */
  readonly refusal: Bill['refused'][number]['code'] | undefined
}

/** `n` of a supposed fact: no entry has it. */
const supposedN = Number.MAX_SAFE_INTEGER

/** Folds. Wants acrossAccounts, because the seller's rate cards are another's. */
export async function accountBill(tx: Tx, ledgerId: string, wish: BillWish): Promise<AccountBill> {
  return billFrom(await readFacts(tx, ledgerId, wish.upToN), wish)
}

/** The same from facts that are at hand. */
export function billFrom(recorded: readonly Fact[], { nowMs, supposed, provisional }: BillWish): AccountBill {
  const asOf = Math.max(nowMs, recorded.at(-1)?.at ?? 0)
  const facts = supposed === undefined ? recorded : [...recorded, { n: supposedN, at: asOf, ...supposed }]
  const options = { asOf, ...(provisional === undefined ? {} : { provisional }) }
  const folded = bill(facts, options)
  const refusal = folded.refused.find(({ n }) => n === supposedN)?.code
  return { bill: folded, facts, asOf, refusal, nextInvoice: () => nextInvoice(facts, options) }
}
