/** camtally-collector invoice: what was billed, why, and the papers. */
import { basename, join } from 'node:path'
import { addApiOptions, answering, membersOf, tableOfMembers } from './listing.ts'
import type { Program } from './program.ts'

type Line = { readonly kind: string; readonly tier: string; readonly quantity: number; readonly amountMinor: number }
type Document = { readonly name: string; readonly path: string; readonly hash: string }
type Invoice = { readonly lines: readonly Line[]; readonly documents: readonly Document[] }

export function addInvoiceCommands(program: Program): void {
  const invoice = program.command.command('invoice').description('what was billed')
  const heads = {
    invoiceId: 'INVOICE',
    number: 'NUMBER',
    kind: 'KIND',
    status: 'STATUS',
    issuedOn: 'DATED',
    grossMinor: 'GROSS',
    dueMinor: 'DUE',
  }
  addApiOptions(invoice.command('list').description('final invoices and credit notes').argument('<account>')).action(
    answering(program, {
      ask: ({ client, args }) => client.list<object>(`/v1/accounts/${args[0]}/invoices`),
      show: (items) => tableOfMembers(heads, items),
    }),
  )
  const show = invoice
    .command('show')
    .description('one invoice with its lines')
    .argument('<account>')
    .argument('<invoice>')
  addApiOptions(show).action(
    answering(program, {
      ask: ({ client, args }) => client.get<Invoice>(`/v1/accounts/${args[0]}/invoices/${args[1]}`),
      show: ({ lines, documents, ...head }) =>
        membersOf(head) +
        tableOfMembers({ kind: 'LINE', tier: 'TIER', quantity: 'QUANTITY', amountMinor: 'AMOUNT' }, lines),
    }),
  )
  const save = invoice.command('save').description('write its PDF, CSV and JSON files').argument('<account>')
  save.argument('<invoice>').option('--to <folder>', 'where to', '.')
  addApiOptions(save).action(
    answering(program, {
      async ask({ client, args, options }) {
        const { documents } = await client.get<Invoice>(`/v1/accounts/${args[0]}/invoices/${args[1]}`)
        return Promise.all(
          documents.map(async ({ name, path, hash }) => {
            const file = join(String(options['to']), `${args[1]}-${basename(name)}`)
            program.shell.writeFile(file, await client.bytes(path))
            return { file, hash }
          }),
        )
      },
      show: (files) => files.map(({ file }) => `${file}\n`).join(''),
    }),
  )
}
