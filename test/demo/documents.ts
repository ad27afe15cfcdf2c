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
  readonly lines: readonly object[]
  readonly grossMinor: number
  readonly documents: readonly { readonly name: string; readonly path: string }[]
}

/** The newest final invoice that closes a usage period: a usage report goes with it. @throws when there is none */
export async function findBilledMonth(client: CollectorClient, accountId: string): Promise<InvoiceShown> {
  const heads = await listAll<{ invoiceId: string }>(client, `/v1/accounts/${accountId}/invoices`)
  for (const { invoiceId } of heads) {
    const invoice = await client.get<InvoiceShown>(`/v1/accounts/${accountId}/invoices/${invoiceId}`)
    if (invoice.documents.some(({ name }) => name.startsWith('usage-report'))) return invoice
  }
  throw new Error(`no final invoice with a usage report among ${heads.length}`)
}

/** Writes its PDF, CSV and JSON files below `folder` and answers their paths, the invoice's first. */
export async function writeDocuments(
  client: CollectorClient,
  invoice: InvoiceShown,
  folder: string,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const paths = await Promise.all(
    invoice.documents.map(async ({ name, path }) => {
      const to = join(folder, name.replace('.', `-${invoice.number}.`))
      writeFileSync(to, await client.bytes(path))
      return to
    }),
  )
  return paths.sort()
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
