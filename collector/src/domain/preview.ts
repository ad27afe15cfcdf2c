/** Previews (R27): the same fold, asked for a moment to come, with the counts there are so far. */
import { type Bill, type BillOptions, bill } from './bill.ts'
import { dayStartAt } from './calendar.ts'
import type { Day } from './day.ts'
import type { Fact } from './fact.ts'
import type { Invoice } from './invoice.ts'
import type { SubscriptionState } from './subscription-state.ts'

/** The invoice that will close the running usage period, as it stands if nothing more is asked and no camera is seen
 *  again after `asOf`: what was used so far, and the base to come. Where no boundary of the next year makes an
 *  invoice (a cancelled plan that used nothing), undefined. Invoices that exist already, drafts too, are in `bill`. */
export function nextInvoice(facts: readonly Fact[], options: BillOptions): Invoice | undefined {
  const now = bill(facts, options)
  const known = new Set(now.invoices.map(({ key }) => key))
  let seen = now
  for (let boundary = 0; boundary < 13; boundary += 1) {
    const day = nextBoundaryOf(seen)
    if (day === undefined) return undefined
    seen = bill(facts, { ...options, asOf: dayStartAt(seen.calendar, day) })
    const next = seen.invoices.find((invoice) => !known.has(invoice.key) && !isProrationAlone(invoice))
    if (next) return next
  }
  return undefined
}

/** The next day on which a usage period ends or a year begins. */
function nextBoundaryOf({ subscriptions }: Bill): Day | undefined {
  const running: SubscriptionState | undefined = subscriptions.at(-1)
  if (!running || running.status === 'ended') return undefined
  const { usagePeriod, trialEnd, pendingFrequency, endDay } = running
  const days = [usagePeriod?.to ?? trialEnd, pendingFrequency?.on, endDay].filter((day) => day !== undefined)
  return days.sort()[0]
}

function isProrationAlone({ lines }: Invoice): boolean {
  return lines.every(({ kind }) => kind === 'prorationCredit' || kind === 'prorationCharge')
}
