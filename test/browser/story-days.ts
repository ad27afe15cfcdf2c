/** The days of the story: Northgate Cold Storage, 3 cameras, 5 from 21 March 2027, with the gaps it had, as the
 *  collector would answer them. Plain data. */
import type { Offered } from '../../collector/web/src/api/offered.d.ts'
import type { Wanted, WantedMembers } from '../../collector/web/src/api/wanted.d.ts'

type DayAnswer = Offered['GET /v1/accounts/{account}/days']['answer']['items'][number] & WantedMembers['day']
type Presence = Offered['GET /v1/accounts/{account}/presence']['answer']
type Camera = Presence['cameras'][number] & WantedMembers['camera']
type Heartbeat = Wanted['GET /v1/accounts/{account}/presence/{day}/{camera}/heartbeats']['answer']['items'][number]

export const newark = { siteId: 'site_newarknewark', name: 'Newark' }
export const hoboken = { siteId: 'site_hobokenhobok', name: 'Hoboken' }
export const newarkGateway = 'gw_m4t7k2xq5zpa'
export const hobokenGateway = 'gw_h4k2wz7mq3tb'

export type Story = {
  /** The local day it is, the minute of it, and since when the tier is Pro. */
  readonly today: string
  readonly nowMinute: number
  readonly proFrom: string | undefined
}

/** What differs from 3 cameras before 21 March and 5 from then on. */
const counts: Readonly<Record<string, number>> = { '2027-02-23': 2, '2027-03-02': 4 }
const coverage: Readonly<Record<string, number>> = { '2027-03-18': 90.7, '2027-04-02': 93.1 }

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Days of [from, to) up to the story's today, ascending. */
export function storyDays(story: Story, span: { readonly from: string; readonly to: string }): DayAnswer[] {
  const days: DayAnswer[] = []
  for (let day = span.from; day < span.to && day <= story.today; day = dayAfter(day, 1)) days.push(storyDay(story, day))
  return days
}

export function storyDay(story: Story, day: string): DayAnswer {
  const connected = counts[day] ?? (day < '2027-03-21' ? 3 : 5)
  const isPro = story.proFrom !== undefined && day >= story.proFrom
  const billable = connected - 1
  const isClosed = day < story.today
  const coveragePercent = coverage[day] ?? 100
  return {
    day,
    minutes: 1440,
    connected,
    included: 1,
    billable,
    tier: isPro ? 'pro' : 'basic',
    isClosed,
    revision: isClosed ? 1 : null,
    seenNotCounted: 2,
    coveragePercent,
    flags: coveragePercent < 95 ? ['incomplete'] : [],
    amountMinor: billable * (isPro ? 190 : 95),
    isAgreed: isClosed,
  }
}

/** New York: 5 hours behind UTC to 13 March 2027, 4 from the 14th. */
function midnight(day: string): string {
  return `${day}T0${day <= '2027-03-14' ? 5 : 4}:00:00.000Z`
}

type Spans = readonly (readonly [number, number])[]
type Seen = Pick<Camera, 'camera' | 'name' | 'rank' | 'siteId' | 'sourceKind' | 'source' | 'firstSeenAt'> & {
  readonly today: Spans
  readonly whole: Spans
}

export const cameraKey = (start: string) => start.padEnd(22, 'A')
const direct = (source: string) => ({ sourceKind: 'direct' as const, source })
const recorder = (source: string) => ({ sourceKind: 'recorder' as const, source })
const atNewark = { siteId: newark.siteId }
const atHoboken = { siteId: hoboken.siteId, firstSeenAt: '2027-03-21T12:14:00Z' }
const split = (from: number, out: number, back: number, to: number): Spans => [
  [from, out],
  [back, to],
]

const first = { firstSeenAt: '2026-09-10T13:00:00Z' }
const gate = { camera: cameraKey('q7Zx0a'), name: 'Gate 1', rank: 4, ...atNewark, ...recorder('Frigate'), ...first }
const cold = { camera: cameraKey('Lm20Vd'), name: 'Cold room north', rank: 3, ...atNewark, ...direct('RTSP login') }
const yard = { camera: cameraKey('8TfWcR'), name: 'Yard east', rank: 2, ...atNewark, ...direct('RTSP') }
const dock2 = { camera: cameraKey('hN4s_K'), name: 'Dock 2', rank: 3, ...atHoboken, ...direct('ONVIF') }
const dock3 = { camera: cameraKey('Yb91Gu'), name: 'Dock 3', rank: 4, ...atHoboken, ...recorder('Frigate') }
const bench = { camera: cameraKey('w3RkP8'), name: 'Bench test', rank: 2, ...atNewark, ...direct('RTSP') }

