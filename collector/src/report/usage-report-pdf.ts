/** The usage report on paper (R28), in eight parts: a function of report.json, which is attached to it. */

import { createHash } from 'node:crypto'
import { encodeUsageReport, type UsageReport } from '../domain/usage-report.ts'
import { dayAndYear, spanInFull } from '../domain/usage-report-dates.ts'
import { writeLetterhead } from './letterhead.ts'
import { moneyWriter } from './money-text.ts'
import { Paper } from './paper.ts'
import { writeCameras } from './report-part-cameras.ts'
import { writeChanges, writeCheck, writeInterventions } from './report-part-check.ts'
import { writeCoverage } from './report-part-coverage.ts'
import { writeCovers, writeDays, writeRule } from './report-part-days.ts'

/** The PDF of a report. The same report has the same bytes; its metadata names the SHA-256 of report.json. */
export function renderUsageReport(report: UsageReport): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(encodeUsageReport(report))
  const digest = createHash('sha256').update(bytes).digest('base64url')
  const title = `Usage Report to invoice ${report.invoice.number}`
  const paper = new Paper({
    size: report.paper,
    title,
    author: report.issuer,
    datedOn: report.invoice.issuedOn,
    keywords: `report.json SHA-256 ${digest}`,
    attachments: [{ name: 'report.json', mediaType: 'application/json', description: 'This report as data', bytes }],
    foot: [title, `${report.account.name}, ${spanInFull(report.period.firstDay, report.period.lastDay)}`],
  })
  const money = moneyWriter({ ...report.account, ...report.invoice })
  writeLetterhead(paper, {
    issuer: report.issuer,
    title: 'Usage Report',
    below: `to invoice ${report.invoice.number} of ${dayAndYear(report.invoice.issuedOn)}`,
  })
  writeCovers(paper, report, money)
  writeRule(paper, report, money)
  writeDays(paper, report, money)
  writeCameras(paper, report)
  writeCoverage(paper, report)
  writeChanges(paper, report, money)
  writeInterventions(paper, report)
  writeCheck(paper, report, digest)
  return paper.finish()
}
