/** The credit balance (R31): credits in the order in which they came, used up oldest first, never below 0. */
import type { AmountMinor } from './money.ts'

export type Credit = {
  /** The document that it came from, for explanations: a credit note's key or an invoice's. */
  readonly from: string
  readonly amountMinor: AmountMinor
  leftMinor: AmountMinor
}

/** What is left of all credits. */
export function balanceOf(credits: readonly Credit[]): AmountMinor {
  return credits.reduce((sum, { leftMinor }) => sum + leftMinor, 0n)
}

/** What an invoice takes from a balance: nothing if it is 0 or below, else at most its gross.
 *  creditFor(5000n, 7000n) is 5000n. */
export function creditFor(grossMinor: AmountMinor, balanceMinor: AmountMinor): AmountMinor {
  if (grossMinor <= 0n) return 0n
  return grossMinor < balanceMinor ? grossMinor : balanceMinor
}

/** Uses up credits, oldest first. `amountMinor` is at most their balance. */
export function useCredits(credits: readonly Credit[], amountMinor: AmountMinor): void {
  let rest = amountMinor
  for (const credit of credits) {
    const used = creditFor(rest, credit.leftMinor)
    credit.leftMinor -= used
    rest -= used
  }
  if (rest !== 0n) throw new Error('broken invariant: the credit balance never falls below 0')
}
