/** What the demo leaves behind: the documents of the month's invoice as the API gives them, and a summary. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CollectorClient } from './collector-client.ts'

type Page<T> = { readonly items: readonly T[]; readonly next: string | null }
export type InvoiceShown = {
  readonly invoiceId: string
  readonly number: number | null
  readonly status: 'draft' | 'final'
  readonly kind: string
  readonly hasUsageReport: boolean
  readonly lines: readonly object[]
  readonly grossMinor: number
}

/** The newest final invoice that closes a usage period. @throws when there is none */
export async function findBilledMonth(client: CollectorClient, accountId: string): Promise<InvoiceShown> {
  const { items } = await client.get<Page<InvoiceShown>>(`/v1/accounts/${accountId}/invoices?limit=200`)
  const billed = items.find(({ status, hasUsageReport }) => status === 'final' && hasUsageReport)
  if (!billed) throw new Error(`no final invoice with a usage report among ${JSON.stringify(items)}`)
  return billed
}

/** Writes PDF, CSV and JSON below `folder` and answers their paths, invoice first. */
export async function writeDocuments(
  client: CollectorClient,
  {
    accountId,
    invoice,
    folder,
  }: { readonly accountId: string; readonly invoice: InvoiceShown; readonly folder: string },
): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const base = `/v1/accounts/${accountId}/invoices/${invoice.invoiceId}`
  const wanted = [
    [`${base}/invoice.pdf`, `invoice-${invoice.number}.pdf`],
    [`${base}/usage-report.pdf`, `usage-report-${invoice.number}.pdf`],
    [`${base}/usage-report.csv`, `usage-report-${invoice.number}.csv`],
    [`${base}/usage-report.json`, `usage-report-${invoice.number}.json`],
  ] as const
  return Promise.all(
    wanted.map(async ([path, name]) => {
      writeFileSync(join(folder, name), await client.bytes(path))
      return join(folder, name)
    }),
  )
}

/** Every item of a list, page by page. */
export async function listAll<T>(client: CollectorClient, path: string): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Page<T> = await client.get(`${path}?limit=200${cursor ? `&cursor=${cursor}` : ''}`)
    all.push(...page.items)
    cursor = page.next
  }
  return all
}
