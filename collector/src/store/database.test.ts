/** What row-level security shows and what the app role may do. */
import { sql } from 'kysely'
import t from 'tap'
import { findAccount, insertAccount, listAccounts } from './account.ts'
import { acrossAccounts, asAccount, databaseClockMs, type Store } from './database.ts'
import { appendEntry } from './ledger.ts'
import { withDatabase } from './testing.ts'

const alpha = 'acc_aaaaaaaaaaaa'
const beta = 'acc_bbbbbbbbbbbb'

t.test('nothing is visible in a transaction that named no account', (t) =>
  withDatabase(t, async ({ store }) => {
    await insertTwo(store)
    t.same(await store.selectFrom('account').selectAll().execute(), [])
    t.same(await store.transaction().execute((tx) => listAccounts(tx, { limit: 10 })), [])
  }),
)

t.test('8.25 an account sees and writes its own rows only', (t) =>
  withDatabase(t, async ({ store }) => {
    await insertTwo(store)
    t.same(
      (await asAccount(store, alpha, (tx) => listAccounts(tx, { limit: 10 }))).map((row) => row.account_id),
      [alpha],
    )
    t.equal(await asAccount(store, alpha, (tx) => findAccount(tx, beta)), undefined)
    await t.rejects(
      asAccount(store, alpha, (tx) =>
        tx
          .insertInto('site')
          .values({ account_id: beta, site_id: 'site_aaaaaaaaaaaa', name: 'x', created_at: 1 })
          .execute(),
      ),
      /row-level security/,
    )
    t.same((await acrossAccounts(store, (tx) => listAccounts(tx, { limit: 10 }))).length, 2)
  }),
)

t.test('the scope ends with its transaction, also on a connection that is used again', (t) =>
  withDatabase(t, async ({ store }) => {
    await insertTwo(store)
    await store.connection().execute(async (connection) => {
      await acrossAccounts(connection, (tx) => listAccounts(tx, { limit: 1 }))
      t.same(await connection.selectFrom('account').selectAll().execute(), [])
    })
  }),
)

t.test('8.25 the app role cannot change or remove evidence', (t) =>
  withDatabase(t, async ({ store }) => {
    await insertTwo(store)
    await acrossAccounts(store, (tx) =>
      appendEntry(tx, {
        accountId: alpha,
        ledgerId: ledgerOf('a'),
        kind: 'account',
        at: 5,
        document: '{}',
        salt: new Uint8Array(32),
      }),
    )
    for (const table of ['statement', 'receipt', 'ledger_entry', 'ledger_document', 'statement_default']) {
      for (const query of [`delete from ${table}`, `truncate ${table}`, `update ${table} set account_id = account_id`])
        await t.rejects(
          acrossAccounts(store, (tx) => sql.raw(query).execute(tx)),
          /permission denied/,
          query,
        )
    }
  }),
)

t.test('a scope is an account, never the star', async (t) => {
  await withDatabase(t, async ({ store }) => {
    t.throws(() => asAccount(store, '*', async () => 0), /acrossAccounts/)
  })
})

t.test('numbers come exact or not at all: a safe integer, a bigint, a date as text', (t) =>
  withDatabase(t, async ({ store }) => {
    const query = sql<Record<string, unknown>>`
      select 9007199254740991::bigint as counter, 123456789012345678901::numeric as money, date '2027-03-01' as day`
    t.same((await query.execute(store)).rows, [
      { counter: 9007199254740991, money: 123456789012345678901n, day: '2027-03-01' },
    ])
    await t.rejects(sql`select 9007199254740992::bigint as counter`.execute(store), /no safe integer/)
    t.ok((await databaseClockMs(store)) > 1_700_000_000_000)
  }),
)

async function insertTwo(store: Store): Promise<void> {
  for (const [accountId, letter] of [
    [alpha, 'a'],
    [beta, 'b'],
  ] as const) {
    await asAccount(store, accountId, (tx) =>
      insertAccount(tx, {
        account_id: accountId,
        ledger_id: ledgerOf(letter),
        name: letter,
        time_zone: 'UTC',
        currency: 'USD',
        created_at: 1,
        ended_at: null,
      }),
    )
  }
}

function ledgerOf(letter: string): string {
  return `${letter.repeat(21)}A`
}
