/** The committed schema and what holds for every table. */
import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import t from 'tap'
import { readMigrations } from './migrate.ts'
import { schemaText } from './schema-text.ts'
import { withDatabase } from './testing.ts'

const committed = new URL('../../schema.sql', import.meta.url)

t.test('schema.sql is what the migrations come to, on every server', (t) =>
  withDatabase(t, async ({ ownerUrl }) => {
    const text = await asOwner(ownerUrl, schemaText)
    if (process.env['CAMTALLY_WRITE_SCHEMA']) writeFileSync(committed, text)
    t.equal(text, readFileSync(committed, 'utf8'))
  }),
)

t.test('every table of an account is forced under row-level security', (t) =>
  withDatabase(t, async ({ ownerUrl }) => {
    const query = `
      select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'account_id'
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity)`
    t.same((await asOwner(ownerUrl, (client) => client.query(query))).rows, [])
  }),
)

t.test('no migration asks what time it is', async (t) => {
  for (const { name, sql } of readMigrations())
    t.notMatch(sql.replace(/--.*/g, ''), /\bnow\(|\bcurrent_(?:time|date)|clock_timestamp|localtime/i, name)
})

t.test('migrations are numbered without a hole', async (t) => {
  t.same(
    readMigrations().map(({ number }) => number),
    readMigrations().map((_, at) => at + 1),
  )
})

async function asOwner<T>(ownerUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}
