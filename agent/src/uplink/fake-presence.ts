/** What statements say, read back: the minutes of each camera. For tests and simulations. */
import { camerasOn, type HeartbeatStatement, minutesOfMask, type Statement } from '@camtally/protocol'

/** Minutes each first camera key was on, over all statements whose inventory is there. */
export function presenceOf(all: readonly { statement: Statement; hash: string }[]): Map<string, Set<number>> {
  const inventories = inventoriesOf(all)
  const presence = new Map<string, Set<number>>()
  for (const { statement } of all) {
    if (statement.kind !== 'heartbeat') continue
    for (const { key, minutes } of onOf(statement, inventories.get(statement.inv) ?? [])) {
      const known = presence.get(key) ?? new Set()
      for (const minute of minutes) known.add(minute)
      presence.set(key, known)
    }
  }
  return presence
}

/** First camera keys by the hash of the (last part of the) inventory. */
function inventoriesOf(all: readonly { statement: Statement; hash: string }[]): Map<string, string[]> {
  const inventories = new Map<string, string[]>()
  const byHash = new Map(all.map((stored) => [stored.hash, stored.statement]))
  for (const { statement, hash } of all) {
    if (statement.kind !== 'inventory') continue
    const keys: string[] = []
    let part: Statement | undefined = statement
    while (part?.kind === 'inventory') {
      keys.unshift(...part.cams.map((camera) => camera.keys[0] ?? ''))
      part = (part.part?.[0] ?? 1) > 1 ? byHash.get(part.prev) : undefined
    }
    inventories.set(hash, keys)
  }
  return inventories
}

function onOf(heartbeat: HeartbeatStatement, keys: readonly string[]): { key: string; minutes: readonly number[] }[] {
  return camerasOn(heartbeat).map(({ index, mask }) => ({
    key: keys[index] ?? 'no such row',
    minutes: minutesOfMask(heartbeat.m, mask),
  }))
}
