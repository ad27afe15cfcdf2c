/** One local day camera by camera: minutes, ranks, gateways, silences; and the cameras connected at this moment. */
import { type AnswerOf, read } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { WantedMembers } from '../api/wanted.d.ts'
import type {
  Account,
  CameraDay,
  CameraHeartbeat,
  DayPresence,
  GatewayShare,
  NamedId,
  Page,
  Silence,
} from '../model.ts'
import { parseMinutes } from './minute-ranges.ts'
import { readAll } from './reading.ts'

type PresenceWire = AnswerOf<'GET /v1/accounts/{account}/presence'>
type CameraWire = PresenceWire['cameras'][number]
type Gateways = ReadonlyMap<string, { readonly name: string; readonly site: NamedId | null; readonly holes: number }>
export type CameraFilter = {
  readonly find?: string | undefined
  readonly site?: string | undefined
  readonly counted?: boolean
}
export type ListAt = { readonly cursor: string | undefined; readonly limit: number }

export function presenceLookup(account: Account, day: string): Lookup<DayPresence> {
  return {
    key: `presence ${account.id} ${day}`,
    read: async (signal) => ({ body: await readPresence(account, day, signal), etag: null }),
  }
}

export function heartbeatsLookup(
  account: Account,
  { day, camera }: { readonly day: string; readonly camera: string },
  at: ListAt,
): Lookup<Page<CameraHeartbeat>> {
  return {
    key: `heartbeats ${account.id} ${day} ${camera} ${JSON.stringify(at)}`,
    read: (signal) => {
      const query = { limit: at.limit, ...(at.cursor === undefined ? {} : { cursor: at.cursor }) }
      const path = { account: account.id, day, camera }
      return read('GET /v1/accounts/{account}/presence/{day}/{camera}/heartbeats', { path, query }, signal)
    },
  }
}

/** Today, as the collector has it, without a day. */
export async function readPresence(
  account: Account,
  day: string | undefined,
  signal: AbortSignal,
): Promise<DayPresence> {
  const path = { account: account.id }
  const [{ body }, gateways] = await Promise.all([
    read('GET /v1/accounts/{account}/presence', { path, query: day === undefined ? {} : { day } }, signal),
    readGateways(account, signal),
  ])
  const cameras = body.cameras.map((camera) => cameraOf(camera, { gateways, sites: account.sites }))
  return {
    day: body.day,
    window: { from: body.from, to: body.to },
    minutes: body.minutes,
    minConnectedMinutes: body.minConnectedMinutes,
    cameras: cameras.sort((a, b) => b.minutes - a.minutes),
    silences: body.gateways.flatMap((gateway) => silencesOf(gateway, gateways)),
  }
}

/** Whether a camera is one that is looked for: by name, key or site, and whether it counts. */
export function fits({ find = '', site = '', counted }: CameraFilter): (camera: CameraDay) => boolean {
  const wanted = find.trim().toLowerCase()
  return (camera) =>
    (counted === undefined || camera.counted === counted) &&
    (site === '' || camera.site?.id === site) &&
    [camera.name ?? '', camera.camera, camera.site?.name ?? ''].some((text) => text.toLowerCase().includes(wanted))
}

async function readGateways(account: Account, signal: AbortSignal): Promise<Gateways> {
  const rows = await readAll('GET /v1/accounts/{account}/gateways', { path: { account: account.id } }, signal)
  return new Map(
    rows.map(({ gatewayId, name, siteId, holes }) => {
      const site = account.sites.find(({ id }) => id === siteId) ?? null
      return [gatewayId, { name: name || (site?.name ?? gatewayId), site, holes }]
    }),
  )
}

type Around = { readonly gateways: Gateways; readonly sites: readonly NamedId[] }

function cameraOf(camera: CameraWire, { gateways, sites }: Around): CameraDay {
  const more: CameraWire & WantedMembers['camera'] = camera
  const [first] = camera.gateways
  const site = sites.find(({ id }) => id === more.siteId) ?? gateways.get(first?.gatewayId ?? '')?.site ?? null
  return {
    camera: camera.camera,
    name: camera.name,
    site,
    rank: camera.rank,
    sourceKind: more.sourceKind ?? null,
    source: more.source ?? null,
    since: more.firstSeenAt ?? null,
    minutes: camera.minuteCount,
    on: parseMinutes(camera.minutes),
    counted: camera.isCounted,
    notCounted: camera.isCounted ? null : (more.notCounted ?? 'short'),
    heartbeats: more.heartbeats ?? null,
    gateways: camera.gateways.map((gateway) => shareOf(gateway, gateways)),
  }
}

function shareOf({ gatewayId, minutes }: CameraWire['gateways'][number], gateways: Gateways): GatewayShare {
  const known = gateways.get(gatewayId)
  const sum = parseMinutes(minutes).reduce((total, [from, to]) => total + to - from, 0)
  return { gateway: gatewayId, name: known?.name ?? gatewayId, minutes: sum, holes: known?.holes ?? null }
}

function silencesOf({ gatewayId, gaps }: PresenceWire['gateways'][number], gateways: Gateways): Silence[] {
  const name = gateways.get(gatewayId)?.name ?? gatewayId
  return gaps.map(({ from, to, why }) => ({
    gateway: gatewayId,
    name,
    from,
    to,
    minutes: Math.round((Date.parse(to) - Date.parse(from)) / 60_000),
    why: reasons.find((reason) => reason === why) ?? 'unknown',
  }))
}

const reasons = ['off', 'update', 'overload', 'clock', 'unknown', 'blind', 'unsaid'] as const
