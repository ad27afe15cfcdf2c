/** What persons decide about cameras: two keys are one camera (merge), two after all (unmerge), one was replaced by
 *  another (swap). Each names a reason, is previewed in money, and is followed by the corrections of the days it
 *  changes, in one transaction (protocol 4). */
import Type, { type Static } from 'typebox'
import { type AccountDays, readAccountDays } from '../closing/account-days.ts'
import { whileBound } from '../closing/bound.ts'
import { recordClose } from '../closing/record-close.ts'
import { parseDay } from '../domain/day.ts'
import type { Fact, FactBody } from '../domain/fact.ts'
import { finalizeIsDue } from '../jobs/schedule.ts'
import { billFrom } from '../ledger/account-bill.ts'
import { readFacts } from '../ledger/read-facts.ts'
import type { Tx } from '../store/database.ts'
import { lockLedger } from '../store/ledger.ts'
import { type Api, type ApiDeps, accountParams, amountMinor, closed, localDay, repeatable } from './api.ts'
import { callerFrom, operators } from './caller.ts'
import { orProblem } from './domain-problem.ts'
import { recordFact } from './fact-routes.ts'
import { Problem } from './problem.ts'
import { ownerOf, requireAccount } from './resource.ts'
import { write } from './write.ts'

const key = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: 'A camera key.' })
const body = Type.Object(
  {
    do: Type.Enum(['merge', 'unmerge', 'swap']),
    keys: Type.Array(key, { minItems: 2, maxItems: 2, uniqueItems: true, description: 'Of a swap: old, then new.' }),
    day: Type.Optional({ ...localDay, description: 'Of a swap: the day of the replacement.' }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  closed,
)
const changedSchema = Type.Object(
  {
    days: Type.Array(Type.Object({ day: localDay, before: Type.Integer(), after: Type.Integer() }, closed), {
      description: 'Closed days that change, cameras connected.',
    }),
    nextInvoiceNetMinor: Type.Object({ before: amountMinor, after: amountMinor }, closed),
  },
  closed,
)

/** Credits reach back 24 months (R19). */
const backDays = 732

export function cameraFactRoutes(api: Api, deps: ApiDeps): void {
  const schema = { tags: ['cameras'], params: accountParams, body }
  api.post(
    '/v1/accounts/:account/camera-facts/preview',
    {
      config: { access: operators },
      schema: { ...schema, summary: 'What a merge, unmerge or swap would change', response: { 200: changedSchema } },
    },
    async (request) => {
      const { account } = request.params
      const fact = factOf(request.body)
      const asked = { accountId: account, nowMs: () => deps.clock.wallMs() }
      return whileBound(deps.store, asked, ({ tx, at }) => preview(tx, deps, { account, fact, at }))
    },
  )
  api.post(
    '/v1/accounts/:account/camera-facts',
    {
      config: { access: operators },
      schema: {
        ...schema,
        headers: repeatable,
        summary: 'Record a merge, unmerge or swap, and correct the closed days it changes',
        response: { 201: changedSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params
      const wish = { account, fact: factOf(request.body), reason: request.body.reason, by: callerFrom(request).tokenId }
      let at = 0
      const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
        whileBound(deps.store, { accountId: account, nowMs: () => deps.clock.wallMs() }, (bound) => {
          at = bound.at
          return work(bound.tx)
        })
      const run = async (tx: Tx) => ({ status: 201 as const, body: await carryOut(tx, deps, { ...wish, at }) })
      return write(deps, { request, reply }, { accountId: '*', run, within })
    },
  )
}

type CameraFact = Extract<FactBody, { readonly kind: 'merge' | 'unmerge' | 'swap' }>
type Wish = { readonly account: string; readonly fact: CameraFact; readonly at: number }

function factOf({ do: what, keys, day }: Static<typeof body>): CameraFact {
  const [one = '', other = ''] = keys
  const detail = what === 'swap' ? 'a swap has a day' : `a ${what} has no day: it holds on all days`
  if ((what === 'swap') !== (day !== undefined))
    throw new Problem('REQUEST_INVALID', { detail, errors: [{ pointer: '/day', detail }] })
  if (what !== 'swap' || day === undefined) return { kind: what === 'merge' ? 'merge' : 'unmerge', keys: [one, other] }
  return { kind: 'swap', old: one, new: other, day: orProblem(() => parseDay(day, 'day')) }
}

async function preview(tx: Tx, deps: ApiDeps, wish: Wish): Promise<Static<typeof changedSchema>> {
  await lockLedger(tx)
  const owner = ownerOf(await requireAccount(tx, wish.account))
  const nowMs = deps.clock.wallMs()
  const supposed: Fact[] = [{ n: Number.MAX_SAFE_INTEGER, at: nowMs, ...wish.fact }]
  const days = await readAccountDays(tx, { owner, at: wish.at, nowMs, backDays, supposed })
  return whatChanges(days, nowMs, { recorded: await readFacts(tx, owner.ledgerId), changed: days.changed() })
}

async function carryOut(tx: Tx, deps: ApiDeps, wish: Wish & { readonly reason: string; readonly by: string }) {
  await lockLedger(tx)
  const owner = ownerOf(await requireAccount(tx, wish.account))
  const nowMs = deps.clock.wallMs()
  const recorded = await readFacts(tx, owner.ledgerId)
  await recordFact(tx, { ...deps, clock: { ...deps.clock, wallMs: () => nowMs } }, wish)
  const days = await readAccountDays(tx, { owner, at: wish.at, nowMs, backDays })
  const changed = days.changed()
  for (const { row, content } of changed) await recordClose(tx, deps.random, { owner, content, atMs: nowMs, of: row.n })
  await finalizeIsDue(tx, wish.account, nowMs)
  return whatChanges(days, nowMs, { recorded, changed })
}

/** The days as they change, and the next invoice without and with it. */
function whatChanges(
  { facts }: AccountDays,
  nowMs: number,
  { recorded, changed }: { readonly recorded: readonly Fact[]; readonly changed: ReturnType<AccountDays['changed']> },
): Static<typeof changedSchema> {
  const at = Math.max(nowMs, facts.at(-1)?.at ?? 0)
  const corrections = changed.map(
    ({ row, content: { head } }): Fact => ({
      ...{ n: Number.MAX_SAFE_INTEGER, at, kind: 'correction', of: row.n },
      ...{ day: parseDay(head.day), fromMinute: head.from, toMinute: head.to, count: head.count },
    }),
  )
  const netOf = (given: readonly Fact[]) => Number(billFrom(given, { nowMs }).nextInvoice()?.netMinor ?? 0n)
  return {
    days: changed.map(({ row, content }) => ({ day: row.day, before: row.connected, after: content.head.count })),
    nextInvoiceNetMinor: { before: netOf(recorded), after: netOf([...facts, ...corrections]) },
  }
}
