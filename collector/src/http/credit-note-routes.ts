/** Credit notes against a line of a final invoice (R30): a decision, with its number taken in the transaction that
 *  makes it. */
import Type from 'typebox'
import { invoiceIdOf } from '../ledger/invoice-form.ts'
import type { Tx } from '../store/database.ts'
import { findInvoice, takeNumber } from '../store/invoice.ts'
import { saveJobDue } from '../store/job-due.ts'
import { lockLedger } from '../store/ledger.ts'
import { type Api, type ApiDeps, accountParams, closed, invoiceId, repeatable } from './api.ts'
import { callerFrom, operators } from './caller.ts'
import { recordFact } from './fact-routes.ts'
import { invoiceSchema, shownRow } from './invoice-form.ts'
import { Problem } from './problem.ts'
import { requireAccount } from './resource.ts'
import { write } from './write.ts'

const body = Type.Object(
  {
    invoiceId,
    line: Type.Integer({ minimum: 0, description: 'From 0.' }),
    amountMinor: Type.Integer({ minimum: 1, description: 'Net; the tax follows at the rate of the invoice.' }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  closed,
)

export function creditNoteRoutes(api: Api, deps: ApiDeps): void {
  api.post(
    '/v1/accounts/:account/credit-notes',
    {
      config: { access: operators },
      schema: {
        summary: 'Give back a part of an invoice line; its money goes to the credit balance',
        tags: ['invoices'],
        params: accountParams,
        headers: repeatable,
        body,
        response: { 201: invoiceSchema },
      },
    },
    async (request, reply) => {
      const { account } = request.params
      const { invoiceId: against, line, amountMinor, reason } = request.body
      const by = callerFrom(request).tokenId
      const run = async (tx: Tx) => {
        await lockLedger(tx)
        const row = await findInvoice(tx, account, against)
        if (row === undefined || row.series !== 'invoice') throw new Problem('UNKNOWN_INVOICE')
        const of = { invoice: row.number, line, amountMinor: BigInt(amountMinor) }
        const fact = { kind: 'creditNote' as const, number: await takeNumber(tx, 'creditNote'), of }
        const { n } = await recordFact(tx, deps, { account, fact, reason, by })
        return { status: 201 as const, body: await readNote(tx, deps, { account, n }) }
      }
      return write(deps, { request, reply }, { accountId: '*', run })
    },
  )
}

async function readNote(tx: Tx, deps: ApiDeps, { account, n }: { readonly account: string; readonly n: number }) {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const id = invoiceIdOf(ledgerId, `note/${n}`)
  const row = await findInvoice(tx, account, id)
  if (row === undefined) throw new Error(`entry ${n} made no credit note`)
  const due_at = deps.clock.wallMs()
  await saveJobDue(tx, { account_id: account, job: 'render-documents', key: id, due_at })
  return shownRow(row)
}
