/** The ledger: gapless, chained, and in one order for all collectors. */
import { createHash } from 'node:crypto'
import { FIRST_ENTRY_PREVIOUS, parseEntry } from '@camtally/protocol'
import t from 'tap'
import { acrossAccounts, type Store } from './database.ts'
import {
  appendEntry,
  findLedgerHead,
  listLedgerHeads,
  type NewEntry,
  readEntries,
  readEntriesByIndex,
  readLedgerTip,
} from './ledger.ts'
import { withDatabase } from './testing.ts'

const alpha = { accountId: 'acc_aaaaaaaaaaaa', ledgerId: `${'a'.repeat(21)}A` }
const beta = { accountId: 'acc_bbbbbbbbbbbb', ledgerId: `${'b'.repeat(21)}A` }
const salt = new Uint8Array(32).fill(7)

function append(store: Store, entry: Partial<NewEntry> & Pick<NewEntry, 'accountId' | 'ledgerId'>) {
  return acrossAccounts(store, (tx) => appendEntry(tx, { kind: 'admin', at: 1000, document: '{}', salt, ...entry }))
}

const sha256 = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('base64url')

t.test('each ledger counts and chains by itself, the index runs through all of them', (t) =>
  withDatabase(t, async ({ store }) => {
    const first = await append(store, { ...alpha, kind: 'account', document: '{"name":"Ä"}' })
    const second = await append(store, { ...beta, kind: 'account' })
    const third = await append(store, { ...alpha, kind: 'payment' })
    t.match(
      [first, second, third],
      [
        { n: 1, index: 0 },
        { n: 1, index: 1 },
        { n: 2, index: 2 },
      ],
    )
    const rows = await acrossAccounts(store, (tx) => readEntries(tx, alpha.ledgerId))
    const entries = rows.map(({ entry }) => parseEntry(Buffer.from(entry)))
    t.same(entries[0], {
      k: 'account',
      t: 1000,
      a: alpha.ledgerId,
      n: 1,
      p: FIRST_ENTRY_PREVIOUS,
      d: sha256(salt, '{"name":"Ä"}'),
    })
    t.equal(entries[1]?.p, sha256(rows[0]?.entry ?? ''), 'p is the hash of the bytes of the entry before')
    t.equal(rows[0]?.document?.toString(), '{"name":"Ä"}')
    t.same(await acrossAccounts(store, (tx) => findLedgerHead(tx, alpha.ledgerId)), { n: 2, hash: third.hash })
    t.equal((await acrossAccounts(store, (tx) => listLedgerHeads(tx, [alpha.accountId, 'acc_none']))).size, 1)
    t.match(await acrossAccounts(store, readLedgerTip), { size: 3, restores: 0 })
    const all = await acrossAccounts(store, (tx) => readEntriesByIndex(tx, { fromIndex: 1, limit: 9 }))
    t.same(
      all.map(({ index }) => index),
      [1, 2],
    )
  }),
)

t.test('t never falls along the ledger, whatever the clocks of the collectors say', (t) =>
  withDatabase(t, async ({ store }) => {
    t.equal((await append(store, { ...alpha, at: 5000 })).t, 5000)
    t.equal((await append(store, { ...beta, at: 4000 })).t, 5000)
    t.equal((await append(store, { ...alpha, at: 6000 })).t, 6000)
  }),
)

t.test('many at once: no index twice, none left out, and what is rolled back was never there', (t) =>
  withDatabase(t, async ({ store }) => {
    await append(store, alpha)
    const tries = Array.from({ length: 40 }, (_, at) => {
      const entry = { kind: 'admin', at: 1, document: `${at}`, salt, ...(at % 2 ? alpha : beta) } as const
      return acrossAccounts(store, async (tx) => {
        await appendEntry(tx, entry)
        if (at % 5 === 0) throw new Error('changed our mind')
      }).catch(() => undefined)
    })
    await Promise.all(tries)
    const rows = await acrossAccounts(store, (tx) => readEntriesByIndex(tx, { fromIndex: 0, limit: 99 }))
    t.same(
      rows.map(({ index }) => index),
      Array.from({ length: 33 }, (_, at) => at),
    )
    for (const { ledgerId } of [alpha, beta]) {
      const own = rows.filter((row) => row.ledger_id === ledgerId)
      t.same(
        own.map(({ n }) => n),
        own.map((_, at) => at + 1),
      )
      for (const [at, row] of own.entries())
        t.equal(parseEntry(Buffer.from(row.entry)).p, at === 0 ? FIRST_ENTRY_PREVIOUS : own[at - 1]?.hash)
    }
  }),
)
