/** Invoices, drafts and credit notes as the collector answers them, and as the pages show them. */
import type { AnswerOf } from '../api/client.ts'
import { addDays, dayOf } from '../format/day.ts'
import type { Draft, DraftLine, Frequency, Invoice, InvoiceFile, InvoiceHead, InvoiceLine, LineDay } from '../model.ts'
import { rateIn } from './rate-card.ts'

export type InvoiceWire = AnswerOf<'GET /v1/accounts/{account}/invoices'>['items'][number]
type LineWire = InvoiceWire['lines'][number]
type Json = Readonly<Record<string, unknown>>

export function draftOf(invoice: InvoiceWire): Draft {
  const { netMinor, taxMinor, grossMinor, creditAppliedMinor, dueMinor } = invoice
  const lines = invoice.lines.map((line) => lineOf(line, invoice))
  return { lines, netMinor, taxMinor, grossMinor, creditAppliedMinor, dueMinor }
}

/** `account` names the files; a draft has none. */
export function headOf(invoice: InvoiceWire, account: { readonly id: string; readonly timeZone: string }): InvoiceHead {
  const usage = invoice.lines.find(({ kind }) => kind === 'usage')
  const span = usage ? lineOf(usage, invoice) : { from: invoice.periodStart, to: invoice.periodEnd }
  return {
    id: invoice.invoiceId,
    kind: invoice.kind,
    status: invoice.status === 'final' ? 'final' : 'draft',
    number: invoice.number === null ? null : String(invoice.number),
    issuedOn: invoice.issuedOn,
    from: span.from ?? invoice.issuedOn,
    to: span.to ?? addDays(invoice.issuedOn, 1),
    grossMinor: invoice.grossMinor,
    dueMinor: invoice.dueMinor,
    paidOn: invoice.paidAt === null ? null : dayOf(invoice.paidAt, account.timeZone),
    files: filesOf(invoice, account.id),
  }
}

export function invoiceOf(invoice: InvoiceWire, account: { readonly id: string; readonly timeZone: string }): Invoice {
  return {
    ...headOf(invoice, account),
    lines: invoice.lines.map((line, i) => ({ ...lineOf(line, invoice), line: i + 1, lineDays: daysOf(line) })),
    netMinor: invoice.netMinor,
    taxMinor: invoice.taxMinor,
    taxes: invoice.taxes,
    creditAppliedMinor: invoice.creditAppliedMinor,
  }
}

/** A line says what it is made of in its derivation (R33); one without stands for the days of its invoice. */
export function lineOf(line: LineWire, invoice: Pick<InvoiceWire, 'issuedOn'>): DraftLine {
  const made = objectIn(line.derivation)
  const versions = Array.isArray(made['versions']) ? made['versions'].map(objectIn) : []
  return {
    kind: line.kind,
    tier: line.tier ?? '',
    tierName: textIn(made['tierName']) ?? line.tier ?? '',
    frequency: frequencyIn(made['frequency']),
    from: textIn(made['effectiveOn']) ?? textIn(made['from']) ?? invoice.issuedOn,
    to: textIn(made['to']) ?? addDays(invoice.issuedOn, 1),
    quantity: line.quantity ?? 1,
    rate: rateIn(made['price'] ?? versions[0]?.['price']),
    amountMinor: line.amountMinor,
    fullMinor: line.kind.startsWith('proration') ? numberIn(made['priceMinor']) : null,
    days: numberIn(made['restDays']),
    periodDays: line.kind.startsWith('proration') ? numberIn(made['periodDays']) : null,
  }
}

function daysOf(line: LineWire): InvoiceLine['lineDays'] {
  const { days } = objectIn(line.derivation)
  if (!Array.isArray(days)) return []
  return days.map(objectIn).map(
    (day): LineDay => ({
      day: String(day['day']),
      connected: numberIn(day['connected']) ?? 0,
      included: numberIn(day['included']) ?? 0,
      additional: numberIn(day['billable']) ?? 0,
      amountMinor: numberIn(day['amountMinor']),
    }),
  )
}

/** A usage report goes with what closes a usage period (R28): with what has a usage line. */
function filesOf(invoice: InvoiceWire, account: string): InvoiceFile[] {
  if (invoice.status !== 'final') return []
  const closesPeriod = invoice.lines.some(({ kind }) => kind === 'usage')
  const names = closesPeriod ? (['invoice.pdf', 'usage-report.pdf'] as const) : (['invoice.pdf'] as const)
  const path = `/v1/accounts/${encodeURIComponent(account)}/invoices/${encodeURIComponent(invoice.invoiceId)}`
  return names.map((name) => ({ name, href: `${path}/documents/${name}` }))
}

function frequencyIn(value: unknown): Frequency | null {
  return value === 'monthly' || value === 'yearly' ? value : null
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object(value) : {}
}
