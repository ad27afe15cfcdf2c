/** Invoices and credit notes: drafts as they stand now, final ones as they are for ever, with their documents. */
import Type from 'typebox'
import { billSoFar } from '../closing/open-days.ts'
import { invoiceIdOf } from '../ledger/invoice-form.ts'
import { acrossAccounts, asAccount, type Tx } from '../store/database.ts'
import { findInvoice, findInvoiceDocument, listInvoiceDocuments, listInvoices } from '../store/invoice.ts'
import { type Api, type ApiDeps, accountId, accountParams, closed, hash43, invoiceId } from './api.ts'
import { readers } from './caller.ts'
import { explained } from './explained.ts'
import { invoiceSchema, ownerOfBill, type ShownInvoice, shownInvoice, shownRow } from './invoice-form.ts'
import { pageFrom, pageOf, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'
import { requireAccount } from './resource.ts'

const tags = ['invoices']
const documentSchema = Type.Object(
  { name: Type.String(), mediaType: Type.String(), hash: hash43, path: Type.String() },
  closed,
)
const oneSchema = Type.Object(
  { ...invoiceSchema.properties, documents: Type.Array(documentSchema, { description: 'Files that go with it.' }) },
  closed,
)
const invoiceParams = Type.Object({ account: accountId, invoice: invoiceId }, closed)

export function invoiceRoutes(api: Api, deps: ApiDeps): void {
  listRoutes(api, deps)
  api.get(
    '/v1/accounts/:account/invoices/:invoice',
    {
      config: { access: readers },
      schema: {
        summary: 'One invoice or credit note with its lines, derivations and documents',
        tags,
        params: invoiceParams,
        response: { 200: oneSchema },
      },
    },
    async (request) => acrossAccounts(deps.store, (tx) => readOne(tx, deps, request.params)),
  )
  api.get(
    '/v1/accounts/:account/invoices/:invoice/documents/:name',
    {
      config: { access: readers },
      schema: {
        summary: 'A file that goes with an invoice: PDF, CSV or JSON',
        tags,
        params: Type.Object(
          { ...invoiceParams.properties, name: Type.String({ pattern: '^[a-z][a-z.-]{1,40}$' }) },
          closed,
        ),
      },
    },
    async (request, reply) => {
      const { account, invoice, name } = request.params
      const found = await asAccount(deps.store, account, async (tx) => {
        if ((await findInvoice(tx, account, invoice)) === undefined) throw new Problem('INVOICE_NOT_FOUND')
        return findInvoiceDocument(tx, { accountId: account, invoiceId: invoice, name })
      })
      if (found === undefined) throw new Problem('DOCUMENT_NOT_FOUND')
      return reply
        .type(found.media_type)
        .header('content-disposition', `inline; filename="${name}"`)
        .header('etag', `"${found.hash}"`)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .serializer((body: unknown) => body as string)
        .send(Buffer.from(found.body))
    },
  )
}

function listRoutes(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/accounts/:account/invoices',
    {
      config: { access: readers },
      schema: {
        summary: 'Final invoices and credit notes, newest first',
        tags,
        params: accountParams,
        querystring: Type.Object(pageQuery, closed),
        response: { 200: pageOf(invoiceSchema) },
      },
    },
    async (request) => {
      const { account } = request.params
      const slice = sliceOf(request.query)
      const rows = await asAccount(deps.store, account, async (tx) => {
        await requireAccount(tx, account)
        const before = slice.after === undefined ? undefined : positionOf(slice.after)
        return listInvoices(tx, account, before === undefined ? { limit: slice.limit } : { limit: slice.limit, before })
      })
      const position = (row: { final_at: number; invoice_id: string }) => `${row.final_at} ${row.invoice_id}`
      return pageFrom(rows, slice, { position, item: shownRow })
    },
  )
  api.get(
    '/v1/accounts/:account/drafts',
    {
      config: { access: readers },
      schema: {
        summary: 'Invoices that are not final yet, with what is counted so far',
        tags,
        params: accountParams,
        response: { 200: pageOf(invoiceSchema) },
      },
    },
    async (request) => {
      const drafts = await acrossAccounts(deps.store, (tx) => readDrafts(tx, deps, request.params.account))
      return { items: drafts, next: null }
    },
  )
}

async function readDrafts(tx: Tx, deps: Pick<ApiDeps, 'clock'>, account: string): Promise<ShownInvoice[]> {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const { bill } = await billSoFar(tx, { accountId: account, ledgerId }, deps.clock.wallMs())
  const owner = ownerOfBill(ledgerId, bill)
  return bill.invoices.filter(({ status }) => status !== 'final').map((invoice) => shownInvoice(invoice, owner))
}

type Asked = { readonly account: string; readonly invoice: string }

/** Explained by the fold of now: a final invoice comes out of it as it was numbered, or nobody would get an answer. */
async function readOne(tx: Tx, deps: Pick<ApiDeps, 'clock'>, { account, invoice }: Asked) {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const { bill } = await billSoFar(tx, { accountId: account, ledgerId }, deps.clock.wallMs())
  const folded = bill.invoices.find(({ key }) => invoiceIdOf(ledgerId, key) === invoice)
  const row = await findInvoice(tx, account, invoice)
  if (row !== undefined) {
    const documents = await listInvoiceDocuments(tx, { accountId: account, invoiceId: invoice })
    const pathOf = (name: string) => `/v1/accounts/${account}/invoices/${invoice}/documents/${name}`
    const shown = documents.map(({ name, media_type: mediaType, hash }) => ({
      ...{ name, mediaType, hash },
      path: pathOf(name),
    }))
    return { ...explained(shownRow(row), folded, bill), documents: shown }
  }
  if (folded === undefined) throw new Problem('INVOICE_NOT_FOUND')
  return { ...explained(shownInvoice(folded, ownerOfBill(ledgerId, bill)), folded, bill), documents: [] }
}

function positionOf(text: string): { readonly finalAt: number; readonly invoiceId: string } {
  const [finalAt = '', invoiceId = ''] = text.split(' ')
  if (!/^\d{1,16}$/.test(finalAt) || !/^inv_[a-z2-7]{12}$/.test(invoiceId)) throw new Problem('CURSOR_INVALID')
  return { finalAt: Number(finalAt), invoiceId }
}
