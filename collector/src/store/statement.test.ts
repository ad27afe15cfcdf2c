/** Statements in their partitions. */
import { sql } from 'kysely'
import t from 'tap'
import { acrossAccounts, type Tx } from './database.ts'
import { findByNumber, insertStatements, keepStatementMonths, readStatements, type StatementRow } from './statement.ts'
import { withDatabase } from './testing.ts'

const key = { accountId: 'acc_aaaaaaaaaaaa', gatewayId: 'gw_aaaaaaaaaaaa', epoch: 1 }
const april = Date.UTC(2027, 3, 10)

function row(seq: number, arrivedAt: number, hash = 'a'): StatementRow {
  return {
    account_id: key.accountId,
    gateway_id: key.gatewayId,
    epoch: key.epoch,
    seq,
    hash: hash.padEnd(43, 'A'),
    arrived_at: arrivedAt,
    serial: seq,
    is_side: false,
    kind: 'boot',
    code: null,
    jws: 'x.y.z',
  }
}

const partitions = async (tx: Tx) => {
  const { rows } = await sql<{ name: string; count: number }>`
    select tableoid::regclass::text as name, count(*) as count from statement group by 1 order by 1`.execute(tx)
  return rows.map(({ name, count }) => [name, count])
}

t.test('statements lie in the partition of their month of arrival, also when it was made too late', (t) =>
  withDatabase(t, ({ store }) =>
    acrossAccounts(store, async (tx) => {
      const may = Date.UTC(2027, 4, 1)
      await insertStatements(tx, [row(1, april), row(2, may - 1), row(3, may)])
      t.same(await partitions(tx), [['statement_default', 3]], 'nothing is lost where a month is missing')
      t.equal(await keepStatementMonths(tx, april), 4)
      t.same(await partitions(tx), [
        ['statement_2027_04', 2],
        ['statement_2027_05', 1],
      ])
      t.equal(await keepStatementMonths(tx, april), 0)
      await insertStatements(tx, [row(4, may)])
      t.same(await partitions(tx), [
        ['statement_2027_04', 2],
        ['statement_2027_05', 2],
      ])
      t.same(
        (await readStatements(tx, key, { after: 1, limit: 2 })).map(({ seq }) => seq),
        [2, 3],
      )
    }),
  ),
)

t.test('a number is found whatever month it arrived in, with everything that is stored under it', (t) =>
  withDatabase(t, ({ store }) =>
    acrossAccounts(store, async (tx) => {
      await keepStatementMonths(tx, april)
      await insertStatements(tx, [row(1, april), { ...row(1, Date.UTC(2027, 5, 1), 'b'), is_side: true, serial: 2 }])
      const found = await findByNumber(tx, [
        { ...key, seq: 1 },
        { ...key, seq: 2 },
      ])
      t.same(found.map(({ seq, hash, is_side }) => [seq, hash[0], is_side]).sort(), [
        [1, 'a', false],
        [1, 'b', true],
      ])
    }),
  ),
)
