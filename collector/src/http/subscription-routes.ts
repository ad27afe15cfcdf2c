/** The subscription: begun once, read with its history, changed by requests that are previewed to the cent. */
import Type from 'typebox'
import { factDocument } from '../domain/fact-parse.ts'
import type { SubscriptionRequest } from '../domain/fact.ts'
import { billSoFar } from '../closing/open-days.ts'
import { closingBegins, finalizeIsDue } from '../jobs/schedule.ts'
import { billFrom } from '../ledger/account-bill.ts'
import { readFacts } from '../ledger/read-facts.ts'
import { record } from '../ledger/record.ts'
import { cardNow } from '../ledger/card-of-facts.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { lockLedger } from '../store/ledger.ts'
import { type Api, type ApiDeps, accountParams, closed, repeatable } from './api.ts'
import { changers, operators, readers } from './caller.ts'
import { requireMatch, tagVersion } from './etag.ts'
import { finalizeSoon } from './finalize-soon.ts'
import { Problem } from './problem.ts'
import { ownerOf, requireAccount } from './resource.ts'
import { changeBody, previewOf, previewSchema, requestOf } from './subscription-change.ts'
import { frequency, shownSubscription, subscriptionSchema, versionOf } from './subscription-form.ts'
import { write } from './write.ts'

const tags = ['subscription']
const path = '/v1/accounts/:account/subscription'
const subscribeBody = Type.Object(
  {
    tier: Type.String({ maxLength: 100 }),
    frequency,
    trialDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 3660 })),
  },
  closed,
)

export function subscriptionRoutes(api: Api, deps: ApiDeps): void {
  api.get(
    path,
    {
      config: { access: readers },
      schema: {
        summary: 'The newest subscription: what holds, what is pending, what comes next',
        tags,
        params: accountParams,
        response: { 200: subscriptionSchema },
      },
    },
    async (request, reply) => {
      const shown = await acrossAccounts(deps.store, (tx) => readShown(tx, deps, request.params.account))
      tagVersion(reply, shown.version)
      return shown
    },
  )
  api.post(
    path,
    {
      config: { access: operators },
      schema: {
        summary: 'Subscribe, from today on',
        description: 'The day counts whole, and its day of the month is the billing day.',
        tags,
        params: accountParams,
        headers: repeatable,
        body: subscribeBody,
        response: { 201: subscriptionSchema },
      },
    },
    async (request, reply) => {
      const asked = { do: 'subscribe' as const, trialDays: 0, ...request.body }
      const run = async (tx: Tx) => {
        await recordRequest(tx, deps, { account: request.params.account, asked })
        const body = await readShown(tx, deps, request.params.account)
        return { status: 201 as const, body, version: body.version }
      }
      return write(deps, { request, reply }, { accountId: '*', run, after: () => finalizeSoon(deps) })
    },
  )
  previewRoute(api, deps)
  changeRoute(api, deps)
}

function previewRoute(api: Api, deps: ApiDeps): void {
  api.post(
    `${path}/preview`,
    {
      config: { access: readers },
      schema: {
        summary: 'What a change would do, to the cent; nothing is changed',
        description: 'What is credited and charged today, the next invoice, and from when another rate holds.',
        tags,
        params: accountParams,
        body: Type.Object({ change: changeBody }, closed),
        response: { 200: previewSchema },
      },
    },
    async (request) => {
      const { account } = request.params
      const wish = { account, nowMs: deps.clock.wallMs(), asked: requestOf(request.body.change) }
      return acrossAccounts(deps.store, (tx) => previewOf(tx, wish))
    },
  )
}

function changeRoute(api: Api, deps: ApiDeps): void {
  api.post(
    `${path}/changes`,
    {
      config: { access: changers },
      schema: {
        summary: 'Carry a change out',
        description:
          'With the previewToken of the preview that was shown (409 PREVIEW_STALE where it would do something else ' +
          'by now), or with If-Match of the subscription.',
        tags,
        params: accountParams,
        headers: repeatable,
        body: Type.Object({ change: changeBody, previewToken: Type.Optional(Type.String({ maxLength: 100 })) }, closed),
        response: { 200: subscriptionSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params
      const { change, previewToken } = request.body
      const asked = requestOf(change)
      if (asked.do === 'end' && request.caller?.role !== 'ops')
        throw new Problem('ROLE_NOT_ALLOWED', {
          detail: 'Only an operator ends a subscription at once; cancel it instead.',
        })
      const run = async (tx: Tx) => {
        await lockLedger(tx)
        const wish = { account, nowMs: deps.clock.wallMs(), asked }
        const preview = await previewOf(tx, wish)
        if (previewToken === undefined) requireMatch(request, await readVersion(tx, account))
        else if (previewToken !== preview.previewToken) throw new Problem('PREVIEW_STALE')
        await recordRequest(tx, deps, { account, asked })
        const body = await readShown(tx, deps, account)
        return { status: 200 as const, body, version: body.version }
      }
      return write(deps, { request, reply }, { accountId: '*', run, after: () => finalizeSoon(deps) })
    },
  )
}

/** Records a request that is not refused. @throws its refusal, RATE_CARD_MISSING */
async function recordRequest(
  tx: Tx,
  deps: Pick<ApiDeps, 'random' | 'clock'>,
  { account, asked }: { readonly account: string; readonly asked: SubscriptionRequest },
): Promise<void> {
  await lockLedger(tx)
  const owner = ownerOf(await requireAccount(tx, account))
  const nowMs = deps.clock.wallMs()
  const facts = await readFacts(tx, owner.ledgerId)
  if (cardNow(facts) === undefined) throw new Problem('RATE_CARD_MISSING')
  const fact = { kind: 'subscription' as const, ...asked }
  const { refusal } = billFrom(facts, { nowMs, supposed: fact })
  if (refusal !== undefined) throw new Problem(refusal)
  const document = JSON.stringify(factDocument(fact))
  await record(tx, deps.random, { owner, kind: 'subscription', at: nowMs, document })
  await closingBegins(tx, owner, nowMs)
  await finalizeIsDue(tx, account, nowMs)
}

async function readVersion(tx: Tx, account: string): Promise<number> {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  return versionOf(await readFacts(tx, ledgerId))
}

async function readShown(tx: Tx, deps: Pick<ApiDeps, 'clock'>, account: string) {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const shown = shownSubscription(ledgerId, await billSoFar(tx, { accountId: account, ledgerId }, deps.clock.wallMs()))
  if (shown === undefined) throw new Problem('NO_SUBSCRIPTION')
  return shown
}
