/** Failed payments (R23): retries on days 1, 3, 5, 7; past due from day 1, suspended on day 14, ended on day 60. The
 *  clock is that of the oldest failure that is not settled. */
import { dayAt, sameClockTime } from './calendar.ts'
import { addDays, type Day } from './day.ts'
import type { RefusalCode } from './errors.ts'
import type { PaymentFact } from './fact.ts'
import type { Life } from './life.ts'

const retryDays = [1, 3, 5, 7]
const pastDueDay = 1
const suspendDay = 14
const endDay = 60

export type Dunning = {
  readonly invoices: readonly number[]
  readonly firstFailedAt: number
  readonly pastDueAt: number
  readonly suspendAt: number
  /** The local day at whose midnight the subscription ends. */
  readonly endsOn: Day
  /** When the payment is tried again, epoch ms. */
  readonly retriesAt: readonly number[]
}

/** The dunning under way; undefined if no failed payment is open. */
export function dunningOf(life: Life): Dunning | undefined {
  const firstFailedAt = firstFailureAt(life)
  const endsOn = dunningEndsOn(life)
  if (firstFailedAt === undefined || endsOn === undefined) return undefined
  const onDay = (day: number) => sameClockTime(life.calendar, firstFailedAt, day)
  return {
    invoices: [...life.failures.keys()],
    firstFailedAt,
    pastDueAt: onDay(pastDueDay),
    suspendAt: onDay(suspendDay),
    endsOn,
    retriesAt: retryDays.map(onDay),
  }
}

/** When the account is suspended if nothing is settled: the same clock time on day 14. */
export function suspendsAt(life: Life): number | undefined {
  const firstFailedAt = firstFailureAt(life)
  return firstFailedAt === undefined ? undefined : sameClockTime(life.calendar, firstFailedAt, suspendDay)
}

/** The local day, day 60, at whose midnight the subscription ends if nothing is settled. */
export function dunningEndsOn(life: Life): Day | undefined {
  const firstFailedAt = firstFailureAt(life)
  return firstFailedAt === undefined ? undefined : addDays(dayAt(life.calendar, firstFailedAt), endDay)
}

export function isSuspended(life: Life): boolean {
  const last = life.suspensions.at(-1)
  return last !== undefined && last.to === undefined
}

/** Suspends from now on. */
export function suspend(life: Life): void {
  life.suspensions.push({ from: life.now, to: undefined })
}

/** Forgets what was owed: one subscription's debts do not dun the next (R22: resubscribing is a new start). */
export function endDunning(life: Life): void {
  life.failures.clear()
  unsuspend(life)
}

/** Takes what the payment system told. A second failure of one invoice changes nothing; a success lifts the suspension
 *  unless a later failure alone would have brought it. */
export function takePayment(life: Life, payment: PaymentFact): RefusalCode | undefined {
  if (!life.issued.some(({ number }) => number === payment.invoice)) return 'UNKNOWN_INVOICE'
  if (payment.do === 'failed') {
    if (!life.failures.has(payment.invoice)) life.failures.set(payment.invoice, life.now)
    return undefined
  }
  life.failures.delete(payment.invoice)
  const nextAt = suspendsAt(life)
  if (nextAt === undefined || nextAt > life.now) unsuspend(life)
  return undefined
}

function firstFailureAt(life: Life): number | undefined {
  return life.failures.size === 0 ? undefined : Math.min(...life.failures.values())
}

function unsuspend(life: Life): void {
  const last = life.suspensions.at(-1)
  if (last && last.to === undefined) last.to = life.now
}
