/** report.json: one spelling of a usage report, so that its SHA-256 means something. */

import type { UsageReport } from './usage-report.ts'
import { usageReportShape } from './usage-report-shape.ts'
import { decodeShaped, encodeShaped } from './usage-report-shaped-json.ts'

/** One line of JSON with the members in their documented order, no white space, money as integers, ended by LF. */
export function encodeUsageReport(report: UsageReport): string {
  return `${encodeShaped(report, usageReportShape, 'report')}\n`
}

/** Reads what `encodeUsageReport` wrote and nothing else.
 *  @throws Error with the path of the member that is missing, unknown or of another kind */
export function parseUsageReport(text: string): UsageReport {
  const report = decodeShaped(JSON.parse(text), usageReportShape, 'report') as UsageReport
  if (encodeUsageReport(report) !== text) throw new Error('report: not in the spelling that encodeUsageReport writes')
  return report
}
