/** Presence from stored statements, by the collector's own pure steps: the same that its database is projected with. */
import { assemble } from '../../collector/src/ingest/assemble.ts'
import { foldHeartbeat, noSets, type Sets } from '../../collector/src/ingest/fold-heartbeat.ts'
import { sortStatements } from '../../collector/src/ingest/read-statements.ts'
import { hasMinute, minutesPerDay } from '../../collector/src/store/minutes.ts'
import type { InventoryRow } from '../../collector/src/store/inventory.ts'
import type { StatementRow } from '../../collector/src/store/statement.ts'

export type Projection = {
  readonly sets: Sets
  /** Heartbeats whose inventory did not arrive. */
  readonly awaiting: number
  readonly notUnderstood: number
}

/** Projects these rows in this order; a row may stand there twice. */
export function project(rows: readonly StatementRow[]): Projection {
  const { inventories, heartbeats, notUnderstood } = sortStatements(rows)
  const parts = inventories.map((row) => ({ ...row, keys: JSON.parse(String(row.keys)) }) as unknown as InventoryRow)
  const cameras = new Map(assemble(parts).map((whole) => [`${whole.key.gatewayId} ${whole.hash}`, whole.rows]))
  const sets = noSets()
  let awaiting = 0
  for (const { key, heartbeat, row } of heartbeats) {
    const found = cameras.get(`${key.gatewayId} ${heartbeat.inv}`)
    if (found === undefined) awaiting += 1
    else foldHeartbeat(sets, { key, heartbeat, arrivedAt: row.arrived_at, rows: found, shared: undefined })
  }
  return { sets, awaiting, notUnderstood: notUnderstood.length }
}

/** UTC minutes in which each camera, by first key, was present by any gateway. */
export function presentMinutes({ presence }: Sets): Map<string, Set<number>> {
  const byCamera = new Map<string, Set<number>>()
  for (const { cameraKey, utcDay, minutes } of presence.values()) {
    const all = byCamera.get(cameraKey) ?? new Set<number>()
    byCamera.set(cameraKey, all)
    for (let minute = 0; minute < minutesPerDay; minute += 1) {
      if (hasMinute(minutes, minute)) all.add(utcDay * minutesPerDay + minute)
    }
  }
  return byCamera
}

/** All that counts, as text that two projections of the same statements share. */
export function spell(sets: Sets): string {
  const rows = (kind: string, map: ReadonlyMap<string, object>) =>
    [...map].map(([name, row]) => `${kind} ${name} ${Object.values(row).map(spellValue).join(' ')}`)
  const all = [
    ...rows('presence', sets.presence),
    ...rows('coverage', sets.coverage),
    ...rows('uncounted', sets.uncounted),
  ]
  return all.sort().join('\n')
}

function spellValue(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value)
}

/** Of the statements that state minutes: each minute, as often as it is stated. */
export function statedMinutes(rows: readonly StatementRow[]): number[] {
  const { heartbeats } = sortStatements(rows)
  return heartbeats.flatMap(({ heartbeat: { m, n } }) => Array.from({ length: n }, (_, at) => m + at))
}
