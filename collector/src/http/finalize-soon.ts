/** What a change invoices at once (R16) gets its number at once: the due row is there by the change's own
 *  transaction, so a crash before this leaves it to the next tick. */
import type { ApiDeps } from './api.ts'

/** Runs the finalizing that is due now. A failure is noted at its row and tried again by a tick. */
export async function finalizeSoon(deps: ApiDeps): Promise<void> {
  await deps.jobs().run({ only: 'finalize-invoices', asOf: deps.clock.wallMs() })
}
