/** Which writer a kind of entry has. `record` and `rebuild` both come through here, so a row is the same whether it was
 *  written on the day or a year later from the ledger. */
import type { Tx } from '../store/database.ts'
import type { EntryKind } from '@camtally/protocol'
import { projectAccount, projectSite } from './project-account.ts'
import { projectClose } from './project-close.ts'
import { projectCreditNote, projectInvoice } from './project-invoice.ts'
import { projectPayment } from './project-payment.ts'
import { projectRateCard } from './project-rate-card.ts'
import { projectSubscription } from './project-subscription.ts'
import { projectZone } from './project-zone.ts'
import { projectClaim, projectEnroll, projectRetire, projectRevoke } from './project-gateway.ts'

/** An entry as its projection sees it. */
export type Recorded = {
  readonly accountId: string
  readonly ledgerId: string
  readonly kind: EntryKind
  readonly n: number
  /** ms. */
  readonly t: number
  readonly document: Uint8Array
}

type Writer = (tx: Tx, recorded: Recorded) => Promise<void>

const writers: Readonly<Partial<Record<EntryKind, Writer>>> = {
  account: projectAccount,
  site: projectSite,
  claim: projectClaim,
  enroll: projectEnroll,
  retire: projectRetire,
  revoke: projectRevoke,
  rateCard: projectRateCard,
  subscription: projectSubscription,
  timeZone: projectSubscription,
  freeDays: projectSubscription,
  payment: projectPayment,
  dayClose: async (tx, recorded) => {
    await projectClose(tx, recorded)
    await projectZone(tx, recorded)
  },
  correction: projectClose,
  invoice: projectInvoice,
  creditNote: projectCreditNote,
}

/** Changes the rows that an entry of this kind stands for; kinds without a projection change none. */
export async function project(tx: Tx, recorded: Recorded): Promise<void> {
  await writers[recorded.kind]?.(tx, recorded)
}
