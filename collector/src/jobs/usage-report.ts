/** The usage report of an invoice that closes a usage period, as its JSON (R28): put together from the invoice's own
 *  lines, the closes of its days, and what gateways said; buildUsageReport refuses what does not add up. */
import type { Bill } from '../domain/bill.ts'
import { dayAt } from '../domain/calendar.ts'
import { addDays, type Day, parseDay } from '../domain/day.ts'
import type { Fact } from '../domain/fact.ts'
import type { RateCard } from '../domain/rate-card.ts'
import { buildUsageReport, encodeUsageReport } from '../domain/usage-report.ts'
import { reportPartOf } from '../domain/usage-report-of-invoice.ts'
import type { NumberedInvoice } from '../ledger/invoice-form.ts'
import { numberText } from '../ledger/number-text.ts'
import type { LedgerOwner } from '../ledger/record.ts'
import type { AccountRow } from '../store/account.ts'
import type { Tx } from '../store/database.ts'
import { listDayCounts } from '../store/day-count.ts'
import { listInvoices } from '../store/invoice.ts'
import { type EntryWithDocument, findLedgerHead, readEntries, readLedgerTip } from '../store/ledger.ts'
import { findSellerLedgerId } from '../store/seller.ts'
import { interventions } from './interventions.ts'
import type { Seller } from './job.ts'
import { reportCameras } from './report-cameras.ts'
import { reportGateways } from './report-gateways.ts'

export type ReportWish = {
  readonly owner: LedgerOwner
  readonly account: AccountRow
  readonly bill: Bill
  readonly facts: readonly Fact[]
  readonly invoice: NumberedInvoice
  readonly seller: Seller
}

/** report.json, ended by LF; undefined for an invoice that closes no usage period. Wants the ledger locked: the
 *  report names the size it was computed from. */
export async function usageReportJson(tx: Tx, wish: ReportWish): Promise<string | undefined> {
  const { owner, account, bill, facts, invoice } = wish
  const daysOfInvoice = invoice.lines.flatMap((line) => (line.kind === 'usage' ? line.derivation.days : []))
  const sorted = daysOfInvoice.map(({ day }) => day).sort()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const closed = await listDayCounts(tx, owner.accountId, { from: first, to: addDays(last, 1) })
  const rowOf = new Map(closed.map((row) => [row.day, row]))
  const part = reportPartOf(invoice, {
    windowOf: (day) => ({ from: rowOf.get(day)?.from_minute ?? 0, to: rowOf.get(day)?.to_minute ?? 0 }),
    isCorrected: (day) => (rowOf.get(day)?.revision ?? 1) > 1,
  })
  if (part === undefined) return undefined
  const span = {
    ...{ ...owner, facts, closed },
    from: closed[0]?.from_minute ?? 0,
    to: closed.at(-1)?.to_minute ?? 0,
  }
  const { name, details } = account
  const rules = rulesBy(bill, facts)
  const rule = rules(parseDay(part.period.lastDay))
  const { n, hash } = await findLedgerHead(tx, owner.ledgerId)
  const report = buildUsageReport({
    ...part,
    ...(await reportGateways(tx, span)),
    paper: details['paper'] === 'letter' ? 'letter' : 'A4',
    issuer: wish.seller.name,
    account: { id: owner.accountId, name, timeZone: account.time_zone, locale: String(details['locale'] ?? 'en-US') },
    invoice: {
      number: numberText('invoice', invoice.number),
      issuedOn: invoice.issuedOn,
      currency: bill.currency,
      currencyDigits: bill.currencyDigits,
    },
    rule: {
      minConnectedMinutes: rule.minConnectedMinutes,
      included: rule.included,
      coverageFloorPercent: rule.coverageFloorPercent,
    },
    cameras: await reportCameras(tx, span, (day) => rules(parseDay(day)).minConnectedMinutes),
    interventions: interventions({
      entries: await entriesOf(tx, owner),
      lastReport: await lastReportIndex(tx, owner),
      timeZone: account.time_zone,
    }),
    ledger: { size: (await readLedgerTip(tx)).size, n, hash },
  })
  return encodeUsageReport(report)
}

/** The rate card whose counting rules hold on a day. */
function rulesBy({ calendar }: Bill, facts: readonly Fact[]): (day: Day) => RateCard {
  const cards = facts.flatMap((fact) =>
    fact.kind === 'rateCard' ? [{ card: fact.card, fromDay: dayAt(calendar, fact.at) }] : [],
  )
  return (day) => {
    const card = (cards.findLast(({ fromDay }) => fromDay <= day) ?? cards[0])?.card
    if (card === undefined) throw new Error('an invoice has a rate card')
    return card
  }
}

async function entriesOf(tx: Tx, owner: LedgerOwner): Promise<EntryWithDocument[]> {
  const sellerLedgerId = await findSellerLedgerId(tx)
  const seller = sellerLedgerId === undefined ? [] : await readEntries(tx, sellerLedgerId)
  return [...(await readEntries(tx, owner.ledgerId)), ...seller].sort((a, b) => a.index - b.index)
}

/** Index of the entry of the newest invoice that carried usage. */
async function lastReportIndex(tx: Tx, owner: LedgerOwner): Promise<number> {
  const rows = await listInvoices(tx, owner.accountId, { limit: 200 })
  const reported = rows.find(({ document }) => hasUsage(document))
  if (reported === undefined) return -1
  const [entry] = await readEntries(tx, owner.ledgerId, { fromN: reported.n, limit: 1 })
  return entry?.index ?? -1
}

function hasUsage(document: unknown): boolean {
  const { lines } = Object(document)
  return Array.isArray(lines) && lines.some((line) => Object(line).kind === 'usage')
}
