/** Sites: places of an account, each with its gateways. */
import { newId } from '@camtally/protocol'
import Type from 'typebox'
import { siteForm } from '../ledger/document.ts'
import { record } from '../ledger/record.ts'
import { listSites, type SiteRow } from '../store/account.ts'
import { asAccount, type Tx } from '../store/database.ts'
import { lockLedger } from '../store/ledger.ts'
import {
  type Api,
  type ApiDeps,
  accountId,
  accountParams,
  closed,
  instant,
  repeatable,
  shownInstant,
  shownName,
  siteId,
} from './api.ts'
import { changers, readers } from './caller.ts'
import { requireMatch, tagVersion } from './etag.ts'
import { pageFrom, pageOf, pageQuery, sliceOf } from './page.ts'
import { ownerOf, requireAccount, requireSite } from './resource.ts'
import { write } from './write.ts'

const siteSchema = Type.Object({ siteId, name: shownName, version: Type.Integer(), createdAt: instant }, closed)
const siteBody = Type.Object({ name: shownName }, closed)
const siteParams = Type.Object({ account: accountId, site: siteId }, closed)
const tags = ['sites']

export function siteRoutes(api: Api, deps: ApiDeps): void {
  const path = '/v1/accounts/:account/sites'
  api.post(
    path,
    {
      config: { access: changers },
      schema: {
        summary: 'Add a site',
        tags,
        params: accountParams,
        headers: repeatable,
        body: siteBody,
        response: { 201: siteSchema },
      },
    },
    async (request, reply) => {
      const site = newId('site', deps.random.bytes(12))
      const run = async (tx: Tx) => {
        const row = await recordSite(tx, deps, { account: request.params.account, site, name: request.body.name })
        return { status: 201 as const, body: shownSite(row), version: row.version }
      }
      return write(deps, { request, reply }, { accountId: request.params.account, run })
    },
  )
  api.get(
    path,
    {
      config: { access: readers },
      schema: {
        summary: 'The sites of an account',
        tags,
        params: accountParams,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(siteSchema) },
      },
    },
    async (request) => {
      const { account } = request.params
      const slice = sliceOf(request.query)
      const rows = await asAccount(deps.store, account, async (tx) => {
        await requireAccount(tx, account)
        return listSites(tx, account, { limit: slice.limit, after: slice.after ?? '' })
      })
      return pageFrom(rows, slice, { position: (row) => row.site_id, item: shownSite })
    },
  )
  oneSite(api, deps)
}

function oneSite(api: Api, deps: ApiDeps): void {
  const path = '/v1/accounts/:account/sites/:site'
  api.get(
    path,
    {
      config: { access: readers },
      schema: { summary: 'One site', tags, params: siteParams, response: { 200: siteSchema } },
    },
    async (request, reply) => {
      const { account, site } = request.params
      const row = await asAccount(deps.store, account, (tx) => requireSite(tx, account, site))
      tagVersion(reply, row.version)
      return shownSite(row)
    },
  )
  api.patch(
    path,
    {
      config: { access: changers },
      schema: { summary: 'Rename a site', tags, params: siteParams, body: siteBody, response: { 200: siteSchema } },
    },
    async (request, reply) => {
      const { account, site } = request.params
      const run = async (tx: Tx) => {
        await lockLedger(tx)
        requireMatch(request, (await requireSite(tx, account, site)).version)
        const row = await recordSite(tx, deps, { account, site, name: request.body.name })
        return { status: 200 as const, body: shownSite(row), version: row.version }
      }
      return write(deps, { request, reply }, { accountId: account, run })
    },
  )
}

async function recordSite(
  tx: Tx,
  deps: Pick<ApiDeps, 'random' | 'clock'>,
  { account, site, name }: { readonly account: string; readonly site: string; readonly name: string },
): Promise<SiteRow> {
  const owner = ownerOf(await requireAccount(tx, account))
  const document = siteForm.encode({ v: 1, site, name })
  await record(tx, deps.random, { owner, kind: 'site', at: deps.clock.wallMs(), document })
  return requireSite(tx, account, site)
}

function shownSite(row: SiteRow) {
  return { siteId: row.site_id, name: row.name, version: row.version, createdAt: shownInstant(row.created_at) }
}
