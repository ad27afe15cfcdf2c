/** What a usage report is built from: facts decided elsewhere, in plain values, each named once. */

import type { ChangeReason } from './line.ts'
import type {
  ConnectedRank,
  Fingerprint,
  Intervention,
  LedgerPosition,
  MinuteSpan,
  NotCountedReason,
  Paper,
  Rate,
  ReportAccount,
  ReportInvoice,
  ReportRule,
  SilenceReason,
  UncountedMinutes,
} from './usage-report.ts'

export type UsageReportInputs = {
  readonly paper: Paper
  readonly issuer: string
  readonly account: ReportAccount
  readonly invoice: ReportInvoice
  /** Local days, both included. */
  readonly period: { readonly firstDay: string; readonly lastDay: string }
  /** The rules of the period's last day; each day carries its own `included`. */
  readonly rule: ReportRule
  /** The invoice's usage lines, also those of 0. */
  readonly lines: readonly UsageLineInput[]
  /** The invoice's adjustment lines. */
  readonly adjustments: readonly AdjustmentInput[]
  /** One for each day of the period, ascending. */
  readonly days: readonly DayInput[]
  /** Every camera seen in the period, counted or not. */
  readonly cameras: readonly CameraInput[]
  readonly gateways: readonly GatewayInput[]
  readonly uncounted: readonly UncountedMinutes[]
  /** The kinds that are kept track of, also at 0. */
  readonly interventions: readonly Intervention[]
  readonly fingerprints: readonly Fingerprint[]
  readonly ledger: LedgerPosition
}

/** `line` counts from 1 over all lines of the invoice. */
export type UsageLineInput = {
  readonly line: number
  readonly tier: string
  readonly tierName: string
  readonly rate: Rate
  readonly cameraDays: number
  readonly amountMinor: bigint
}

export type AdjustmentInput = Omit<UsageLineInput, 'rate'> & {
  /** The period first billed, both days included. */
  readonly firstDay: string
  readonly lastDay: string
  readonly days: readonly ChangedDayInput[]
}

/** `before` and `after`: additional cameras as billed so far and as counted now; `rate`: that day's (R19). */
export type ChangedDayInput = {
  readonly day: string
  readonly rate: Rate
  readonly before: number
  readonly after: number
  readonly why: ChangeReason
}

/** `window` is the day's [from, to) in UTC minutes, as its close has it. */
export type DayInput = {
  readonly day: string
  readonly window: MinuteSpan
  readonly connected: number
  readonly included: number
  readonly additional: number
  readonly tier: string
  readonly tierName: string
  readonly line: number | null
  readonly isWaived: boolean
  readonly isAdjusted: boolean
}

export type CameraInput = {
  readonly camera: string
  readonly name: string | null
  readonly rank: ConnectedRank
  /** Ascending; `notCounted` is absent on a day that counts. */
  readonly days: readonly CameraDayInput[]
}

export type CameraDayInput = {
  readonly day: string
  readonly minutes: number
  readonly notCounted?: NotCountedReason
}

export type GatewayInput = {
  readonly gateway: string
  readonly name: string
  /** From enrollment to retirement, UTC minutes; it may begin before the period and end after it. */
  readonly held: MinuteSpan
  /** Covered minutes, ascending and disjoint; they may reach beyond the period. */
  readonly covered: readonly MinuteSpan[]
  /** What it signed about minutes that it does not cover. */
  readonly reasons: readonly (MinuteSpan & { readonly why: SilenceReason })[]
}
