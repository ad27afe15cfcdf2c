/** The usage report of an invoice that closes a usage period, as its JSON (R28). */
import type { Tx } from '../store/database.ts'

export async function usageReportJson(_tx: Tx, _of: unknown): Promise<string | undefined> {
  return undefined
}
