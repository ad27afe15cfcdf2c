/** The usage report as CSV: its days, and its cameras. Columns are documented in docs/usage-report.md. */

import type { ReportCamera, ReportDay, UsageReport } from '../domain/usage-report.ts'
import { howKnown } from '../domain/usage-report-words.ts'
import { type CsvColumn, csv } from './csv.ts'
import { decimalOf } from './money-text.ts'

/** One record a day. `additional` adds up to the invoice's camera-days, `amount` to its usage lines. */
export function usageReportCsv(report: UsageReport): string {
  return csv(dayColumns(report), report.days)
}

/** One record a camera that counted; `days_counted` adds up to `connected` of the days. */
export function usageReportCamerasCsv(report: UsageReport): string {
  return csv(cameraColumns(report), report.cameras)
}

export function dayColumns(report: UsageReport): CsvColumn<ReportDay>[] {
  const { account, invoice } = report
  return [
    { name: 'account', kind: 'code', of: () => account.id },
    { name: 'invoice', kind: 'text', of: () => invoice.number },
    { name: 'day', kind: 'code', of: (day) => day.day },
    { name: 'time_zone', kind: 'code', of: () => account.timeZone },
    { name: 'day_minutes', kind: 'figure', of: (day) => day.minutes.toString() },
    { name: 'connected', kind: 'figure', of: (day) => day.connected.toString() },
    { name: 'included', kind: 'figure', of: (day) => day.included.toString() },
    { name: 'additional', kind: 'figure', of: (day) => day.additional.toString() },
    { name: 'tier', kind: 'text', of: (day) => day.tierName },
    { name: 'invoice_line', kind: 'figure', of: (day) => day.line?.toString() ?? '' },
    { name: 'currency', kind: 'code', of: () => invoice.currency },
    { name: 'amount', kind: 'figure', of: (day) => decimalOf(day.amountMinor, invoice.currencyDigits) },
    { name: 'covered_minutes', kind: 'figure', of: (day) => day.coverage?.coveredMinutes.toString() ?? '' },
    { name: 'expected_minutes', kind: 'figure', of: (day) => day.coverage?.expectedMinutes.toString() ?? '' },
    { name: 'flags', kind: 'code', of: (day) => day.flags.join(' ') },
  ]
}

export function cameraColumns(report: UsageReport): CsvColumn<ReportCamera>[] {
  const { account, invoice } = report
  return [
    { name: 'account', kind: 'code', of: () => account.id },
    { name: 'invoice', kind: 'text', of: () => invoice.number },
    { name: 'camera', kind: 'text', of: (camera) => camera.camera },
    { name: 'name', kind: 'text', of: (camera) => camera.name ?? '' },
    { name: 'how_known', kind: 'text', of: (camera) => howKnown[camera.rank] },
    { name: 'days_counted', kind: 'figure', of: (camera) => camera.daysCounted.toString() },
    { name: 'first_day', kind: 'code', of: (camera) => camera.firstDay },
    { name: 'last_day', kind: 'code', of: (camera) => camera.lastDay },
  ]
}
