/** What is due, once and by one collector. */
import t from 'tap'
import { acrossAccounts } from './database.ts'
import { failJobDue, listJobsDue, runAlone, saveJobDue, stampTick, takeJobDue } from './job-due.ts'
import { withDatabase } from './testing.ts'

const due = (key: string, dueAt: number) => ({ account_id: '*', job: 'close-day', key, due_at: dueAt })

t.test('what is due is a query, oldest first, and is done once', (t) =>
  withDatabase(t, async ({ store }) => {
    await acrossAccounts(store, async (tx) => {
      for (const row of [due('b', 20), due('a', 10), due('c', 30), due('b', 15)]) await saveJobDue(tx, row)
    })
    const rows = await acrossAccounts(store, (tx) => listJobsDue(tx, { nowMs: 20, limit: 9 }))
    t.same(
      rows.map(({ key, due_at }) => [key, due_at]),
      [
        ['a', 10],
        ['b', 15],
      ],
    )
    const taken = await Promise.all([1, 2].map(() => acrossAccounts(store, (tx) => takeJobDue(tx, due('a', 0)))))
    t.same(taken.sort(), [false, true])
    await acrossAccounts(store, (tx) => failJobDue(tx, due('b', 0), { dueAt: 99, code: 'X' }))
    t.same(await acrossAccounts(store, (tx) => listJobsDue(tx, { nowMs: 20, limit: 9 })), [])
    t.match(await acrossAccounts(store, (tx) => listJobsDue(tx, { nowMs: 99, limit: 9 })), [
      { key: 'c' },
      { key: 'b', attempts: 1, failed: 'X' },
    ])
  }),
)

t.test('a take that is rolled back leaves the job due', (t) =>
  withDatabase(t, async ({ store }) => {
    await acrossAccounts(store, (tx) => saveJobDue(tx, due('a', 10)))
    const failing = acrossAccounts(store, async (tx) => {
      await takeJobDue(tx, due('a', 0))
      throw new Error('no')
    })
    await t.rejects(failing)
    t.equal((await acrossAccounts(store, (tx) => listJobsDue(tx, { nowMs: 10, limit: 9 }))).length, 1)
  }),
)

t.test('of two collectors one runs a job, and the other does not wait', (t) =>
  withDatabase(t, async ({ store }) => {
    const inside = Promise.withResolvers<void>()
    const leave = Promise.withResolvers<void>()
    const first = runAlone(store, 'jobs', async () => {
      inside.resolve()
      await leave.promise
      return 'done'
    })
    await inside.promise
    t.equal(await runAlone(store, 'jobs', async () => 'twice'), undefined)
    t.equal(await runAlone(store, 'other', async () => 'beside'), 'beside')
    leave.resolve()
    t.equal(await first, 'done')
    t.equal(await runAlone(store, 'jobs', async () => 'again'), 'again')
  }),
)

t.test('the tick answers when a collector last ran, and never goes back', (t) =>
  withDatabase(t, async ({ store }) => {
    const stamp = (nowMs: number) => acrossAccounts(store, (tx) => stampTick(tx, nowMs))
    t.same([await stamp(10), await stamp(30), await stamp(20), await stamp(40)], [0, 10, 30, 30])
  }),
)
