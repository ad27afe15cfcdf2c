/** What counts for other cameras as well, made again from all that is projected of an account: when a row turns out to
 *  hold distinct cameras, or not any more. Rare, because it takes an inventory that contradicts an earlier one. */
import { findSharedRows } from '../store/camera-key.ts'
import type { Tx } from '../store/database.ts'
import { forgetSharedPresence, unitePresence } from '../store/presence.ts'
import { lockAccountProjections } from '../store/projection.ts'
import { readStatements } from '../store/statement.ts'
import { foldShared, noSets } from './fold-heartbeat.ts'
import type { InventoryKeys } from './inventory-keys.ts'
import { sortStatements } from './read-statements.ts'

const pageLimit = 5_000

/** Statements behind their watermark are left out: they come when they are projected. */
export async function foldSharedAgain(tx: Tx, accountId: string, inventories: InventoryKeys): Promise<void> {
  await forgetSharedPresence(tx, accountId)
  const shared = (await findSharedRows(tx, [accountId])).get(accountId)
  if (!shared) return
  for (const mark of await lockAccountProjections(tx, accountId)) {
    for (let after = 0; after < mark.serial; ) {
      const rows = await readStatements(tx, mark, { after, limit: Math.min(pageLimit, mark.serial - after) })
      const { heartbeats } = sortStatements(rows)
      await inventories.load(
        tx,
        heartbeats.map(({ key, heartbeat }) => ({ key, hash: heartbeat.inv })),
      )
      const sets = noSets()
      for (const { key, heartbeat, row } of heartbeats) {
        const found = inventories.find({ key, hash: heartbeat.inv })
        if (found) foldShared(sets, { key, heartbeat, arrivedAt: row.arrived_at, rows: found, shared })
      }
      await unitePresence(tx, [...sets.presence.values()])
      after += Math.max(rows.length, 1)
    }
  }
}
