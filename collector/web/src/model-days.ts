/** Days, cameras and minutes as the pages show them. */
import type { Rate } from './model-invoices.ts'
import type { NamedId, Span } from './model.ts'

export type DayFlag = 'incomplete' | 'waived' | 'adjusted'

export type Day = {
  day: string
  minutes: number
  connected: number
  included: number
  /** The daily number: cameras beyond the included, 0 when waived. */
  additional: number
  tierName: string
  rate: Rate | null
  amountMinor: number | null
  coveragePercent: number | null
  flags: DayFlag[]
  isClosed: boolean
  isAgreed: boolean | null
  seenNotCounted: number
}

/** One local day, camera by camera. */
export type DayPresence = {
  day: string
  /** Instants [from, to). */
  window: Span
  minutes: number
  minConnectedMinutes: number | null
  cameras: CameraDay[]
  silences: Silence[]
}

export type SiteNow = { id: string; name: string; connected: number; newToday: number }

export type Now = { at: string | null; day: Day; connected: number; notConnected: number; sites: SiteNow[] }

export type GatewayShare = { gateway: string; name: string; minutes: number; holes: number | null }

export type CameraDay = {
  camera: string
  name: string | null
  site: NamedId | null
  /** The lowest its minutes rest on. */
  rank: number
  sourceKind: 'direct' | 'recorder' | null
  source: string | null
  since: string | null
  minutes: number
  /** Minutes of the day, half-open. */
  on: [number, number][]
  counted: boolean
  notCounted: 'short' | 'swap' | null
  heartbeats: number | null
  gateways: GatewayShare[]
}

export type CameraHeartbeat = {
  gatewayId: string
  epoch: number
  seq: number
  hash: string
  from: string
  to: string
  minutes: number
  rank: number
}

export type SilenceReason = 'off' | 'update' | 'overload' | 'clock' | 'unknown' | 'blind' | 'unsaid'

export type Silence = {
  gateway: string
  name: string
  from: string
  to: string
  minutes: number
  why: SilenceReason
}

export type Coverage = { silences: Silence[]; closedDays: number; agreedDays: number | null }

export type UsagePeriod = { from: string; to: string; invoice: string | null; number: string | null }
