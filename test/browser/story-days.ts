/** The days of the story: Northgate Cold Storage, 3 cameras, 5 from 21 March 2027, with the gaps it had. Plain data. */
import type { CameraDay, CameraHeartbeat, Day, Rate } from '../../collector/web/src/api/schema.d.ts'

export const basicRate: Rate = { basis: 'perCameraDay', bands: [{ upTo: null, rateMicros: 950_000 }] }
export const proRate: Rate = { basis: 'perCameraDay', bands: [{ upTo: null, rateMicros: 1_900_000 }] }
export const newark = { id: 'site_newarknewark', name: 'Newark' }
export const hoboken = { id: 'site_hobokenhoboke', name: 'Hoboken' }

/** What differs from 3 cameras before 21 March and 5 from then on. */
const counts: Readonly<Record<string, number>> = { '2027-02-23': 2, '2027-03-02': 4 }
const covered: Readonly<Record<string, number>> = { '2027-03-18': 1306, '2027-04-02': 1340 }

export type Story = {
  /** The local day it is, and the tier since when. */
  readonly today: string
  readonly proFrom: string | undefined
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Days of [from, to) up to the story's today, ascending. */
export function storyDays(story: Story, span: { readonly from: string; readonly to: string }): Day[] {
  const days: Day[] = []
  for (let day = span.from; day < span.to && day <= story.today; day = dayAfter(day, 1)) days.push(storyDay(story, day))
  return days
}

export function storyDay(story: Story, day: string): Day {
  const connected = counts[day] ?? (day < '2027-03-21' ? 3 : 5)
  const isPro = story.proFrom !== undefined && day >= story.proFrom
  const additional = connected - 1
  const isClosed = day < story.today
  const coveredMinutes = covered[day] ?? 1440
  return {
    day,
    window: windowOf(day),
    minutes: 1440,
    connected,
    included: 1,
    additional,
    tier: isPro ? 'pro' : 'basic',
    tierName: isPro ? 'Pro' : 'Basic',
    rate: isPro ? proRate : basicRate,
    amountMinor: additional * (isPro ? 190 : 95),
    coveredMinutes: isClosed ? coveredMinutes : 868,
    expectedMinutes: isClosed ? 1440 : 868,
    flags: coveredMinutes < 1440 ? ['incomplete'] : [],
    isClosed,
    isAgreed: isClosed,
    seenNotCounted: 2,
    invoice: null,
  }
}

/** New York: 5 hours behind UTC to 13 March 2027, 4 from the 14th. */
function windowOf(day: string): { from: string; to: string } {
  const midnight = (date: string) => `${date}T0${date <= '2027-03-14' ? 5 : 4}:00:00Z`
  return { from: midnight(day), to: midnight(dayAfter(day, 1)) }
}

type Seen = Pick<CameraDay, 'camera' | 'name' | 'site' | 'rank' | 'sourceKind' | 'source' | 'since'> & {
  readonly today: [number, number][]
  readonly whole: [number, number][]
}

const newarkGateway = { gateway: 'gw_m4t7k2xq5zpa', name: 'Newark' }
const hobokenGateway = { gateway: 'gw_h4k2wz7mq3tb', name: 'Hoboken' }
const key = (start: string) => start.padEnd(22, 'A')

const seen: readonly Seen[] = [
  {
    camera: key('q7Zx0a'),
    name: 'Gate 1',
    site: newark,
    rank: 4,
    sourceKind: 'recorder',
    source: 'Frigate',
    since: '2026-09-10T13:00:00Z',
    today: [[0, 868]],
    whole: [[0, 1440]],
  },
  {
    camera: key('Lm20Vd'),
    name: 'Cold room north',
    site: newark,
    rank: 3,
    sourceKind: 'direct',
    source: 'RTSP login',
    since: '2026-09-10T13:00:00Z',
    today: [
      [0, 131],
      [137, 868],
    ],
    whole: [
      [0, 410],
      [418, 1440],
    ],
  },
  {
    camera: key('8TfWcR'),
    name: 'Yard east',
    site: newark,
    rank: 2,
    sourceKind: 'direct',
    source: 'RTSP',
    since: '2026-11-03T15:00:00Z',
    today: [[0, 868]],
    whole: [[300, 1215]],
  },
  {
    camera: key('hN4s_K'),
    name: 'Dock 2',
    site: hoboken,
    rank: 3,
    sourceKind: 'direct',
    source: 'ONVIF',
    since: '2027-03-21T12:14:00Z',
    today: [
      [494, 610],
      [633, 868],
    ],
    whole: [[0, 1440]],
  },
  {
    camera: key('Yb91Gu'),
    name: 'Dock 3',
    site: hoboken,
    rank: 4,
    sourceKind: 'recorder',
    source: 'Frigate',
    since: '2027-03-21T12:14:00Z',
    today: [[494, 868]],
    whole: [[480, 1080]],
  },
]

const notCounted: readonly Seen[] = [
  {
    camera: key('w3RkP8'),
    name: 'Bench test',
    site: newark,
    rank: 2,
    sourceKind: 'direct',
    source: 'RTSP',
    since: '2027-03-21T14:01:00Z',
    today: [[601, 610]],
    whole: [[601, 610]],
  },
  {
    camera: key('e0Jd5z'),
    name: 'Ramp',
    site: newark,
    rank: 0,
    sourceKind: 'recorder',
    source: 'off',
    since: '2027-03-19T14:01:00Z',
    today: [],
    whole: [],
  },
]

/** The cameras of a day: those that count first. */
export function storyCameras(story: Story, day: string): CameraDay[] {
  const { connected, isClosed } = storyDay(story, day)
  const counted = seen.slice(0, connected).map((camera) => cameraDay(camera, isClosed, true))
  return [...counted, ...notCounted.map((camera) => cameraDay(camera, isClosed, false))]
}

function cameraDay({ today, whole, ...camera }: Seen, isClosed: boolean, counted: boolean): CameraDay {
  const on = isClosed ? whole : today
  const minutes = on.reduce((sum, [from, to]) => sum + to - from, 0)
  const heartbeats = Math.ceil(minutes / 5)
  const gateway = camera.site === newark ? newarkGateway : hobokenGateway
  return {
    ...camera,
    on,
    minutes,
    counted,
    notCounted: counted ? null : 'short',
    isConnected: counted && !isClosed,
    heartbeats,
    gateways: [{ ...gateway, heartbeats, holes: 0 }],
  }
}

/** The signed heartbeats of a camera on a day, five minutes each. */
export function storyHeartbeats(story: Story, day: string, camera: CameraDay): CameraHeartbeat[] {
  const start = Date.parse(storyDay(story, day).window.from)
  const at = (minute: number) => new Date(start + minute * 60_000).toISOString()
  const starts = camera.on.flatMap(([from, to]) =>
    Array.from(
      { length: Math.ceil((to - from) / 5) },
      (_, i) => [from + i * 5, Math.min(to, from + i * 5 + 5)] as const,
    ),
  )
  return starts.map(([from, to], i) => ({
    gateway: camera.gateways[0]?.gateway ?? '',
    ep: 1,
    seq: 1354 + i,
    hash: `${camera.camera.slice(0, 3)}${String(i).padStart(3, '0')}`.padEnd(43, 'x'),
    from: at(from),
    to: at(to),
    minutes: to - from,
    rank: camera.rank,
    receiptAt: at(to + 1),
  }))
}
