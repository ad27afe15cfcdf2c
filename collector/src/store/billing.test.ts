/** Numbers, invoices, idempotency and tokens: what may happen once. */
import t from 'tap'
import { insertAccount } from './account.ts'
import { acrossAccounts, asAccount, type Store } from './database.ts'
import { answerIdempotencyKey, forgetIdempotencyKeys, takeIdempotencyKey } from './idempotency.ts'
import { findInvoice, insertInvoice, listInvoices, markInvoicePaid, takeNumber } from './invoice.ts'
import { saveSubscription, findSubscription } from './subscription.ts'
import { withDatabase } from './testing.ts'
import { findToken, insertToken, revokeToken } from './token.ts'

const accountId = 'acc_aaaaaaaaaaaa'

async function createAccount(store: Store): Promise<void> {
  const row = { account_id: accountId, ledger_id: 'a'.repeat(22), name: 'A', time_zone: 'UTC', currency: 'USD' }
  await asAccount(store, accountId, (tx) => insertAccount(tx, { ...row, created_at: 1, ended_at: null }))
}

function invoice(letter: string, number: number) {
  const money = {
    currency: 'USD',
    net_minor: 12_345_678_901_234_567_890n,
    tax_minor: 0n,
    gross_minor: -5n,
    due_minor: 0n,
  }
  const period = { period_from: '2027-01-31', period_to: '2027-02-28', issued_on: '2027-02-28' }
  const id = { account_id: accountId, invoice_id: `inv_${letter.repeat(12)}`, series: 'invoice', number } as const
  return { ...id, ...money, ...period, unique_key: letter, kind: 'period', document: '{}', n: number, final_at: number }
}

t.test('R32 numbers have no gap: one is taken only by what is committed', (t) =>
  withDatabase(t, async ({ store }) => {
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        acrossAccounts(store, async (tx) => {
          const number = await takeNumber(tx, 'invoice')
          if (at % 4 === 0) throw new Error('not this one')
          return number
        }).catch(() => 0),
      ),
    )
    t.same(
      taken.filter((number) => number > 0).sort((a, b) => a - b),
      Array.from({ length: 15 }, (_, at) => at + 1),
    )
    t.equal(await acrossAccounts(store, (tx) => takeNumber(tx, 'creditNote')), 1, 'a series of its own')
  }),
)

t.test('R30 R32 an invoice is written once, is exact, and only its payment is noted later', (t) =>
  withDatabase(t, async ({ store }) => {
    await createAccount(store)
    await asAccount(store, accountId, async (tx) => {
      await insertInvoice(tx, invoice('a', 1))
      await insertInvoice(tx, invoice('b', 2))
    })
    const again = asAccount(store, accountId, (tx) =>
      insertInvoice(tx, { ...invoice('a', 3), invoice_id: `inv_${'c'.repeat(12)}` }),
    )
    await t.rejects(again, /invoice_account_id_unique_key_key/)
    const found = await asAccount(store, accountId, (tx) => findInvoice(tx, accountId, `inv_${'a'.repeat(12)}`))
    t.match(found, {
      net_minor: 12_345_678_901_234_567_890n,
      gross_minor: -5n,
      period_from: '2027-01-31',
      paid_at: null,
    })
    const pay = () =>
      asAccount(store, accountId, (tx) => markInvoicePaid(tx, { accountId, invoiceId: `inv_${'a'.repeat(12)}` }, 9))
    t.same([await pay(), await pay()], [true, false])
    const change = asAccount(store, accountId, (tx) => tx.updateTable('invoice').set({ net_minor: 1n }).execute())
    await t.rejects(change, /permission denied/)
    const pages = await asAccount(store, accountId, async (tx) => {
      const first = await listInvoices(tx, accountId, { limit: 1 })
      const before = { finalAt: first[0]?.final_at ?? 0, invoiceId: first[0]?.invoice_id ?? '' }
      return [first, await listInvoices(tx, accountId, { limit: 9, before })]
    })
    t.same(
      pages.map((rows) => rows.map(({ number }) => number)),
      [[2], [1]],
    )
  }),
)

t.test(
  'the same request twice has one effect and one answer, also at the same moment; another under its key has none',
  (t) =>
    withDatabase(t, async ({ store }) => {
      const asked = { accountId, caller: 'tok', key: 'k', request: 'r'.repeat(43) }
      const ask = (request = asked) =>
        asAccount(store, accountId, async (tx) => {
          const outcome = await takeIdempotencyKey(tx, request, 5)
          if (outcome.state === 'first') await answerIdempotencyKey(tx, request, { status: 201, answer: 'made' })
          return outcome
        })
      const both = await Promise.all([ask(), ask()])
      t.same(both.map(({ state }) => state).sort(), ['answered', 'first'])
      t.same(await ask(), { state: 'answered', status: 201, answer: 'made' })
      t.same(await ask({ ...asked, request: 's'.repeat(43) }), { state: 'different' })
      t.same(await ask({ ...asked, caller: 'other' }), { state: 'first' })
      await acrossAccounts(store, (tx) => forgetIdempotencyKeys(tx, 6))
      t.same(await ask(), { state: 'first' })
    }),
)

t.test('a token is good until its end or its revocation, and its role fits whose it is', (t) =>
  withDatabase(t, async ({ store }) => {
    const hash = 'h'.repeat(43)
    const row = {
      account_id: '*',
      token_id: 'tok_1',
      hash,
      role: 'ops',
      name: 'first',
      created_at: 1,
      expires_at: 100,
    } as const
    await acrossAccounts(store, (tx) => insertToken(tx, row))
    const find = (nowMs: number) => acrossAccounts(store, async (tx) => (await findToken(tx, hash, nowMs))?.token_id)
    t.same([await find(99), await find(100)], ['tok_1', undefined])
    t.ok(await acrossAccounts(store, (tx) => revokeToken(tx, { accountId: '*', tokenId: 'tok_1' }, 50)))
    t.same([await find(49), await find(50)], ['tok_1', undefined])
    const odd = acrossAccounts(store, (tx) =>
      insertToken(tx, { ...row, account_id: accountId, token_id: 'x', hash: 'i'.repeat(43) }),
    )
    await t.rejects(odd, /violates check constraint/)
  }),
)

t.test('a fold of fewer entries never replaces a newer one', (t) =>
  withDatabase(t, async ({ store }) => {
    await createAccount(store)
    const row = { account_id: accountId, status: 'active', tier: 'basic', frequency: 'monthly', state: '{}' } as const
    const save = (n: number, tier: string) =>
      asAccount(store, accountId, (tx) => saveSubscription(tx, { ...row, tier, n }))
    await save(2, 'pro')
    await save(1, 'basic')
    await save(3, 'basic')
    t.match(await asAccount(store, accountId, (tx) => findSubscription(tx, accountId)), {
      tier: 'basic',
      n: 3,
      version: 2,
    })
  }),
)
