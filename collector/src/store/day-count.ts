/** Day counts as closed, and the rows of a close that its document names by hash. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { CloseRowTable, DayCountTable } from './schema-billing.ts'

export type DayCountRow = Selectable<DayCountTable>

/** A close is revision 1, a correction the next; the same revision twice fails with a unique violation. */
export async function insertDayCount(tx: Tx, row: Insertable<DayCountTable>): Promise<void> {
  await tx.insertInto('day_count').values(row).execute()
}

/** The newest revision of each closed day in [from, to), ascending. Days are local, like 2027-04-01. */
export function listDayCounts(
  tx: Tx,
  accountId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<DayCountRow[]> {
  return tx
    .selectFrom('day_count')
    .selectAll()
    .distinctOn('day')
    .where('account_id', '=', accountId)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('day')
    .orderBy('revision', 'desc')
    .execute()
}

/** The newest closed day of an account. */
export async function findLastClosedDay(tx: Tx, accountId: string): Promise<DayCountRow | undefined> {
  return tx
    .selectFrom('day_count')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('day', 'desc')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertCloseRows(tx: Tx, rows: readonly Insertable<CloseRowTable>[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('close_row')
    .values(rows.map((row) => ({ ...row, body: Buffer.from(row.body) })))
    .execute()
}

export function listCloseRows(tx: Tx, ledgerId: string, n: number): Promise<Selectable<CloseRowTable>[]> {
  return tx
    .selectFrom('close_row')
    .selectAll()
    .where('ledger_id', '=', ledgerId)
    .where('n', '=', n)
    .orderBy('gateway_id')
    .orderBy('epoch')
    .execute()
}

/** The newest revision of one day. */
export function findDayCount(tx: Tx, accountId: string, day: string): Promise<DayCountRow | undefined> {
  return tx
    .selectFrom('day_count')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('day', '=', day)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Rows of a ledger's closes that name branches beside a chain: there are few. */
export function listCloseRowsWithSides(tx: Tx, ledgerId: string): Promise<Selectable<CloseRowTable>[]> {
  return tx
    .selectFrom('close_row')
    .selectAll()
    .where('ledger_id', '=', ledgerId)
    .where(sql<boolean>`position('"side":[[' in convert_from(body, 'UTF8')) > 0`)
    .orderBy('n')
    .execute()
}
