/** The loop between broker and database: gathers what comes for some milliseconds, and verifies a batch while the one
 *  before is being committed. */
import { type BatchPorts, finishBatch, prepareBatch } from './handle-batch.ts'
import type { Intake } from './link.ts'
import { createPending } from './pending.ts'

export interface TakePorts extends BatchPorts {
  /** False while our clock cannot be trusted: what comes then waits. */
  readonly mayStore: () => boolean
}

export interface Taking {
  readonly intake: Intake
  /** Resolves when everything that came until now is stored and its receipts are sent; waits for no timer. */
  settle(): Promise<void>
  /** Finishes the batches on their way; what is pending comes again. */
  stop(): Promise<void>
}

const gatherMs = 24
const suspendedMs = 1_000
const batchMax = 2_000
const highWater = 8_000

export function startTaking(ports: TakePorts): Taking {
  let working: Promise<void> | undefined
  let cancel: (() => void) | undefined
  let isStopped = false
  const pending = createPending({ highWater, onMessage: schedule })

  function schedule(): void {
    ports.metrics.inflight(pending.size())
    if (working || cancel || isStopped) return
    const waitMs = pending.size() >= batchMax ? 0 : gatherMs
    cancel = ports.clock.after(ports.mayStore() ? waitMs : suspendedMs, begin)
  }
  function begin(): void {
    cancel?.()
    cancel = undefined
    working ??= work().finally(() => {
      working = undefined
      if (pending.size() > 0) schedule()
    })
  }
  async function work(): Promise<void> {
    let commit: Promise<void> = Promise.resolve()
    while (pending.size() > 0 && ports.mayStore() && !isStopped) {
      const batch = await prepareBatch(ports, pending.cut(batchMax))
      pending.putBack(batch.later)
      await commit
      commit = finishBatch(ports, batch)
    }
    await commit
    ports.metrics.inflight(pending.size())
  }
  return {
    intake: pending,
    async settle() {
      while ((pending.size() > 0 || working) && ports.mayStore() && !isStopped) {
        begin()
        await working
      }
    },
    async stop() {
      isStopped = true
      cancel?.()
      await working
    },
  }
}
