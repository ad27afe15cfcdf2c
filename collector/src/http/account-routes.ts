/** Accounts: who is billed, where on earth their days begin, and what stands on their invoices. */
import { encodeBase64url, newId } from '@camtally/protocol'
import Type, { type Static } from 'typebox'
import { currencyDigitsOf } from '../domain/money.ts'
import { readTimeZone } from '../domain/reader.ts'
import { readTaxes } from '../domain/tax.ts'
import { type AccountDocument, accountForm, tax } from '../ledger/document.ts'
import { record } from '../ledger/record.ts'
import { type AccountRow, listAccounts } from '../store/account.ts'
import { acrossAccounts, asAccount, type Tx } from '../store/database.ts'
import { lockLedger } from '../store/ledger.ts'
import {
  type Api,
  type ApiDeps,
  accountId,
  accountParams,
  closed,
  instant,
  orNull,
  repeatable,
  shownInstant,
  shownInstantOrNull,
  shownName,
} from './api.ts'
import { callerFrom, operators, readers } from './caller.ts'
import { orProblem } from './domain-problem.ts'
import { requireMatch, tagVersion } from './etag.ts'
import { pageFrom, pageOf, pageQuery, sliceOf } from './page.ts'
import { ownerOf, requireAccount } from './resource.ts'
import { write } from './write.ts'

const text = Type.String({ maxLength: 500 })
const details = {
  taxes: Type.Array(tax, { maxItems: 20, description: 'Once per invoice and rate, from a local day on (R29).' }),
  address: Type.Array(text, { maxItems: 10 }),
  taxIds: Type.Array(Type.Object({ label: text, value: text }, closed), { maxItems: 10 }),
  locale: Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', description: 'How money is written (BCP 47).' }),
  paper: Type.Enum(['A4', 'letter']),
}
const timeZone = Type.String({ maxLength: 60, description: 'IANA name, like Europe/Vienna.' })
const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217; never changes.' })
const createBody = Type.Object({ name: shownName, timeZone, currency, ...partial(details) }, closed)
const changeBody = Type.Object({ name: Type.Optional(shownName), ...partial(details) }, { ...closed, minProperties: 1 })
const accountSchema = Type.Object(
  {
    accountId,
    ledgerId: Type.String(),
    name: shownName,
    timeZone,
    currency,
    ...details,
    version: Type.Integer(),
    createdAt: instant,
    endedAt: orNull(instant),
  },
  closed,
)

export function accountRoutes(api: Api, deps: ApiDeps): void {
  createAndList(api, deps)
  api.get(
    '/v1/accounts/:account',
    {
      config: { access: readers },
      schema: { summary: 'One account', tags: ['accounts'], params: accountParams, response: { 200: accountSchema } },
    },
    async (request, reply) => {
      const { account } = request.params
      const row = await asAccount(deps.store, account, (tx) => requireAccount(tx, account))
      tagVersion(reply, row.version)
      return shownAccount(row)
    },
  )
  api.patch(
    '/v1/accounts/:account',
    {
      config: { access: operators },
      schema: {
        summary: 'Change what stands on invoices from now on',
        description: 'Name, address, taxes. The time zone changes through the subscription (R21), the currency never.',
        tags: ['accounts'],
        params: accountParams,
        body: changeBody,
        response: { 200: accountSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params
      const run = async (tx: Tx) => {
        await lockLedger(tx)
        const row = await requireAccount(tx, account)
        requireMatch(request, row.version)
        orProblem(() => readTaxes({ value: request.body.taxes ?? [], path: 'taxes' }))
        const document = accountForm.encode({ ...documentOf(row), ...request.body })
        const at = deps.clock.wallMs()
        await record(tx, deps.random, { owner: ownerOf(row), kind: 'account', at, document })
        const changed = await requireAccount(tx, account)
        return { status: 200 as const, body: shownAccount(changed), version: changed.version }
      }
      return write(deps, { request, reply }, { accountId: account, run })
    },
  )
}

function createAndList(api: Api, deps: ApiDeps): void {
  api.post(
    '/v1/accounts',
    {
      config: { access: operators },
      schema: {
        summary: 'Make an account',
        tags: ['accounts'],
        headers: repeatable,
        body: createBody,
        response: { 201: accountSchema },
      },
    },
    async (request, reply) => {
      const run = async (tx: Tx) => {
        const row = await createAccount(tx, deps, request.body)
        return { status: 201 as const, body: shownAccount(row), version: row.version }
      }
      return write(deps, { request, reply }, { accountId: '*', run })
    },
  )
  api.get(
    '/v1/accounts',
    {
      config: { access: readers, isOwnList: true },
      schema: {
        summary: 'The accounts that this token sees',
        tags: ['accounts'],
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(accountSchema) },
      },
    },
    async (request) => {
      const slice = sliceOf(request.query)
      const page = slice.after === undefined ? { limit: slice.limit } : { limit: slice.limit, after: slice.after }
      const own = callerFrom(request).accountId
      const read = (tx: Tx) => listAccounts(tx, page)
      const rows = own === '*' ? await acrossAccounts(deps.store, read) : await asAccount(deps.store, own, read)
      return pageFrom(rows, slice, { position: (row) => row.account_id, item: shownAccount })
    },
  )
}

/** A new account with a ledger of its own. @throws TIME_ZONE_UNKNOWN, CURRENCY_UNSUPPORTED, TAX_TWICE */
async function createAccount(
  tx: Tx,
  deps: Pick<ApiDeps, 'random' | 'clock'>,
  asked: Static<typeof createBody>,
): Promise<AccountRow> {
  const { name, timeZone, currency, ...given } = asked
  orProblem(() => {
    readTimeZone({ value: timeZone, path: 'timeZone' })
    currencyDigitsOf(currency, 'currency')
    readTaxes({ value: given.taxes ?? [], path: 'taxes' })
  })
  const account = newId('acc', deps.random.bytes(12))
  const owner = { accountId: account, ledgerId: encodeBase64url(deps.random.bytes(16)) }
  const document = { v: 1 as const, account, name, timeZone, currency, ...defaults, ...given }
  const at = deps.clock.wallMs()
  await record(tx, deps.random, { owner, kind: 'account', at, document: accountForm.encode(document) })
  return requireAccount(tx, account)
}

const defaults: Pick<AccountDocument, 'taxes' | 'address' | 'taxIds' | 'locale' | 'paper'> = {
  taxes: [],
  address: [],
  taxIds: [],
  locale: 'en-US',
  paper: 'A4',
}

/** The document that made a row what it is, but for what changed since. */
function documentOf(row: AccountRow): AccountDocument {
  const { account_id: account, name, time_zone: timeZone, currency } = row
  const stored = { ...defaults, ...row.details }
  const document = { v: 1, account, name, timeZone, currency, ...stored }
  return accountForm.parse(new TextEncoder().encode(JSON.stringify(document)))
}

function shownAccount(row: AccountRow) {
  const { v: _v, account, ...document } = documentOf(row)
  return {
    accountId: account,
    ledgerId: row.ledger_id,
    ...document,
    version: row.version,
    createdAt: shownInstant(row.created_at),
    endedAt: shownInstantOrNull(row.ended_at),
  }
}

function partial<Members extends Readonly<Record<string, Type.TSchema>>>(members: Members) {
  return Type.Partial(Type.Object(members)).properties
}