const seen: readonly Seen[] = [
  { ...gate, today: [[0, 868]], whole: [[0, 1440]] },
  { ...cold, ...first, today: split(0, 131, 137, 868), whole: split(0, 410, 418, 1440) },
  { ...yard, firstSeenAt: '2026-11-03T15:00:00Z', today: [[0, 868]], whole: [[300, 1215]] },
  { ...dock2, today: split(494, 610, 633, 868), whole: [[0, 1440]] },
  { ...dock3, today: [[494, 868]], whole: [[480, 1080]] },
]
const notCounted: readonly Seen[] = [
  { ...bench, firstSeenAt: '2027-03-21T14:01:00Z', today: [[601, 610]], whole: [[601, 610]] },
]

/** The presence of a day: the cameras that count first. */
export function storyPresence(story: Story, day: string): Presence {
  const { connected, isClosed, coveragePercent } = storyDay(story, day)
  const counted = seen.slice(0, connected).map((camera) => cameraOf(camera, isClosed, true))
  const expectedMinutes = isClosed ? 1440 : story.nowMinute
  const gaps = day === '2027-03-18' ? [{ from: '2027-03-18T06:10:00Z', to: '2027-03-18T08:24:00Z', why: 'off' }] : []
  const gateway = (gatewayId: string, percent: number) => {
    const coveredMinutes = Math.round((expectedMinutes * percent) / 100)
    return { gatewayId, expectedMinutes, coveredMinutes, covered: `0-${coveredMinutes - 1}` }
  }
  return {
    day,
    from: midnight(day),
    to: midnight(dayAfter(day, 1)),
    minutes: 1440,
    minConnectedMinutes: 15,
    cameras: [...counted, ...notCounted.map((camera) => cameraOf(camera, isClosed, false))],
    gateways: [
      { ...gateway(newarkGateway, coveragePercent ?? 100), gaps },
      { ...gateway(hobokenGateway, 100), gaps: [] },
    ],
  }
}

function cameraOf({ today, whole, ...camera }: Seen, isClosed: boolean, isCounted: boolean): Camera {
  const spans = isClosed ? whole : today
  const minuteCount = spans.reduce((sum, [from, to]) => sum + to - from, 0)
  const minutes = rangesOf(spans)
  const gatewayId = camera.siteId === newark.siteId ? newarkGateway : hobokenGateway
  const counting = { minuteCount, isCounted, minutes, heartbeats: Math.ceil(minuteCount / 5) }
  return { ...camera, ...counting, gateways: [{ gatewayId, minutes }] }
}

/** "0-867": both ends included, as the collector writes them. */
function rangesOf(spans: Spans): string {
  return spans.map(([from, to]) => `${from}-${to - 1}`).join(',')
}

/** The signed heartbeats of a camera on a day, five minutes each. */
export function storyHeartbeats(story: Story, day: string, key: string): Heartbeat[] {
  const presence = storyPresence(story, day)
  const camera = presence.cameras.find((one) => one.camera === key)
  const start = Date.parse(presence.from)
  const at = (minute: number) => new Date(start + minute * 60_000).toISOString()
  const spans = (camera?.minutes ?? '').split(',').map((range) => range.split('-').map(Number))
  const windows = spans.flatMap(([from = 0, last = 0]) =>
    Array.from({ length: Math.ceil((last + 1 - from) / 5) }, (_, i) => [
      from + i * 5,
      Math.min(last + 1, from + i * 5 + 5),
    ]),
  )
  return windows.map(([from = 0, to = 0], i) => ({
    gatewayId: camera?.gateways[0]?.gatewayId ?? '',
    epoch: 1,
    seq: 1354 + i,
    hash: `${key.slice(0, 3)}${String(i).padStart(3, '0')}`.padEnd(43, 'x'),
    from: at(from),
    to: at(to),
    minutes: to - from,
    rank: camera?.rank ?? 2,
  }))
}
