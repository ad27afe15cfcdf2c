/** Rate cards: the dated prices and settings. Never edited: a new one supersedes the old from the moment it is
 *  recorded. */
import { encodeUtf8 } from '@camtally/protocol'
import { createHash } from 'node:crypto'
import Type from 'typebox'
import { factDocument } from '../domain/fact-parse.ts'
import { parseRateCard } from '../domain/rate-card-parse.ts'
import { record } from '../ledger/record.ts'
import { sellerOwner } from '../ledger/seller.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { listRateCards, type RateCardRow } from '../store/subscription.ts'
import { type Api, type ApiDeps, closed, hash43, repeatable, shownInstant } from './api.ts'
import { operators, readers } from './caller.ts'
import { orProblem } from './domain-problem.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'
import { write } from './write.ts'

const tags = ['rate cards']
const cardSchema = Type.Object({}, { description: 'As docs/rate-card.md says; a rehearsal file holds the same.' })
const rateCardSchema = Type.Object(
  {
    hash: hash43,
    n: Type.Integer({ description: "Its entry in the seller's ledger." }),
    recordedOn: Type.String({ description: 'UTC date.' }),
    isNewest: Type.Boolean(),
    card: cardSchema,
  },
  closed,
)

export function rateCardRoutes(api: Api, deps: ApiDeps): void {
  create(api, deps)
  read(api, deps)
}

function create(api: Api, deps: ApiDeps): void {
  api.post(
    '/v1/rate-cards',
    {
      config: { access: operators },
      schema: {
        summary: 'Record a rate card, in force from now on',
        description: 'Usage prices have first days of their own, so a price of next month is recorded today.',
        tags,
        headers: repeatable,
        body: cardSchema,
        response: { 201: rateCardSchema },
      },
    },
    async (request, reply) => {
      const card = orProblem(() => parseRateCard(request.body))
      const document = JSON.stringify(factDocument({ kind: 'rateCard', card }))
      const run = async (tx: Tx) => {
        const owner = await sellerOwner(tx, deps.random)
        const at = deps.clock.wallMs()
        const cards = await listRateCards(tx)
        const isInForce = cards.at(-1)?.hash === hashOf(document)
        const isBack = !isInForce && cards.some(({ hash }) => hash === hashOf(document))
        // An older one that comes back is a new entry; its words make it a document of its own.
        const text = isBack ? document.replace(/}$/, `,"reason":"in force again from ${shownInstant(at)}"}`) : document
        if (!isInForce) await record(tx, deps.random, { owner, kind: 'rateCard', at, document: text })
        return { status: 201 as const, body: await requireShown(tx, hashOf(text)) }
      }
      return write(deps, { request, reply }, { accountId: '*', run })
    },
  )
}

function read(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/rate-cards',
    {
      config: { access: readers, isOwnList: true },
      schema: {
        summary: 'All rate cards in the order of recording',
        tags,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(rateCardSchema) },
      },
    },
    async (request) => {
      const rows = await acrossAccounts(deps.store, listRateCards)
      const newest = rows.at(-1)?.n
      const show = { position: (row: RateCardRow) => String(row.n), item: (row: RateCardRow) => shown(row, newest) }
      return pageOfAll(rows, sliceOf(request.query), show)
    },
  )
  api.get(
    '/v1/rate-cards/:hash',
    {
      config: { access: readers, isOwnList: true },
      schema: {
        summary: 'One rate card by the hash of its document',
        tags,
        params: Type.Object({ hash: hash43 }, closed),
        response: { 200: rateCardSchema },
      },
    },
    async (request) => acrossAccounts(deps.store, (tx) => requireShown(tx, request.params.hash)),
  )
}

function hashOf(document: string): string {
  return createHash('sha256').update(encodeUtf8(document)).digest('base64url')
}

async function requireShown(tx: Tx, hash: string) {
  const rows = await listRateCards(tx)
  const row = rows.find((each) => each.hash === hash)
  if (row === undefined) throw new Problem('RATE_CARD_NOT_FOUND')
  return shown(row, rows.at(-1)?.n)
}

function shown(row: RateCardRow, newest: number | undefined) {
  const { hash, n, from_on: recordedOn } = row
  return { hash, n, recordedOn, isNewest: n === newest, card: Object(row.card) }
}
