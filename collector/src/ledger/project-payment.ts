/** Payments, as the payment system told them (R23): the invoice is paid, and the subscription may be dunned or
 *  freed. */
import { decodeUtf8 } from '@camtally/protocol'
import { parseFact } from '../domain/fact-parse.ts'
import type { Tx } from '../store/database.ts'
import { markInvoicePaidByNumber } from '../store/invoice.ts'
import { projectSubscription } from './project-subscription.ts'
import type { Recorded } from './project.ts'

export async function projectPayment(tx: Tx, recorded: Recorded): Promise<void> {
  const { accountId, n, t, document } = recorded
  const fact = parseFact({ n, at: t }, 'payment', JSON.parse(decodeUtf8(document)))
  if (fact.kind !== 'payment') throw new Error('a payment entry holds a payment')
  if (fact.do === 'succeeded') await markInvoicePaidByNumber(tx, { accountId, number: fact.invoice }, t)
  await projectSubscription(tx, recorded)
}
