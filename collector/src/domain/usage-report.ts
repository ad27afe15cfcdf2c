/**
 * The usage report as data (R28): what stands in report.json, on paper and in the CSV, and what renderers are given.
 * It says only what was decided elsewhere; `buildUsageReport` puts it together and refuses to if it does not add up.
 * docs/usage-report.md describes each member; usage-report-shape.ts holds both to this type.
 */

import type { ChangeReason } from './line.ts'
import type { RateBand } from './rate-card.ts'

export { buildUsageReport } from './usage-report-build.ts'
export { type CameraFacts, camerasOfDays, type CountedDayOfReport } from './usage-report-of-days.ts'
export { type DayFacts, type InvoicePart, reportPartOf } from './usage-report-of-invoice.ts'
export type { UsageReportInputs } from './usage-report-inputs.ts'
export { encodeUsageReport, parseUsageReport } from './usage-report-json.ts'

export type UsageReport = {
  readonly v: 1
  readonly kind: 'usageReport'
  /** The sheet it is printed on: the PDF is a function of this document alone. */
  readonly paper: Paper
  /** Who issues it, as printed at the top. */
  readonly issuer: string
  readonly account: ReportAccount
  readonly invoice: ReportInvoice
  readonly period: ReportPeriod
  readonly rule: ReportRule
  readonly lines: readonly ReportLine[]
  readonly days: readonly ReportDay[]
  readonly totals: ReportTotals
  /** The day of this report that part 2 works out; null when the report has no day. */
  readonly workedDay: string | null
  readonly cameras: readonly ReportCamera[]
  readonly crossFoot: CrossFoot
  readonly seenNotCounted: readonly SeenNotCounted[]
  readonly coverage: ReportCoverage
  readonly changes: readonly ReportChange[]
  readonly interventions: readonly Intervention[]
  readonly check: ReportCheck
}

export type Paper = 'A4' | 'letter'

export type ReportAccount = {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  /** BCP 47: how money is written; the words are English. */
  readonly locale: string
}

export type ReportInvoice = {
  readonly number: string
  /** The local date the invoice is dated. */
  readonly issuedOn: string
  /** ISO 4217, and how many decimals its minor unit has. */
  readonly currency: string
  readonly currencyDigits: number
}

export type ReportPeriod = {
  readonly firstDay: string
  /** Included: spans on paper are written with both days. */
  readonly lastDay: string
  readonly dayCount: number
  readonly offsets: readonly ZoneOffset[]
}

/** An offset from UTC and the local wall time from which it holds; null for the one the period begins with. */
export type ZoneOffset = { readonly from: string | null; readonly utcOffset: string }

export type ReportRule = {
  readonly minConnectedMinutes: number
  readonly included: number
  readonly coverageFloorPercent: number
}

/** A usage line of the invoice: one tier and one price version. */
export type ReportLine = {
  /** Its place on the invoice, counted from 1. */
  readonly line: number
  readonly tier: string
  readonly tierName: string
  readonly rate: Rate
  readonly firstDay: string
  readonly lastDay: string
  readonly cameraDays: number
  readonly amountMinor: bigint
}

/** R34, R35. `periodDays` divides a monthly rate (D of the usage period); it is 1 for a rate a camera-day. */
export type Rate = {
  readonly basis: 'perCameraDay' | 'perCameraMonth'
  readonly periodDays: number
  readonly bands: readonly RateBand[]
}

export type ReportDay = {
  readonly day: string
  /** Length of the local day: 1440, on a change of the clocks 1380 or 1500, on a change of zone anything from 0. */
  readonly minutes: number
  readonly connected: number
  /** Connected cameras that the base fee pays for: never more than connected. */
  readonly included: number
  /** The daily number: cameras connected beyond the included ones, 0 when waived. */
  readonly additional: number
  readonly tier: string
  readonly tierName: string
  /** The invoice line that bills this day; null for a day that none bills. */
  readonly line: number | null
  readonly amountMinor: bigint
  /** Of the gateway that covered least; null on a day on which no gateway was expected. */
  readonly coverage: DayCoverage | null
  readonly flags: readonly DayFlag[]
}

