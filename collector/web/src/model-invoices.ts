/** Invoices, drafts and their lines as the pages show them. */

export type Rate = {
  basis: 'perCameraDay' | 'perCameraMonth'
  bands: { upTo: number | null; rateMicros: number }[]
}

export type Frequency = 'monthly' | 'yearly'

export type DraftLine = {
  kind: 'base' | 'usage' | 'prorationCredit' | 'prorationCharge' | 'adjustment' | 'credit'
  tier: string
  tierName: string
  frequency: Frequency | null
  /** Local days [from, to). */
  from: string
  to: string
  quantity: number
  rate: Rate | null
  amountMinor: number
  /** P, r and D of a proration (R16). */
  fullMinor: number | null
  days: number | null
  periodDays: number | null
}

export type Draft = {
  lines: DraftLine[]
  netMinor: number
  taxMinor: number
  grossMinor: number
  creditAppliedMinor: number
  dueMinor: number
}

export type InvoiceFile = {
  name: 'invoice.pdf' | 'usage-report.pdf' | 'usage-report.csv' | 'evidence.camtally'
  href: string
}

export type InvoiceHead = {
  id: string
  kind: 'subscription' | 'change' | 'usage' | 'creditNote'
  status: 'draft' | 'final'
  number: string | null
  issuedOn: string
  from: string
  to: string
  grossMinor: number
  dueMinor: number
  paidOn: string | null
  files: InvoiceFile[]
}

/** A usage line keeps the days it is made of. */
export type LineDay = {
  day: string
  connected: number
  included: number
  additional: number
  amountMinor: number | null
}

export type InvoiceLine = DraftLine & { line: number; lineDays: LineDay[] }

export type Invoice = InvoiceHead & {
  lines: InvoiceLine[]
  netMinor: number
  taxMinor: number
  taxes: { name: string; ratePpm: number; amountMinor: number }[]
  creditAppliedMinor: number
}
