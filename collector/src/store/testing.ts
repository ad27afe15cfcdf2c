/** Fixture: a fresh database for a test, cloned from a migrated template, on the embedded server that the whole run
 *  shares (or one of its own when a file runs alone), and again on TEST_DATABASE_URL when that is set. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openStore, type Store } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { appUrlOf, deriveAppPassword, migrate, readMigrations } from './migrate.ts'

export interface TestDatabase {
  /** The app's role, as the collector works. */
  readonly store: Store
  /** The owner, as migrations work: its role may create roles, and no row-level rule of an account is set. */
  readonly ownerUrl: string
  readonly appUrl: string
}

/** The part of tap's `t` that is needed. */
export interface TestHandle {
  teardown(run: () => unknown): void
}

/** Owner address of the server that the run shares; test/lib/run-tests.ts sets it. */
export const sharedServerVariable = 'CAMTALLY_TEST_SERVER'

/** Runs `run` on a fresh database of each server; the database is gone afterwards. */
export async function withDatabase(_t: TestHandle, run: (db: TestDatabase) => Promise<void>): Promise<void> {
  for (const server of await servers()) {
    const db = await createDatabase(server)
    try {
      await run(db)
    } finally {
      await db.store.destroy()
      await inAdmin(server, (client) => client.query(`drop database ${nameIn(db.ownerUrl)} with (force)`))
    }
  }
}

/** The same for tests that hold the database open over several subtests: dropped at the end of `t`. */
export async function openTestDatabase(t: TestHandle): Promise<TestDatabase> {
  const server = (await servers())[0] ?? ''
  const db = await createDatabase(server)
  t.teardown(async () => {
    await db.store.destroy()
    await inAdmin(server, (client) => client.query(`drop database ${nameIn(db.ownerUrl)} with (force)`))
  })
  return db
}

/** Starts a server for one run of tests; its folder goes with it. */
export async function startTestServer(): Promise<{ ownerUrl: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'camtally-test-'))
  const server = await startEmbeddedPostgres(folder, { isDurable: false })
  return {
    ownerUrl: server.ownerUrl,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function servers(): Promise<string[]> {
  const extra = process.env['TEST_DATABASE_URL']
  return [await embedded(), ...(extra ? [extra] : [])]
}

let own: Promise<{ ownerUrl: string; stop: () => Promise<void> }> | undefined

async function embedded(): Promise<string> {
  const shared = process.env[sharedServerVariable]
  if (shared) return shared
  own ??= startTestServer().then((server) => {
    stopAtExit(server.stop)
    return server
  })
  return (await own).ownerUrl
}

/** beforeExit comes when nothing is left to do, and may still wait for something: the server's end. */
function stopAtExit(stop: () => Promise<void>): void {
  let isStopped = false
  process.on('beforeExit', () => {
    if (!isStopped) void stop()
    isStopped = true
  })
}

async function createDatabase(server: string): Promise<TestDatabase> {
  const template = await ensureTemplate(server)
  const name = `camtally_test_${randomBytes(8).toString('hex')}`
  await inAdmin(server, (client) => client.query(`create database ${name} template ${template}`))
  const ownerUrl = urlOf(server, name)
  const appUrl = appUrlOf(ownerUrl, deriveAppPassword(ownerUrl))
  return { store: openStore(appUrl), ownerUrl, appUrl }
}

const templates = new Map<string, Promise<string>>()

/** Made once a server and set of migrations, under a lock, and renamed when whole. */
function ensureTemplate(server: string): Promise<string> {
  const known = templates.get(server) ?? makeTemplate(server)
  templates.set(server, known)
  return known
}

async function makeTemplate(server: string): Promise<string> {
  const edition = createHash('sha256')
    .update(
      readMigrations()
        .map(({ hash }) => hash)
        .join(''),
    )
    .digest('hex')
  const name = `camtally_template_${edition.slice(0, 40)}`
  return inAdmin(server, async (client) => {
    await client.query('select pg_advisory_lock(7, 2)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) {
      await client.query(`drop database if exists ${name}_new`)
      await client.query(`create database ${name}_new`)
      const url = urlOf(server, `${name}_new`)
      await migrate(url, { appPassword: deriveAppPassword(url), nowMs: 0 })
      await client.query(`alter database ${name}_new rename to ${name}`)
    }
    return name
  })
}

async function inAdmin<T>(server: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

function nameIn(url: string): string {
  return new URL(url).pathname.slice(1)
}
