/** Stores a batch whatever one statement of it may do to the database: what fails together is tried in halves, so one
 *  gateway's trouble is never another's. */
import type { ChainInput } from './batch-input.ts'
import { type BatchOutcome, type StoreBatchPorts, storeBatch } from './store-batch.ts'

export interface Committed {
  readonly outcomes: readonly BatchOutcome[]
  /** Chains that could not be stored even alone, with why. They get no receipt, and come again. */
  readonly failed: readonly { readonly chain: ChainInput; readonly error: unknown }[]
}

export async function commitBatch(ports: StoreBatchPorts, chains: readonly ChainInput[]): Promise<Committed> {
  if (chains.length === 0) return { outcomes: [], failed: [] }
  try {
    return { outcomes: [await storeBatch(ports, chains)], failed: [] }
  } catch (error) {
    if (chains.length === 1 || isServerTrouble(error))
      return { outcomes: [], failed: chains.map((chain) => ({ chain, error })) }
    const half = Math.ceil(chains.length / 2)
    const first = await commitBatch(ports, chains.slice(0, half))
    const second = await commitBatch(ports, chains.slice(half))
    return { outcomes: [...first.outcomes, ...second.outcomes], failed: [...first.failed, ...second.failed] }
  }
}

/** SQLSTATE classes of a server that is away, ending or out of resources, and what Node says of a socket: halves would
 *  fail alike. A deadlock (class 40) is not among them: its halves are the second try. */
const serverTrouble = /^(?:(?:08|53|57|58)[0-9A-Z]{3}|E[A-Z]+)$/

function isServerTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string') return serverTrouble.test(error.code)
  return error.message.startsWith('Connection terminated')
}
