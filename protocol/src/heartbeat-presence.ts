/** What a stored heartbeat says once its inventory is at hand: which cameras, by first key, in which minutes. */

import { camerasBlind, camerasOn, coveredMask } from './heartbeat-rows.ts'
import { CAMERAS_MAX } from './limits.ts'
import type { OutcomeCode } from './outcome.ts'
import type { ConnectedRank, HeartbeatStatement, InventoryCamera, InventoryStatement } from './statement.ts'
import type { ParsedStatement } from './statement-parse.ts'

/**
 * The stored statement with this hash, of the chain of the heartbeat's (gw, ep), or undefined if it has not arrived.
 */
export type StatementLookup = (hash: string) => ParsedStatement | undefined

export interface HeartbeatPresence {
  /** Each camera that was on, once, by the first key of its inventory row; bit i of the mask is minute m + i. */
  readonly cameras: readonly { readonly key: string; readonly mask: number; readonly rank: ConnectedRank }[]
  /** The minutes that the heartbeat covers. */
  readonly coveredMask: number
}

export type Found<T> =
  | { readonly ok: T }
  | { readonly outcome: Extract<OutcomeCode, 'INVENTORY_MISSING' | 'NOT_UNDERSTOOD'> }

/**
 * Reads a heartbeat against the inventory it names. INVENTORY_MISSING until every part has arrived; NOT_UNDERSTOOD if
 * what it names is no (last part of an) inventory, or an index lies beyond it. Two rows with one first key are one
 * camera here.
 */
export function heartbeatPresence(heartbeat: HeartbeatStatement, find: StatementLookup): Found<HeartbeatPresence> {
  const inventory = findInventory(heartbeat.inv, find)
  if ('outcome' in inventory) return inventory
  const cameras = new Map<string, { key: string; mask: number; rank: ConnectedRank }>()
  for (const { index, mask, rank } of camerasOn(heartbeat)) {
    const key = inventory.ok[index]?.keys[0]
    if (key === undefined) return { outcome: 'NOT_UNDERSTOOD' }
    const before = cameras.get(key)
    const isLowest = before === undefined || rank < before.rank
    cameras.set(key, { key, mask: (before?.mask ?? 0) | mask, rank: isLowest ? rank : before.rank })
  }
  const isBeyond = camerasBlind(heartbeat).some(({ index }) => index >= inventory.ok.length)
  if (isBeyond) return { outcome: 'NOT_UNDERSTOOD' }
  return { ok: { cameras: [...cameras.values()], coveredMask: coveredMask(heartbeat) } }
}

/** The cameras of an inventory, all parts joined, from the hash of its last part; indexes run through the parts. */
export function findInventory(hash: string, find: StatementLookup): Found<readonly InventoryCamera[]> {
  const last = inventoryAt(hash, find)
  if ('outcome' in last) return last
  const parts = last.ok.part?.[1] ?? 1
  let cameras = last.ok.cams
  let first = last.ok
  for (let part = parts; part >= 1; part -= 1) {
    if (part < parts) {
      const before = inventoryAt(first.prev, find)
      if ('outcome' in before) return before
      first = before.ok
      cameras = [...first.cams, ...cameras]
    }
    const isThisPart = parts === 1 || (first.part?.[0] === part && first.part[1] === parts)
    if (!isThisPart) return { outcome: 'NOT_UNDERSTOOD' }
  }
  return cameras.length > CAMERAS_MAX ? { outcome: 'NOT_UNDERSTOOD' } : { ok: cameras }
}

function inventoryAt(hash: string, find: StatementLookup): Found<InventoryStatement> {
  const found = find(hash)
  if (found === undefined) return { outcome: 'INVENTORY_MISSING' }
  return 'ok' in found && found.ok.kind === 'inventory' ? { ok: found.ok } : { outcome: 'NOT_UNDERSTOOD' }
}
