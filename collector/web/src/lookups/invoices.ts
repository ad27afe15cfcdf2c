/** Invoices, drafts among them, and the usage periods they close. */
import { read } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { Account, Invoice, InvoiceHead, Page, UsagePeriod } from '../model.ts'
import { headOf, invoiceOf } from './draft.ts'
import type { ListAt } from './presence.ts'
import { readAll } from './reading.ts'
import { periodsUntil } from './usage-periods.ts'

/** Newest first, on the first page with what is still a draft. */
export function invoicesLookup(account: Account, { cursor, limit }: ListAt): Lookup<Page<InvoiceHead>> {
  return {
    key: `invoices ${account.id} ${cursor ?? ''}`,
    read: async (signal) => {
      const path = { account: account.id }
      const query = { limit, ...(cursor === undefined ? {} : { cursor }) }
      const [{ body }, drafts] = await Promise.all([
        read('GET /v1/accounts/{account}/invoices', { path, query }, signal),
        cursor === undefined ? readAll('GET /v1/accounts/{account}/drafts', { path }, signal) : [],
      ])
      const items = [...drafts, ...body.items].map((invoice) => headOf(invoice, account))
      return { body: { items, next: body.next }, etag: null }
    },
  }
}

export function invoiceLookup(account: Account, invoice: string): Lookup<Invoice> {
  return {
    key: `invoice ${account.id} ${invoice}`,
    read: async (signal) => {
      const path = { account: account.id, invoice }
      const { body, etag } = await read('GET /v1/accounts/{account}/invoices/{invoice}', { path }, signal)
      const shown = invoiceOf(body, account)
      const files = shown.files.filter(({ name }) => body.documents.some((document) => document.name === name))
      return { body: { ...shown, files }, etag }
    },
  }
}

/** The usage periods of the subscription, newest first, each with the invoice that closed it. */
export function periodsLookup(account: Account): Lookup<readonly UsagePeriod[]> {
  return {
    key: `periods ${account.id}`,
    read: async (signal) => {
      const path = { account: account.id }
      const [{ body }, invoices] = await Promise.all([
        read('GET /v1/accounts/{account}/subscription', { path }, signal),
        readAll('GET /v1/accounts/{account}/invoices', { path }, signal),
      ])
      const heads = invoices.map((invoice) => headOf(invoice, account))
      const { usagePeriod, startDay } = body.state
      const newest = usagePeriod ?? heads.find(({ files }) => files.length > 1)
      const periods = newest === undefined ? [] : periodsUntil(newest, startDay)
      return {
        body: periods.map((period) => {
          const closing = heads.find((head) => head.from === period.from && head.files.length > 1)
          return { ...period, invoice: closing?.id ?? null, number: closing?.number ?? null }
        }),
        etag: null,
      }
    },
  }
}
