/** Brings a database to the newest migration: as its owner, once, whoever else tries at the same time. */
import { createHash, createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

export const appRole = 'camtally_app'

export interface MigrateOptions {
  /** Password that the app's role gets. */
  readonly appPassword: string
  /** Time to note beside each migration, ms since 1970. */
  readonly nowMs: number
}

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly hash: string
}

/** Applies what is missing, each migration in its own transaction, and answers how many that were. The database owner
 *  must be able to create roles the first time. @throws MIGRATION_EDITED, DATABASE_NEWER */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'camtally-migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7, 0)')
    await ensureAppRole(client, { url: ownerUrl, password: options.appPassword })
    return await applyMissing(client, options.nowMs)
  } finally {
    await client.end()
  }
}

/** The address of the app's role in the database of `ownerUrl`. */
export function appUrlOf(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl)
  url.username = appRole
  url.password = encodeURIComponent(appPassword)
  return url.href
}

/** A password of the app's role that every collector with the same owner address derives alike, so that N collectors
 *  need one secret. @throws when the owner has no password: then the app's address must be set by hand. */
export function deriveAppPassword(ownerUrl: string): string {
  const { password } = new URL(ownerUrl)
  if (password === '') throw new Error('the database address has no password to derive the app role from')
  return createHmac('sha256', decodeURIComponent(password)).update(appRole).digest('base64url')
}

/** All migrations of this release, ascending. */
export function readMigrations(): readonly Migration[] {
  return readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, migrationsFolder), 'utf8')
      return { number: Number(name.slice(0, 4)), name, sql, hash: createHash('sha256').update(sql).digest('base64url') }
    })
}

/** The same two levels up from src/store and from dist/store. */
const migrationsFolder = new URL('../../migrations/', import.meta.url)

/** Roles belong to the whole server, so another database of it may be doing the same; one that can already log in is
 *  left alone. */
async function ensureAppRole(client: pg.Client, options: { url: string; password: string }): Promise<void> {
  const password = client.escapeLiteral(options.password)
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [appRole])
  if (rowCount === 0) await createRole(client, password)
  else if (!(await canLogIn(appUrlOf(options.url, options.password))))
    await client.query(`alter role ${appRole} with password ${password}`)
  await client.query(`grant usage on schema public to ${appRole}`)
}

async function createRole(client: pg.Client, password: string): Promise<void> {
  try {
    await client.query(`create role ${appRole} with login noinherit password ${password}`)
  } catch (error) {
    const exists = await client.query('select 1 from pg_roles where rolname = $1', [appRole])
    if (exists.rowCount === 0) throw error
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false // a wrong password, which the caller then sets; any other trouble shows when the app connects
  }
}

async function applyMissing(client: pg.Client, nowMs: number): Promise<number> {
  await client.query(`create table if not exists schema_migration (
    number integer not null primary key, name text not null, hash text not null, applied_at bigint not null)`)
  await client.query(`grant select on schema_migration to ${appRole}`)
  const { rows } = await client.query<{ number: number; name: string; hash: string }>(
    'select number, name, hash from schema_migration order by number',
  )
  const migrations = readMigrations()
  const newest = migrations.at(-1)?.number ?? 0
  const beyond = rows.find((row) => row.number > newest)
  if (beyond) throw new Error(`DATABASE_NEWER: the database has ${beyond.name}; this release ends at ${newest}`)
  for (const row of rows) {
    const ours = migrations.find((migration) => migration.number === row.number)
    if (ours?.hash !== row.hash) throw new Error(`MIGRATION_EDITED: ${row.name} is not what was applied`)
  }
  const missing = migrations.filter(({ number }) => !rows.some((row) => row.number === number))
  for (const migration of missing) await apply(client, migration, nowMs)
  return missing.length
}

async function apply(client: pg.Client, migration: Migration, nowMs: number): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into schema_migration (number, name, hash, applied_at) values ($1, $2, $3, $4)', [
      migration.number,
      migration.name,
      migration.hash,
      nowMs,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
