/** Invoices and credit notes as JSON, in ledger documents, files and answers alike: amounts are integers in minor
 *  units. */
import { createHash } from 'node:crypto'
import { type InvoiceId, newId } from '@camtally/protocol'
import type { CreditNote } from '../domain/credit-note.ts'
import type { Invoice } from '../domain/invoice.ts'

/** The id of a document, the same whoever computes it: so a draft has it already, and a job run twice makes one row. */
export function invoiceIdOf(ledgerId: string, key: string): InvoiceId {
  const digest = createHash('sha256').update(`camtally invoice\n${ledgerId}\n${key}`).digest()
  return newId('inv', new Uint8Array(digest.subarray(0, 12)))
}

/** A value as the JSON it is written as: bigint amounts become integers, undefined members are left out.
 *  @throws where an amount would not be exact */
export function plainJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? exact(member) : member)),
  )
}

/** The same without nulls, as ledger documents are. */
export function documentJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return exact(member)
    return member === null ? undefined : member
  })
}

/** An invoice or note as it is numbered: what its ledger entry and its row hold. */
export type NumberedInvoice = Extract<Invoice, { status: 'final' }>
export type NumberedNote = Omit<CreditNote, 'number'> & { readonly number: number }

function exact(amount: bigint): number {
  const number = Number(amount)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${amount} is beyond what JSON numbers hold exactly`)
  return number
}
