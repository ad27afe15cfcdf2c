/** The story of the look as inputs (billing.md G3): Northgate Cold Storage from 10 March to 9 April 2027. For tests and
 *  sample documents; the figures are worked out by hand: 11 days x 2 at $0.95 and 20 days x 4 at $1.90. */

import type { CameraDayInput, DayInput, GatewayInput, UsageReportInputs } from './usage-report-inputs.ts'

const ZONE = 'America/New_York'
const FIRST = '2027-03-10'
const LAST = '2027-04-09'
const PRO_FROM = '2027-03-21'

/** UTC minutes since 1970 of a local wall time in New York. */
export function minuteAt(wall: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(ZONE).epochMilliseconds / 60_000
}

/** Local days from `first` to `last`, both included. */
export function daysBetween(first: string, last: string): string[] {
  const start = Temporal.PlainDate.from(first)
  const length = start.until(last, { largestUnit: 'day' }).days + 1
  return Array.from({ length }, (_, index) => start.add({ days: index }).toString())
}

/** The window of a local day in New York, UTC minutes. */
export function windowOf(day: string): { from: number; to: number } {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toString()
  return { from: minuteAt(`${day}T00:00`), to: minuteAt(`${next}T00:00`) }
}

export function northgateReport(): UsageReportInputs {
  return {
    paper: 'A4',
    issuer: 'camtally',
    account: { id: 'acc_k3m7qz2pd5xa', name: 'Northgate Cold Storage', timeZone: ZONE, locale: 'en-US' },
    invoice: { number: '2027-01187', issuedOn: '2027-04-10', currency: 'USD', currencyDigits: 2 },
    period: { firstDay: FIRST, lastDay: LAST },
    rule: { minConnectedMinutes: 15, included: 1, coverageFloorPercent: 95 },
    lines: [
      usageLine({ line: 2, tier: 'basic', tierName: 'Basic', micros: 950_000n, cameraDays: 22, minor: 2_090n }),
      usageLine({ line: 3, tier: 'pro', tierName: 'Pro', micros: 1_900_000n, cameraDays: 80, minor: 15_200n }),
    ],
    adjustments: [],
    days: daysBetween(FIRST, LAST).map(storyDay),
    cameras: cameras(),
    gateways: [newark(), hoboken()],
    uncounted: [],
    interventions: interventions(),
    fingerprints: fingerprints(),
    ledger: { size: 47_202, n: 117, hash: 'MGtqe8YhQ-16prxI92v6tlhZpsjxT5sF7FJ4AQbZZRU' },
  }
}

function cameras(): UsageReportInputs['cameras'] {
  return [
    storyCamera({ camera: 'q7Zx0aPq3mTt0v1cXw9nLg', name: 'Gate 1', rank: 4, from: FIRST }),
    storyCamera({ camera: 'Lm20VdKb81sYp2QeRj5uZA', name: 'Cold room north', rank: 3, from: FIRST }),
    storyCamera({ camera: '8TfWcR4hN0xGd6yVo2iBkQ', name: 'Yard east', rank: 2, from: FIRST }),
    storyCamera({ camera: 'hN4s_KzE7uJ3aWt9Lf0cMg', name: 'Dock 2', rank: 3, from: PRO_FROM }),
    storyCamera({ camera: 'Yb91GuC5rHx2Sj8Dq6wTPg', name: 'Dock 3', rank: 4, from: PRO_FROM }),
    {
      camera: 'w3RkP8Bv6tNq1Zs4Ay7eOg',
      name: 'Bench test',
      rank: 3,
      days: [
        { day: '2027-03-17', minutes: 14, notCounted: 'short' },
        { day: '2027-03-21', minutes: 9, notCounted: 'short' },
      ],
    },
  ]
}

function interventions(): UsageReportInputs['interventions'] {
  return [
    { kind: 'gateway', since: 1, ever: 2, happened: ['Hoboken enrolled on 21 March, 08:12'] },
    { kind: 'fork', since: 0, ever: 0, happened: [] },
    { kind: 'clock', since: 0, ever: 1, happened: [] },
    { kind: 'exclusion', since: 0, ever: 0, happened: [] },
    { kind: 'merge', since: 0, ever: 0, happened: [] },
    { kind: 'rateCard', since: 0, ever: 1, happened: [] },
    { kind: 'version', since: 1, ever: 4, happened: ['Agent 1.4.2 on both gateways from 2 April'] },
  ]
}

function fingerprints(): UsageReportInputs['fingerprints'] {
  return [
    {
      gateway: 'gw_m4t7k2xq5zpa',
      name: 'Newark',
      epoch: 1,
      thumbprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
      words: ['amber', 'kettle', 'orbit', 'lemon', 'harbor', 'sixty'],
    },
    {
      gateway: 'gw_h4k2wz7mq3tb',
      name: 'Hoboken',
      epoch: 1,
      thumbprint: 'Jc2Sx6zDqO9PpX0bqS3nUo8Xw1yQb4n7LdmV5hTzR0A',
      words: ['tulip', 'gravel', 'nine', 'ocean', 'button', 'maple'],
    },
  ]
}

function usageLine(line: {
  line: number
  tier: string
  tierName: string
  micros: bigint
  cameraDays: number
  minor: bigint
}): UsageReportInputs['lines'][number] {
  const { micros, minor, ...rest } = line
  const rate = { basis: 'perCameraDay', periodDays: 1, bands: [{ upTo: null, rateMicros: micros }] } as const
  return { ...rest, rate, amountMinor: minor }
}

function storyDay(day: string): DayInput {
  const isPro = day >= PRO_FROM
  const connected = isPro ? 5 : 3
  return {
    day,
    window: windowOf(day),
    connected,
    included: 1,
    additional: connected - 1,
    tier: isPro ? 'pro' : 'basic',
    tierName: isPro ? 'Pro' : 'Basic',
    line: isPro ? 3 : 2,
    isWaived: false,
    isAdjusted: false,
  }
}

function storyCamera(one: {
  camera: string
  name: string
  rank: 2 | 3 | 4
  from: string
}): UsageReportInputs['cameras'][number] {
  const days = daysBetween(one.from, LAST).map((day): CameraDayInput => ({ day, minutes: 1380 }))
  return { camera: one.camera, name: one.name, rank: one.rank, days }
}

function newark(): GatewayInput {
  const silence = { from: minuteAt('2027-03-18T02:10'), to: minuteAt('2027-03-18T04:24') }
  const held = { from: minuteAt('2027-01-02T11:40'), to: minuteAt('2027-06-01T00:00') }
  return {
    gateway: 'gw_m4t7k2xq5zpa',
    name: 'Newark',
    held,
    covered: [
      { from: held.from, to: silence.from },
      { from: silence.to, to: held.to },
    ],
    reasons: [{ ...silence, why: 'off' }],
  }
}

function hoboken(): GatewayInput {
  const silence = { from: minuteAt('2027-04-02T10:03'), to: minuteAt('2027-04-02T11:42') }
  const held = { from: minuteAt('2027-03-21T08:12'), to: minuteAt('2027-06-01T00:00') }
  return {
    gateway: 'gw_h4k2wz7mq3tb',
    name: 'Hoboken',
    held,
    covered: [
      { from: held.from, to: silence.from },
      { from: silence.to, to: held.to },
    ],
    reasons: [{ ...silence, why: 'update' }],
  }
}
