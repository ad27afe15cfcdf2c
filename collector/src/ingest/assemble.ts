/** Inventories from their parts: the last part's hash names the whole, and `prev` leads back to the first. Pure. */
import type { ChainKey } from '../store/chain.ts'
import type { InventoryRow } from '../store/inventory.ts'

/** An inventory of which every part is stored. */
export interface WholeInventory {
  readonly key: ChainKey
  /** Of its last part, which heartbeats name. */
  readonly hash: string
  readonly seq: number
  /** When its last missing part arrived, ms. */
  readonly seenAt: number
  /** Keys of each camera by index, strongest first. */
  readonly rows: readonly (readonly string[])[]
}

/** Every inventory that these parts complete. */
export function assemble(parts: readonly InventoryRow[]): readonly WholeInventory[] {
  const byName = new Map(parts.map((part) => [partName(part, part.hash), part]))
  return parts.flatMap((last) => {
    if (last.part !== last.parts) return []
    const found = [last]
    for (let part = last; part.part > 1; ) {
      const before = byName.get(partName(last, part.prev))
      if (!before || before.parts !== last.parts || before.part !== part.part - 1) return []
      found.unshift(before)
      part = before
    }
    return [whole(last, found)]
  })
}

/** The numbers that the other parts of this one's inventory may have. */
export function spanOf(part: Pick<InventoryRow, 'seq' | 'part' | 'parts'>): {
  readonly from: number
  readonly to: number
} {
  return { from: part.seq - part.part + 1, to: part.seq - part.part + part.parts }
}

function whole(last: InventoryRow, parts: readonly InventoryRow[]): WholeInventory {
  return {
    key: { accountId: last.account_id, gatewayId: last.gateway_id, epoch: last.epoch },
    hash: last.hash,
    seq: last.seq,
    seenAt: Math.max(...parts.map((part) => part.arrived_at)),
    rows: parts.flatMap((part) => part.keys),
  }
}

function partName(chain: Pick<InventoryRow, 'gateway_id' | 'epoch'>, hash: string): string {
  return `${chain.gateway_id}/${chain.epoch}/${hash}`
}
