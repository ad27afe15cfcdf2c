/** Claims are used once (protocol 7). */
import t from 'tap'
import { insertAccount, insertSite } from './account.ts'
import { countClaimFailures, findClaim, insertClaim, noteClaimFailure, takeClaim } from './claim.ts'
import { acrossAccounts, asAccount, type Store } from './database.ts'
import { withDatabase } from './testing.ts'

const accountId = 'acc_aaaaaaaaaaaa'
const claimId = 'cccccccccccc'

async function createClaim(store: Store): Promise<void> {
  await asAccount(store, accountId, async (tx) => {
    const row = { account_id: accountId, ledger_id: 'a'.repeat(22), name: 'A', time_zone: 'UTC', currency: 'USD' }
    await insertAccount(tx, { ...row, created_at: 1, ended_at: null })
    await insertSite(tx, { account_id: accountId, site_id: 'site_aaaaaaaaaaaa', name: 'S', created_at: 1 })
    const claim = { account_id: accountId, claim_id: claimId, site_id: 'site_aaaaaaaaaaaa', name: 'G' }
    await insertClaim(tx, { ...claim, secret_hash: 'h'.repeat(43), created_at: 1, expires_at: 1000 })
  })
}

t.test('10.13 one claim, 100 parallel uses, one success', (t) =>
  withDatabase(t, async ({ store }) => {
    await createClaim(store)
    const uses = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        acrossAccounts(store, (tx) => takeClaim(tx, { claimId, enrollmentId: `enr_${at}` }, 500)),
      ),
    )
    t.equal(uses.filter((isTaken) => isTaken).length, 1)
    t.equal((await acrossAccounts(store, (tx) => findClaim(tx, claimId)))?.used_at, 500)
  }),
)

t.test('10.14 a claim is no good from its end on', (t) =>
  withDatabase(t, async ({ store }) => {
    await createClaim(store)
    t.notOk(await acrossAccounts(store, (tx) => takeClaim(tx, { claimId, enrollmentId: 'enr_x' }, 1000)))
    t.ok(await acrossAccounts(store, (tx) => takeClaim(tx, { claimId, enrollmentId: 'enr_x' }, 999)))
  }),
)

t.test('10.14 bad proofs are counted per claim and address', (t) =>
  withDatabase(t, async ({ store }) => {
    await createClaim(store)
    const attempt = { accountId, claimId, address: '192.0.2.1' }
    for (const nowMs of [1, 2, 3]) await acrossAccounts(store, (tx) => noteClaimFailure(tx, attempt, nowMs))
    t.equal(await acrossAccounts(store, (tx) => countClaimFailures(tx, attempt, 2)), 2)
    t.equal(await acrossAccounts(store, (tx) => countClaimFailures(tx, { ...attempt, address: '192.0.2.2' }, 0)), 0)
  }),
)
