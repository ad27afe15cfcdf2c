/** Gateways: how they are, in numbers that tell ops and a customer whether every minute will be there. */
import { fingerprintWords, thumbprint } from '@camtally/protocol'
import Type from 'typebox'
import { nodeCrypto } from '../node-crypto.ts'
import { listChains } from '../store/chain.ts'
import { asAccount, type Tx } from '../store/database.ts'
import {
  findGatewayKeys,
  type GatewayKeyRow,
  type GatewayRow,
  type GatewayStatusRow,
  listGateways,
  listGatewayStatus,
} from '../store/gateway.ts'
import {
  type Api,
  type ApiDeps,
  accountId,
  accountParams,
  closed,
  gatewayId,
  instant,
  orNull,
  shownInstant,
  shownInstantOrNull,
  siteId,
} from './api.ts'
import { readers } from './caller.ts'
import { pageFrom, pageOf, pageQuery, sliceOf } from './page.ts'
import { requireAccount, requireGateway } from './resource.ts'

const tags = ['gateways']
const keySchema = Type.Object(
  {
    epoch: Type.Integer(),
    thumbprint: Type.String(),
    words: Type.Array(Type.String(), { description: 'The fingerprint, as the gateway shows it too.' }),
    from: instant,
    revokedAt: orNull(instant),
  },
  closed,
)
const gatewaySchema = Type.Object(
  {
    gatewayId,
    siteId,
    name: Type.String(),
    epoch: Type.Integer(),
    createdAt: instant,
    retiredAt: orNull(instant),
    state: Type.Enum(['online', 'offline', 'unheard'], { description: 'As it last said of itself; unsigned.' }),
    saidAt: orNull(instant),
    /** Unsigned, information only. */
    status: Type.Object({}, { description: 'Agent version, journal depth, cameras connected, as last said.' }),
    lastReceiptAt: orNull(instant),
    statementsStored: Type.Integer(),
    holes: Type.Integer({ description: 'Numbers missing between stored runs of the newest epoch.' }),
    sides: Type.Integer({ description: 'Branches beside the chain.' }),
    keys: Type.Array(keySchema),
  },
  closed,
)

export function gatewayRoutes(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/accounts/:account/gateways',
    {
      config: { access: readers },
      schema: {
        summary: 'The gateways of an account',
        tags,
        params: accountParams,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(gatewaySchema) },
      },
    },
    async (request) => {
      const { account } = request.params
      const slice = sliceOf(request.query)
      const { rows, around } = await asAccount(deps.store, account, async (tx) => {
        await requireAccount(tx, account)
        const found = await listGateways(tx, account, { limit: slice.limit, after: slice.after ?? '' })
        return { rows: found, around: await readAround(tx, account, found) }
      })
      return pageFrom(rows, slice, { position: (row) => row.gateway_id, item: (row) => shown(row, around) })
    },
  )
  api.get(
    '/v1/accounts/:account/gateways/:gateway',
    {
      config: { access: readers },
      schema: {
        summary: 'One gateway',
        tags,
        params: Type.Object({ account: accountId, gateway: gatewayId }, closed),
        response: { 200: gatewaySchema },
      },
    },
    async (request) => {
      const { account, gateway } = request.params
      return asAccount(deps.store, account, async (tx) => {
        const row = await requireGateway(tx, account, gateway)
        return shown(row, await readAround(tx, account, [row]))
      })
    },
  )
}

type Around = {
  readonly keys: readonly GatewayKeyRow[]
  readonly statuses: readonly GatewayStatusRow[]
  readonly chains: Awaited<ReturnType<typeof listChains>>
}

async function readAround(tx: Tx, account: string, rows: readonly GatewayRow[]): Promise<Around> {
  const keys = await findGatewayKeys(
    tx,
    rows.map((row) => row.gateway_id),
  )
  return { keys, statuses: await listGatewayStatus(tx, account), chains: await listChains(tx, account) }
}

function shown(row: GatewayRow, { keys, statuses, chains }: Around) {
  const said = statuses.find(({ gateway_id }) => gateway_id === row.gateway_id)
  const own = chains.filter(({ gateway_id }) => gateway_id === row.gateway_id)
  const newest = own.find(({ epoch }) => epoch === row.epoch)
  const lastReceiptAt = Math.max(0, ...own.map(({ receipt_at }) => receipt_at))
  return {
    gatewayId: row.gateway_id,
    siteId: row.site_id,
    name: row.name,
    epoch: row.epoch,
    createdAt: shownInstant(row.created_at),
    retiredAt: shownInstantOrNull(row.retired_at),
    state: said?.state ?? ('unheard' as const),
    saidAt: shownInstantOrNull(said?.said_at ?? null),
    status: said?.details ?? {},
    lastReceiptAt: shownInstantOrNull(lastReceiptAt === 0 ? null : lastReceiptAt),
    statementsStored: own.reduce((sum, { stored }) => sum + stored, 0),
    holes: Math.max(0, (newest?.runs.length ?? 0) - 1),
    sides: own.reduce((sum, { sides }) => sum + sides.length, 0),
    keys: keys.filter(({ gateway_id }) => gateway_id === row.gateway_id).map(shownKey),
  }
}

function shownKey(key: GatewayKeyRow) {
  const publicKey = new Uint8Array(key.public_key)
  return {
    epoch: key.epoch,
    thumbprint: thumbprint(publicKey, nodeCrypto),
    words: [...fingerprintWords(publicKey, nodeCrypto)],
    from: shownInstant(key.from_at),
    revokedAt: shownInstantOrNull(key.revoked_at),
  }
}
