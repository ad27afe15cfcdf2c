/** What a job is, and what it is given. */
import type { Clock, Random } from '../clock.ts'
import type { Signer } from '../keys/signer.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/database.ts'

export type JobName = 'close-days' | 'finalize-invoices' | 'render-documents' | 'housekeeping'

export type JobPorts = {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly signers: { readonly receipt: Signer; readonly billing: Signer }
  readonly seller: Seller
  /** Resolves when what gateways sent until now is stored and projected. */
  readonly settle: () => Promise<void>
  /** Publishes to a gateway, retained; what fails is sent again by the next. */
  readonly publish: (topic: string, payload: string) => Promise<void>
}

/** Who writes the invoices, as printed. */
export type Seller = {
  readonly name: string
  readonly address: readonly string[]
  readonly taxIds: readonly { readonly label: string; readonly value: string }[]
  /** Days from the date of an invoice to the one its money is due. */
  readonly dueInDays: number
}

/** What is due: whose it is ('*': nobody's in particular) and what makes its effect unique. */
export type Due = { readonly accountId: string; readonly key: string }

export type Job = {
  readonly name: JobName
  readonly says: string
  /** Whether it waits for journals after a silence (catchUpMinutes). */
  readonly isPatient: boolean
  /** Carries out the effect and takes the due row, in one transaction. @throws: noted, tried again */
  readonly run: (ports: JobPorts, due: Due) => Promise<void>
}
