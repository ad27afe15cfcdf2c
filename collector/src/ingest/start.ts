/** Ingest as one thing to start and stop: broker link in, statements and receipts stored, receipts out, presence
 *  projected. Any number of collectors may run it on one database and one broker. */
import { availableParallelism } from 'node:os'
import type { Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/database.ts'
import { startClockCheck } from './clock-check.ts'
import type { BrokerLink } from './link.ts'
import { ingestMetrics } from './metrics.ts'
import { startProjecting } from './projecting.ts'
import { republishReceipts } from './republish.ts'
import type { ReceiptSigner } from './sign-receipt.ts'
import { startTaking } from './take.ts'
import { startVerifyPool } from './verify-pool.ts'

export interface IngestOptions {
  readonly store: Store
  readonly link: BrokerLink
  readonly clock: Clock
  readonly signer: ReceiptSigner
  readonly log: Log
  readonly registry: Registry
  /** Of the rate card in force; receipts promise a close by it. Default 24. */
  readonly graceHours?: () => number
  /** The database's clock, to compare with; left out where the clock is a virtual one. */
  readonly databaseClockMs?: () => Promise<number>
  /** Threads that verify; default 1, or 2 where there are more than two processors. */
  readonly threads?: number
}

export interface RunningIngest {
  /** Connected, and the clock is trusted. */
  isReady(): boolean
  /** Resolves when all that came until now is stored, receipted and projected, without waiting for a timer. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** Starts taking. @throws when the broker does not deliver to us */
export async function startIngest(options: IngestOptions): Promise<RunningIngest> {
  const { store, link, clock, log } = options
  const wallMs = () => clock.wallMs()
  const metrics = ingestMetrics(options.registry, wallMs)
  const check = startClockCheck({ clock, log, databaseClockMs: options.databaseClockMs })
  await check.ask()
  const projecting = startProjecting({ store, clock, log, metrics })
  const pool = startVerifyPool(options.threads ?? Math.min(2, Math.max(1, availableParallelism() - 1)))
  const taking = startTaking({
    ...{ store, link, clock, pool, log, metrics, wallMs },
    signer: options.signer,
    graceHours: options.graceHours ?? (() => 24),
    mayStore: check.isTrusted,
    onStored: projecting.mark,
  })
  let isStopped = false
  await link.open(taking.intake)
  void republishReceipts({ store, link, clock, log, isStopped: () => isStopped }).catch((err) =>
    log.warn({ event: 'receipts.unsent', err }, 'republishing ended early; duplicates will earn receipts'),
  )
  return {
    isReady: () => link.isConnected() && check.isTrusted(),
    async settle() {
      await taking.settle()
      await projecting.settle()
    },
    async stop() {
      isStopped = true
      check.stop()
      await taking.stop()
      await projecting.stop()
      await pool.stop()
      await link.close()
    },
  }
}
