/** Migrations: once, in order, never edited. */
import pg from 'pg'
import t from 'tap'
import { databaseClockMs, openStore } from './database.ts'
import { appUrlOf, deriveAppPassword, migrate } from './migrate.ts'
import { withDatabase } from './testing.ts'

const options = (url: string) => ({ appPassword: deriveAppPassword(url), nowMs: 5 })

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** A second, empty database beside the one of the fixture. */
async function withEmpty(url: string, run: (emptyUrl: string) => Promise<void>): Promise<void> {
  const empty = new URL(url)
  empty.pathname = `${empty.pathname}_empty`
  const name = empty.pathname.slice(1)
  await query(url, `create database ${name}`)
  try {
    await run(empty.href)
  } finally {
    await query(url, `drop database ${name} with (force)`)
  }
}

t.test('what is there already is not applied again', (t) =>
  withDatabase(t, async ({ ownerUrl }) => {
    t.equal(await migrate(ownerUrl, options(ownerUrl)), 0)
  }),
)

t.test('an empty database is brought up once, however many try', (t) =>
  withDatabase(t, ({ ownerUrl }) =>
    withEmpty(ownerUrl, async (url) => {
      const applied = await Promise.all([1, 2, 3].map(() => migrate(url, options(url))))
      t.equal(applied.filter((count) => count > 0).length, 1)
      t.same(await query(url, 'select min(applied_at)::int, max(applied_at)::int from schema_migration'), [
        { min: 5, max: 5 },
      ])
      const store = openStore(appUrlOf(url, deriveAppPassword(url)))
      t.ok((await databaseClockMs(store)) > 0, 'the app role can log in')
      await store.destroy()
    }),
  ),
)

t.test('a migration that was edited, or that this release does not know, stops the start', (t) =>
  withDatabase(t, async ({ ownerUrl }) => {
    await query(ownerUrl, "update schema_migration set hash = 'other' where number = 2")
    await t.rejects(migrate(ownerUrl, options(ownerUrl)), /MIGRATION_EDITED: 0002_/)
    await query(ownerUrl, "insert into schema_migration values (9999, '9999_future.sql', 'x', 1)")
    await t.rejects(migrate(ownerUrl, options(ownerUrl)), /DATABASE_NEWER: .*9999_future/)
  }),
)

t.test('every collector derives the same password of the app role, and none without a secret', async (t) => {
  const url = 'postgres://owner:secret@db/camtally'
  t.equal(deriveAppPassword(url), deriveAppPassword('postgres://owner:secret@other/camtally'))
  t.not(deriveAppPassword(url), deriveAppPassword('postgres://owner:secret2@db/camtally'))
  t.throws(() => deriveAppPassword('postgres://owner@db/camtally'), /no password/)
  t.equal(appUrlOf(url, 'a/b'), 'postgres://camtally_app:a%2Fb@db/camtally')
})
