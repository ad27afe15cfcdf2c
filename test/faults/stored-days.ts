/** What a collector's folder holds once nobody works in it: minutes a camera and day, the chain, and the day's
 *  count. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { acrossAccounts, openStore, type Store } from '../../collector/src/store/database.ts'
import { startEmbeddedPostgres } from '../../collector/src/store/embedded-postgres.ts'
import { hasMinute, minutesPerDay } from '../../collector/src/store/minutes.ts'
import { listChains } from '../../collector/src/store/chain.ts'
import { readPresence } from '../../collector/src/store/presence.ts'
import { rebuildProjection } from '../../collector/src/ingest/project.ts'

export interface Stored {
  /** For each day: minutes of each camera, most first. */
  readonly minutes: readonly (readonly number[])[]
  /** Cameras with at least 15 minutes, a day each. */
  readonly counts: readonly number[]
  /** [first, last] of the chain's runs. */
  readonly runs: readonly (readonly [number, number])[]
  readonly sides: number
  readonly statements: number
}

/** Projects everything anew and reads it. */
export async function readStored(folder: string, accountId: string, days: readonly number[]): Promise<Stored> {
  const server = await startEmbeddedPostgres(join(folder, 'collector', 'postgres'))
  const store = openStore(server.appUrl)
  try {
    await rebuildProjection(store, accountId)
    return await read(store, accountId, days)
  } finally {
    await store.destroy()
    await server.stop()
  }
}

async function read(store: Store, accountId: string, days: readonly number[]): Promise<Stored> {
  const rows = await acrossAccounts(store, (tx) => readPresence(tx, accountId, { from: 0, to: 100_000 }))
  const chains = await acrossAccounts(store, (tx) => listChains(tx, accountId))
  const minutes = days.map((day) =>
    rows
      .filter(({ utcDay }) => utcDay === day)
      .map((row) => Array.from({ length: minutesPerDay }, (_, at) => hasMinute(row.minutes, at)).filter(Boolean).length)
      .sort((a, b) => b - a),
  )
  return {
    minutes,
    counts: minutes.map((each) => each.filter((count) => count >= 15).length),
    runs: chains.flatMap(({ runs }) => runs.map(([first, last]) => [first, last] as const)),
    sides: chains.reduce((sum, { sides }) => sum + sides.length, 0),
    statements: chains.reduce((sum, { stored }) => sum + stored, 0),
  }
}

/** What every run must end with: one camera all day, one for eight hours, one for nine minutes, which do not count. */
export function isWhole(t: Test, { minutes, counts, runs, sides, statements }: Stored): void {
  for (const [always = 0, nights = 0, moment = 0] of minutes) {
    t.equal(always, 1440)
    t.ok(Math.abs(nights - 480) <= 1, `${nights} minutes of eight hours`)
    t.ok(Math.abs(moment - 9) <= 1, `${moment} of nine minutes`)
  }
  t.same(counts, [2, 2], 'the count of each day')
  t.equal(runs.length, 1, 'one run without a hole')
  t.equal(runs[0]?.[1], statements, 'each number once')
  t.equal(sides, 0)
}
