/** Cameras: each real one once, by its smallest key, with what gateways last said of it. */
import Type from 'typebox'
import { type CameraOf, cameraNames } from '../closing/camera-names.ts'
import { minutesOfBits } from '../domain/minute-set.ts'
import { readFacts } from '../ledger/read-facts.ts'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { listCameraNames, listGateways } from '../store/gateway.ts'
import { readPresence } from '../store/presence.ts'
import { listCameraKeys } from '../store/projection.ts'
import {
  type Api,
  type ApiDeps,
  accountParams,
  closed,
  gatewayId,
  instant,
  orNull,
  shownInstant,
  siteId,
} from './api.ts'
import { readers } from './caller.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { requireAccount } from './resource.ts'

const cameraSchema = Type.Object(
  {
    camera: Type.String({ description: 'Its smallest key: a keyed hash of an identifier that never leaves the site.' }),
    keys: Type.Array(Type.String()),
    name: orNull(Type.String({ description: 'Unsigned, where the site shares names.' })),
    gateways: Type.Array(Type.Object({ gatewayId, siteId }, closed), { description: 'Those that saw it lately.' }),
    lastConnectedAt: orNull(Type.String({ ...instant, description: 'End of the last minute it was connected in.' })),
    rank: orNull(Type.Integer({ minimum: 2, maximum: 4, description: '2 responding, 3 authenticated, 4 streaming.' })),
    daysSeen: Type.Integer({ description: 'UTC days of the last 62 with any minute.' }),
  },
  { ...closed, description: 'Within the last 62 days.' },
)

/** Cameras that were not seen for longer are left out. */
const looksBackDays = 62

export function cameraRoutes(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/accounts/:account/cameras',
    {
      config: { access: readers },
      schema: {
        summary: 'The cameras seen in the last 62 days',
        tags: ['cameras'],
        params: accountParams,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(cameraSchema) },
      },
    },
    async (request) => {
      const { account } = request.params
      const cameras = await acrossAccounts(deps.store, (tx) => readCameras(tx, account, deps.clock.wallMs()))
      return pageOfAll(cameras, sliceOf(request.query), { position: ({ camera }) => camera, item: (camera) => camera })
    },
  )
}

/** Names, keys and the way from key to camera, as of now. */
export async function readCameraBook(tx: Tx, account: string) {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const facts = await readFacts(tx, ledgerId)
  const keys = await listCameraKeys(tx, account)
  const cameraOf = cameraNames(new Map(keys.map(({ key, camera }) => [key, camera])), facts)
  const names = new Map<string, string>()
  const named = (await listCameraNames(tx, account)).toSorted((a, b) => a.named_at - b.named_at)
  for (const { key, name } of named) names.set(cameraOf(key), name)
  return { ledgerId, facts, keys: keys.map(({ key }) => key), cameraOf, names }
}

type Seen = { last: number; rank: number; days: Set<number>; gateways: Set<string> }

async function readCameras(tx: Tx, account: string, nowMs: number) {
  const { keys, cameraOf, names } = await readCameraBook(tx, account)
  const today = Math.floor(nowMs / 86_400_000)
  const presence = await readPresence(tx, account, { from: today - looksBackDays, to: today + 1 })
  const siteOf = new Map(
    (await listGateways(tx, account, { limit: 1_000_000 })).map((row) => [row.gateway_id, row.site_id]),
  )
  const seen = seenBy(presence, cameraOf)
  return [...seen.keys()].sort().map((camera) => {
    const { last, rank, days, gateways } = seen.get(camera) ?? {
      last: 0,
      rank: 2,
      days: new Set(),
      gateways: new Set(),
    }
    const own = keys.filter((key) => cameraOf(key) === camera)
    return {
      camera,
      keys: own.length > 0 ? own : [camera],
      name: names.get(camera) ?? null,
      gateways: [...gateways].sort().map((id) => ({ gatewayId: id, siteId: siteOf.get(id) ?? '' })),
      lastConnectedAt: last === 0 ? null : shownInstant(last * 60_000),
      rank,
      daysSeen: days.size,
    }
  })
}

function seenBy(presence: Awaited<ReturnType<typeof readPresence>>, cameraOf: CameraOf): Map<string, Seen> {
  const seen = new Map<string, Seen>()
  for (const row of presence) {
    const camera = cameraOf(row.cameraKey)
    const known = seen.get(camera) ?? { last: 0, rank: row.lowestRank, days: new Set(), gateways: new Set() }
    const [, end] = minutesOfBits(row.minutes, row.utcDay * 1440).at(-1) ?? [0, 0]
    if (end > known.last) known.rank = row.lowestRank
    known.last = Math.max(known.last, end)
    known.days.add(row.utcDay)
    known.gateways.add(row.gatewayId)
    seen.set(camera, known)
  }
  return seen
}
