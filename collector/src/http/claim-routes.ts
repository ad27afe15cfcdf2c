/** Claims: the one-time secret that an installer types in. Shown once, kept as a hash, good for 24 hours. */
import { CLAIM_LIVES_MS, claimSecretHash, formatClaim, newId } from '@camtally/protocol'
import Type from 'typebox'
import { type ClaimDocument, claimForm } from '../ledger/document.ts'
import { rowIdOf } from '../ledger/project-gateway.ts'
import { record } from '../ledger/record.ts'
import { type ClaimRow, findClaim, listClaims } from '../store/claim.ts'
import { asAccount, type Tx } from '../store/database.ts'
import { lockLedger } from '../store/ledger.ts'
import {
  type Api,
  type ApiDeps,
  accountId,
  accountParams,
  closed,
  gatewayId,
  instant,
  orNull,
  repeatable,
  shownInstant,
  shownInstantOrNull,
  shownName,
  siteId,
} from './api.ts'
import { changers, readers } from './caller.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'
import { ownerOf, requireAccount, requireGateway, requireSite } from './resource.ts'
import { write } from './write.ts'

const claimId = Type.String({ pattern: '^clm_[a-z2-7]{12}$', description: 'Names the claim; no secret.' })
const shape = {
  claimId,
  siteId,
  name: Type.String({ description: "The gateway's name to be." }),
  replaces: orNull(gatewayId),
  state: Type.Enum(['open', 'used', 'expired', 'revoked']),
  createdAt: instant,
  expiresAt: instant,
  usedAt: orNull(instant),
}
const claimSchema = Type.Object(shape, closed)
const newClaimSchema = Type.Object({ ...shape, claim: Type.String({ description: 'Shown this once.' }) }, closed)
const createBody = Type.Object(
  {
    siteId,
    name: shownName,
    replaces: Type.Optional(gatewayId),
  },
  closed,
)
const tags = ['claims']

const path = '/v1/accounts/:account/claims'

export function claimRoutes(api: Api, deps: ApiDeps): void {
  create(api, deps)
  list(api, deps)
  revoke(api, deps)
}

function create(api: Api, deps: ApiDeps): void {
  api.post(
    path,
    {
      config: { access: changers },
      schema: {
        summary: 'Make a claim for one gateway',
        description: 'With `replaces` the gateway keeps its id and begins a new epoch (a machine set up again).',
        tags,
        params: accountParams,
        headers: repeatable,
        body: createBody,
        response: { 201: newClaimSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params
      const run = async (tx: Tx) => ({
        status: 201 as const,
        body: await createClaim(tx, deps, { account, ...request.body }),
      })
      return write(deps, { request, reply }, { accountId: account, run })
    },
  )
}

function list(api: Api, deps: ApiDeps): void {
  api.get(
    path,
    {
      config: { access: readers },
      schema: {
        summary: 'The claims of an account, without their secrets',
        tags,
        params: accountParams,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(claimSchema) },
      },
    },
    async (request) => {
      const { account } = request.params
      const rows = await asAccount(deps.store, account, async (tx) => {
        await requireAccount(tx, account)
        return listClaims(tx, account)
      })
      const show = {
        position: (row: ClaimRow) => row.claim_id,
        item: (row: ClaimRow) => shownClaim(row, deps.clock.wallMs()),
      }
      return pageOfAll(rows, sliceOf(request.query), show)
    },
  )
}

type AskedClaim = {
  readonly account: string
  readonly siteId: string
  readonly name: string
  readonly replaces?: string
}

async function createClaim(tx: Tx, deps: Pick<ApiDeps, 'random' | 'clock' | 'crypto'>, asked: AskedClaim) {
  const { account, siteId: site, name, replaces } = asked
  const owner = ownerOf(await requireAccount(tx, account))
  await requireSite(tx, account, site)
  if (replaces !== undefined) await requireGateway(tx, account, replaces)
  const claim = { id: newId('clm', deps.random.bytes(12)), secret: deps.random.bytes(32) }
  const at = deps.clock.wallMs()
  const document: ClaimDocument = {
    v: 1,
    claim: claim.id,
    site,
    name,
    secretHash: claimSecretHash(claim, deps.crypto),
    ...(replaces === undefined ? {} : { replaces }),
    expiresAt: at + CLAIM_LIVES_MS,
  }
  await record(tx, deps.random, { owner, kind: 'claim', at, document: claimForm.encode(document) })
  const row = await requireClaim(tx, account, claim.id)
  return { ...shownClaim(row, at), claim: formatClaim(claim) }
}

function revoke(api: Api, deps: ApiDeps): void {
  api.delete(
    '/v1/accounts/:account/claims/:claim',
    {
      config: { access: changers },
      schema: {
        summary: 'Take back a claim that was not used',
        tags,
        params: Type.Object({ account: accountId, claim: claimId }, closed),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { account, claim } = request.params
      const run = async (tx: Tx) => {
        await lockLedger(tx)
        const owner = ownerOf(await requireAccount(tx, account))
        const row = await requireClaim(tx, account, claim)
        const document = claimForm.encode({ v: 1, claim, site: row.site_id, name: row.name, revoked: 1 })
        if (row.used_at === null && row.revoked_at === null)
          await record(tx, deps.random, { owner, kind: 'claim', at: deps.clock.wallMs(), document })
        return { status: 204 as const, body: null }
      }
      return write(deps, { request, reply }, { accountId: account, run })
    },
  )
}

async function requireClaim(tx: Tx, accountId: string, claim: string): Promise<ClaimRow> {
  const row = await findClaim(tx, rowIdOf(claim))
  if (row === undefined || row.account_id !== accountId) throw new Problem('CLAIM_NOT_FOUND')
  return row
}

function shownClaim(row: ClaimRow, nowMs: number) {
  const ended = row.expires_at <= nowMs ? 'expired' : 'open'
  return {
    claimId: `clm_${row.claim_id}`,
    siteId: row.site_id,
    name: row.name,
    replaces: row.replaces,
    state:
      row.used_at !== null
        ? ('used' as const)
        : row.revoked_at !== null
          ? ('revoked' as const)
          : (ended as 'expired' | 'open'),
    createdAt: shownInstant(row.created_at),
    expiresAt: shownInstant(row.expires_at),
    usedAt: shownInstantOrNull(row.used_at),
  }
}
