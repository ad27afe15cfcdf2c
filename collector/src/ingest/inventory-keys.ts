/** The keys of each camera of an inventory, by the hash that heartbeats name: from what was read last, or from the
 *  store. Content is fixed by its hash, so what was read once stays right. */
import type { ChainKey } from '../store/chain.ts'
import type { Tx } from '../store/database.ts'
import { findInventories, findInventoryParts } from '../store/inventory.ts'
import type { KeyRows } from './join-cameras.ts'
import { assemble, spanOf, type WholeInventory } from './assemble.ts'

export interface InventoryName {
  readonly key: ChainKey
  readonly hash: string
}

export interface InventoryKeys {
  remember(inventories: readonly WholeInventory[]): void
  /** Makes sure that `find` knows each of these that is stored whole. */
  load(tx: Tx, names: readonly InventoryName[]): Promise<void>
  /** undefined: not there, or not all of its parts. */
  find(name: InventoryName): KeyRows | undefined
}

const keptMax = 20_000

export function createInventoryKeys(): InventoryKeys {
  const known = new Map<string, KeyRows>()
  function remember(inventories: readonly WholeInventory[]): void {
    for (const { key, hash, rows } of inventories) known.set(nameOf({ key, hash }), rows)
    for (const oldest of known.keys()) {
      if (known.size <= keptMax) break
      known.delete(oldest)
    }
  }
  return {
    remember,
    async load(tx, names) {
      const missing = [...new Map(names.map((name) => [nameOf(name), name])).values()].filter(
        (name) => !known.has(nameOf(name)),
      )
      const last = await findInventories(
        tx,
        missing.map(({ key, hash }) => ({ ...key, hash })),
      )
      remember(assemble(last.filter(({ parts }) => parts === 1)))
      for (const part of last.filter(({ parts }) => parts > 1)) {
        const key = { accountId: part.account_id, gatewayId: part.gateway_id, epoch: part.epoch }
        remember(assemble(await findInventoryParts(tx, key, spanOf(part))))
      }
    },
    find: (name) => known.get(nameOf(name)),
  }
}

function nameOf({ key, hash }: InventoryName): string {
  return `${key.gatewayId}/${key.epoch}/${hash}`
}
