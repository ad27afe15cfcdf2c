/** One invoice: its lines, its files, and any line opened into days, cameras, minutes and signed heartbeats. */
import { useAccount, useAccountLookup, useMoney } from '../../account.ts'
import type { Invoice, InvoiceLine } from '../../model.ts'
import { spanWords, useBillWords } from '../../bill-words.ts'
import { longDay, monthDay } from '../../format/day.ts'
import { Card, PageHead } from '../../parts/card.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Read } from '../../parts/states.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { invoiceLookup } from '../../lookups/invoices.ts'
import { languageNow, say } from '../../texts/say.ts'
import { Documents } from './documents.tsx'
import { Drill } from './drill.tsx'
import { invoiceName } from './invoices.tsx'

export function InvoicePage({ id, query }: { readonly id: string; readonly query: Query }) {
  const reading = useAccountLookup((one) => invoiceLookup(one, id), 'invoices')
  if (reading.state !== 'ready')
    return (
      <>
        <PageHead title={say('invoice.title', { name: '' })} words="" />
        <Card title={say('invoice.lines')}>
          <Read reading={reading} what={say('what.invoice')} children={() => null} />
        </Card>
      </>
    )
  return <InvoiceShown invoice={reading.body} query={query} />
}

function InvoiceShown({ invoice, query }: { readonly invoice: Invoice; readonly query: Query }) {
  const { account } = useAccount()
  const line = invoice.lines.find((one) => String(one.line) === query['line']) ?? firstUsage(invoice)
  return (
    <>
      <PageHead title={say(titleKey(invoice), { name: invoiceName(invoice) })} words={headWords(invoice, account.name)}>
        <Documents invoice={invoice} />
      </PageHead>
      <Lines invoice={invoice} />
      {line && <Drill invoice={invoice} line={line} query={query} />}
    </>
  )
}

function titleKey(invoice: Invoice): 'invoice.title' | 'invoice.noteTitle' | 'invoice.draftTitle' {
  if (invoice.kind === 'creditNote') return 'invoice.noteTitle'
  return invoice.number === null ? 'invoice.draftTitle' : 'invoice.title'
}

function headWords(invoice: Invoice, name: string): string {
  const language = languageNow()
  const issued = say(invoice.status === 'draft' ? 'invoice.toBeIssued' : 'invoice.issued', {
    day: longDay(invoice.issuedOn, language),
    name,
  })
  const paid = invoice.paidOn === null ? '' : say('invoice.paid', { day: monthDay(invoice.paidOn, language) })
  const state = invoice.status === 'draft' ? say('invoice.draftWords') : say('invoice.finalWords')
  return [issued, paid || state].join(' ')
}

function firstUsage(invoice: Invoice): InvoiceLine | undefined {
  const usage = invoice.lines.filter(({ kind }) => kind === 'usage' || kind === 'adjustment')
  return usage.find(({ quantity }) => quantity !== 0) ?? usage[0]
}

function Lines({ invoice }: { readonly invoice: Invoice }) {
  return (
    <Card title={say('invoice.lines')} aside={say('invoice.linesWords')}>
      <Scroll label={say('invoice.lines')}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{say('estimate.line')}</th>
              <th scope="col" class="mid-only">
                {say('invoice.days')}
              </th>
              <th scope="col" class="num">
                {say('invoice.quantity')}
              </th>
              <th scope="col" class="num mid-only">
                {say('invoice.price')}
              </th>
              <th scope="col" class="num">
                {say('usage.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {invoice.lines.map((line) => (
              <LineRow key={line.line} invoice={invoice} line={line} />
            ))}
          </tbody>
          <Totals invoice={invoice} />
        </table>
      </Scroll>
    </Card>
  )
}

function LineRow({ invoice, line }: { readonly invoice: Invoice; readonly line: InvoiceLine }) {
  const { account } = useAccount()
  const { money, rate, lineTitle } = useBillWords()
  const isUsage = line.kind === 'usage' || line.kind === 'adjustment'
  const href = accountUrl(account.id, `invoices/${encodeURIComponent(invoice.id)}`, { line: String(line.line) })
  const price = line.rate ? rate(line.rate) : money(line.fullMinor ?? line.amountMinor)
  return (
    <tr>
      <th scope="row">
        {isUsage ? <a href={`${href}#drill`}>{lineTitle(line)}</a> : lineTitle(line)}
        {line.kind === 'base' && <small>{say('line.inAdvance')}</small>}
      </th>
      <td class="mid-only nowrap">{spanWords(line.from, line.to)}</td>
      <td class="num">
        <Quantity line={line} />
      </td>
      <td class="num mid-only">{price}</td>
      <td class="num">{money(line.amountMinor)}</td>
    </tr>
  )
}

function Quantity({ line }: { readonly line: InvoiceLine }) {
  const { quantity, days, periodDays } = line
  if (line.kind === 'usage' || line.kind === 'adjustment')
    return (
      <>
        {say('number', { n: quantity })} <span class="unit">{say('unit.cameraDays', { count: quantity })}</span>
      </>
    )
  if (days !== null && periodDays !== null) return <>{say('invoice.daysOf', { n: days, of: periodDays })}</>
  return (
    <>
      {say('number', { n: quantity })}{' '}
      <span class="unit">{say(line.frequency === 'yearly' ? 'unit.year' : 'unit.month', { count: quantity })}</span>
    </>
  )
}

function Totals({ invoice }: { readonly invoice: Invoice }) {
  const { money } = useMoney()
  const percent = new Intl.NumberFormat(languageNow(), { maximumFractionDigits: 4 })
  const hasCredit = invoice.creditAppliedMinor !== 0
  const taxes = invoice.taxes.map((tax) => ({
    name: say('invoice.tax', { name: tax.name, percent: percent.format(tax.ratePpm / 10_000) }),
    amountMinor: tax.amountMinor,
  }))
  const total = { name: say('bill.total'), amountMinor: invoice.grossMinor }
  const credit = { name: say('bill.credit'), amountMinor: -invoice.creditAppliedMinor }
  const due = { name: say('bill.due'), amountMinor: invoice.dueMinor }
  const absent = [taxes.length === 0 && say('invoice.noTax'), !hasCredit && say('invoice.noCredit')].filter(Boolean)
  return (
    <tfoot>
      {[...taxes, total, ...(hasCredit ? [credit, due] : [])].map((row) => (
        <tr key={row.name}>
          <th scope="row">
            {row.name} {row === total && <span class="unit">{absent.join(', ')}</span>}
          </th>
          <td class="mid-only" />
          <td />
          <td class="mid-only" />
          <td class="num">{money(row.amountMinor)}</td>
        </tr>
      ))}
    </tfoot>
  )
}
