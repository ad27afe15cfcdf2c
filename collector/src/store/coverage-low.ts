/** How many gateways left too much of a day without a word. */
import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Gateways in service over the whole UTC day `utcDay` (days since 1970) whose counted heartbeats cover fewer than
 *  `leastMinutes` of its 1,440. A gateway that said nothing covers none. Across all accounts. */
export async function countCoverageLow(tx: Tx, utcDay: number, leastMinutes: number): Promise<number> {
  const endMs = (utcDay + 1) * 86_400_000
  const { rows } = await sql<{ count: string }>`
    select count(*)
    from gateway g
    where g.created_at <= ${utcDay * 86_400_000}
      and (g.retired_at is null or g.retired_at >= ${endMs})
      and coalesce((
        select bit_count(bit_or(c.covered))
        from coverage c
        where c.account_id = g.account_id and c.gateway_id = g.gateway_id and c.utc_day = ${utcDay}
      ), 0) < ${leastMinutes}`.execute(tx)
  return Number(rows[0]?.count ?? 0)
}