export type DayCoverage = { readonly coveredMinutes: number; readonly expectedMinutes: number }

export type DayFlag = 'incomplete' | 'waived' | 'adjusted'

export type ReportTotals = {
  readonly connected: number
  readonly included: number
  readonly additional: number
  readonly amountMinor: bigint
}

export type ReportCamera = {
  /** The camera's whole key; paper shows its first 6 characters. */
  readonly camera: string
  /** As known when the report was made, unsigned; null where names do not leave the site. */
  readonly name: string | null
  readonly rank: ConnectedRank
  readonly daysCounted: number
  readonly firstDay: string
  readonly lastDay: string
}

/** The lowest rank its counted minutes rest on (2 responding, 3 authenticated, 4 streaming). */
export type ConnectedRank = 2 | 3 | 4

/** The same camera-days added up twice, always equal: a report in which they differ is not made. */
export type CrossFoot = { readonly overCameras: number; readonly overDays: number }

export type SeenNotCounted = {
  readonly camera: string
  readonly name: string | null
  readonly day: string
  readonly minutes: number
  readonly why: NotCountedReason
}

/** short: under the minutes needed; swap: it replaced or was replaced that day, and the pair counts once (R8). */
export type NotCountedReason = 'short' | 'swap'

export type ReportCoverage = {
  readonly gateways: readonly GatewayCoverage[]
  /** Silences of more than 30 minutes, in order of time. */
  readonly silences: readonly Silence[]
  /** Minutes without evidence, short silences too, over all gateways: nobody is charged for them (R12). */
  readonly notChargedMinutes: number
  /** Minutes that a gateway signed and that count for nothing, by code; [] when there are none. */
  readonly uncounted: readonly UncountedMinutes[]
}

/** `from` and `to` are UTC minutes since 1970, [from, to); `covered` lies inside `expected`. */
export type MinuteSpan = { readonly from: number; readonly to: number }

export type GatewayCoverage = {
  readonly gateway: string
  readonly name: string
  /** The part of the period between its enrollment and its retirement. */
  readonly expected: MinuteSpan
  readonly covered: readonly MinuteSpan[]
  readonly expectedMinutes: number
  readonly coveredMinutes: number
}

export type Silence = {
  readonly gateway: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly minutes: number
  readonly why: SilenceReason
}

/** What the gateway signed (protocol 1, gap); blind: no source could look; unsaid: it has signed nothing about it. */
export type SilenceReason = 'off' | 'update' | 'overload' | 'clock' | 'unknown' | 'blind' | 'unsaid'

export type UncountedMinutes = { readonly gateway: string; readonly code: string; readonly minutes: number }

/** One adjustment line of the invoice: days of an earlier period whose count changed (R19). */
export type ReportChange = {
  readonly line: number
  readonly tier: string
  readonly tierName: string
  readonly firstDay: string
  readonly lastDay: string
  readonly cameraDays: number
  readonly amountMinor: bigint
  readonly days: readonly ChangedDay[]
}

/** `before` and `after` are daily numbers (additional cameras). The amounts of a change's days add up to the line. */
export type ChangedDay = {
  readonly day: string
  readonly before: number
  readonly after: number
  readonly why: ChangeReason
  readonly amountMinor: bigint
}

export type Intervention = {
  readonly kind: InterventionKind
  /** Since the last report, and ever. */
  readonly since: number
  readonly ever: number
  readonly happened: readonly string[]
}

export type InterventionKind =
  | 'gateway'
  | 'fork'
  | 'clock'
  | 'exclusion'
  | 'merge'
  | 'swap'
  | 'freeDays'
  | 'timeZone'
  | 'rateCard'
  | 'version'

export type ReportCheck = {
  readonly fingerprints: readonly Fingerprint[]
  readonly ledger: LedgerPosition
}

export type Fingerprint = {
  readonly gateway: string
  readonly name: string
  readonly epoch: number
  readonly thumbprint: string
  readonly words: readonly string[]
}

/** What the numbers were computed from: the first `size` entries of the ledger, `n` and `hash` the account's newest. */
export type LedgerPosition = { readonly size: number; readonly n: number; readonly hash: string }
