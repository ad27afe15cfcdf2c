/** Facts that operators record besides subscriptions: free days, another time zone, payments, credit notes. Each is a
 *  ledger entry with who said it and why; a fact that the rules refuse is not recorded. */
import Type from 'typebox'
import type { FactBody } from '../domain/fact.ts'
import { factDocument } from '../domain/fact-parse.ts'
import { parseDay } from '../domain/day.ts'
import { readTimeZone } from '../domain/reader.ts'
import { finalizeIsDue } from '../jobs/schedule.ts'
import { billFrom } from '../ledger/account-bill.ts'
import { readFacts } from '../ledger/read-facts.ts'
import { record } from '../ledger/record.ts'
import type { Tx } from '../store/database.ts'
import { findInvoice } from '../store/invoice.ts'
import { lockLedger } from '../store/ledger.ts'
import {
  type Api,
  type ApiDeps,
  accountParams,
  closed,
  instant,
  invoiceId,
  localDay,
  repeatable,
  shownInstant,
} from './api.ts'
import { callerFrom, operators } from './caller.ts'
import { orProblem } from './domain-problem.ts'
import { finalizeSoon } from './finalize-soon.ts'
import { Problem } from './problem.ts'
import { ownerOf, requireAccount } from './resource.ts'
import { write } from './write.ts'

const tags = ['facts']
const reason = Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Why, in words for people.' }))
const recordedSchema = Type.Object(
  { n: Type.Integer({ description: 'Its ledger entry.' }), hash: Type.String(), at: instant },
  closed,
)
const answers = { 201: recordedSchema }

/** Facts that are asked for; subscriptions and rate cards have routes of their own. */
type Recordable = Extract<
  FactBody,
  { readonly kind: 'freeDays' | 'timeZone' | 'payment' | 'creditNote' | 'merge' | 'unmerge' | 'swap' }
>

export type RecordWish = {
  readonly account: string
  readonly fact: Recordable
  readonly reason: string | undefined
  /** The token that asks. */
  readonly by: string
}

/** Records a fact that is not refused. @throws its refusal */
export async function recordFact(tx: Tx, deps: Pick<ApiDeps, 'random' | 'clock'>, wish: RecordWish) {
  await lockLedger(tx)
  const owner = ownerOf(await requireAccount(tx, wish.account))
  const nowMs = deps.clock.wallMs()
  const supposed: FactBody = wish.fact
  const { refusal } = billFrom(await readFacts(tx, owner.ledgerId), { nowMs, supposed })
  if (refusal !== undefined) throw new Problem(refusal)
  const words = { ...(wish.reason === undefined ? {} : { reason: wish.reason }), by: wish.by }
  const document = JSON.stringify({ ...factDocument(wish.fact), ...words })
  const { n, hash, t } = await record(tx, deps.random, { owner, kind: wish.fact.kind, at: nowMs, document })
  await finalizeIsDue(tx, wish.account, nowMs)
  return { n, hash, at: shownInstant(t) }
}

export function factRoutes(api: Api, deps: ApiDeps): void {
  freeDays(api, deps)
  timeZone(api, deps)
  payments(api, deps)
}

function freeDays(api: Api, deps: ApiDeps): void {
  const body = Type.Object({ from: localDay, to: { ...localDay, description: 'Not included.' }, reason }, closed)
  api.post(
    '/v1/accounts/:account/free-days',
    {
      config: { access: operators },
      schema: {
        summary: 'Waive the usage of local days (R24)',
        tags,
        params: accountParams,
        headers: repeatable,
        body,
        response: answers,
      },
    },
    async (request, reply) => {
      const { from, to, reason } = request.body
      const days = orProblem(() => ({ from: parseDay(from, 'from'), to: parseDay(to, 'to') }))
      const detail = 'days are [from, to), and to is not after from'
      if (days.from >= days.to) throw new Problem('SPAN_EMPTY', { detail, errors: [{ pointer: '/to', detail }] })
      const fact = { kind: 'freeDays' as const, ...days }
      return recorded(deps, { request, reply }, { account: request.params.account, fact, reason })
    },
  )
}

function timeZone(api: Api, deps: ApiDeps): void {
  const body = Type.Object({ timeZone: Type.String({ maxLength: 60 }), reason }, closed)
  api.post(
    '/v1/accounts/:account/time-zone',
    {
      config: { access: operators },
      schema: {
        summary: 'Change the time zone from the next usage period on (R21)',
        description: 'Naming the one in force withdraws a pending change.',
        tags,
        params: accountParams,
        headers: repeatable,
        body,
        response: answers,
      },
    },
    async (request, reply) => {
      const zone = orProblem(() => readTimeZone({ value: request.body.timeZone, path: 'timeZone' }))
      const fact = { kind: 'timeZone' as const, timeZone: zone }
      return recorded(deps, { request, reply }, { account: request.params.account, fact, reason: request.body.reason })
    },
  )
}

function payments(api: Api, deps: ApiDeps): void {
  const body = Type.Object({ invoiceId, do: Type.Enum(['failed', 'succeeded']), reason }, closed)
  api.post(
    '/v1/accounts/:account/payments',
    {
      config: { access: operators },
      schema: {
        summary: 'What the payment system says of a final invoice (R23)',
        tags,
        params: accountParams,
        headers: repeatable,
        body,
        response: answers,
      },
    },
    async (request, reply) => {
      const { account } = request.params
      const factOf = async (tx: Tx): Promise<Recordable> => {
        const row = await findInvoice(tx, account, request.body.invoiceId)
        if (row === undefined || row.series !== 'invoice') throw new Problem('UNKNOWN_INVOICE')
        return { kind: 'payment', do: request.body.do, invoice: row.number }
      }
      return recorded(deps, { request, reply }, { account, fact: factOf, reason: request.body.reason })
    },
  )
}

type Exchange = Parameters<typeof write>[1]
type Asked = Omit<RecordWish, 'by' | 'fact'> & { readonly fact: Recordable | ((tx: Tx) => Promise<Recordable>) }

function recorded(deps: ApiDeps, exchange: Exchange, { account, fact, reason }: Asked) {
  const by = callerFrom(exchange.request).tokenId
  const run = async (tx: Tx) => {
    const found = typeof fact === 'function' ? await fact(tx) : fact
    return { status: 201 as const, body: await recordFact(tx, deps, { account, fact: found, reason, by }) }
  }
  return write(deps, exchange, { accountId: '*', run, after: () => finalizeSoon(deps) })
}
