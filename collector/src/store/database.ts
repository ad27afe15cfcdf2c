/** The way to the database: a pool whose numbers are exact, and the two kinds of transaction there are. Row-level
 *  security shows nothing outside of them (store/README.md). */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './schema.ts'

export type Store = Kysely<Tables>
export type Tx = Transaction<Tables>

export interface StoreOptions {
  readonly connections?: number
  /** Called for errors of idle connections (the server went away); a query in flight throws by itself. */
  readonly onError?: (error: Error) => void
}

/** Opens a pool at `url`, a postgres:// address of the app's role. Close it with `store.destroy()`. */
export function openStore(url: string, options: StoreOptions = {}): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    application_name: 'camtally-collector',
    types: { getTypeParser },
  })
  pool.on('error', (error) => options.onError?.(error))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** A transaction that sees and writes the rows of one account and no other's, whatever its queries say. */
export function asAccount<T>(store: Store, accountId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  if (accountId === everyAccount) throw new Error('asAccount: name an account, or say acrossAccounts')
  return inScope(store, accountId, run)
}

/** A transaction over all accounts, for what cannot know the account beforehand or serves them all: ingest, jobs,
 *  operators, finding a token or a claim. */
export function acrossAccounts<T>(store: Store, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(store, everyAccount, run)
}

/** The database's own clock (ms): the one query that asks it, to compare with ours; no row takes its time from it. */
export async function databaseClockMs(store: Store): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(store)
  return rows[0]?.ms ?? Number.NaN
}

/** The one row of a query that always has one. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length !== 1) throw new Error(`expected one row, found ${rows.length}`)
  return row
}

/** Whether an error says that a unique key was there already: the sign of a race that somebody else won. */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'
}

const everyAccount = '*'

function inScope<T>(store: Store, scope: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  return store.transaction().execute(async (tx) => {
    await sql`select set_config('camtally.account', ${scope}, true)`.execute(tx)
    return run(tx)
  })
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${text} from the database is no safe integer`)
  return value
}

/** int8 as a safe integer, numeric as bigint (our only numeric columns are whole money), date as its text. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.NUMERIC, BigInt],
  [pg.types.builtins.DATE, String],
])

function getTypeParser(oid: number, format?: string): (text: string) => unknown {
  return parsers.get(oid) ?? pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
}
