/** Invoices: every document with its PDF, its usage report and its evidence bundle. */
import { useAccount, useAccountLookup, useMoney } from '../../account.ts'
import type { InvoiceHead } from '../../model.ts'
import { spanWords } from '../../bill-words.ts'
import { shortDate } from '../../format/day.ts'
import { go } from '../../location.ts'
import { Card, PageHead } from '../../parts/card.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { invoicesLookup } from '../../lookups/invoices.ts'
import { languageNow, say } from '../../texts/say.ts'
import { Documents } from './documents.tsx'

export function Invoices({ query }: { readonly query: Query }) {
  const { account } = useAccount()
  const cursor = query['cursor']
  const reading = useAccountLookup((one) => invoicesLookup(one, { cursor, limit: 50 }), 'invoices')
  const page = (next: string | undefined) => go(accountUrl(account.id, 'invoices', { cursor: next }))
  return (
    <>
      <PageHead title={say('nav.invoices')} words={say('invoices.words')} />
      <Card title={say('invoices.title')} aside={say('invoices.aside')}>
        <Read reading={reading} what={say('what.invoices')}>
          {({ items, next, total }) =>
            items.length === 0 ? (
              <Empty title={say('invoices.none')} words={say('invoices.noneHint')} />
            ) : (
              <>
                <InvoiceTable invoices={items} />
                <footer>
                  <Pager shown={items.length} total={total} isFirst={cursor === undefined} next={next} go={page} />
                </footer>
              </>
            )
          }
        </Read>
      </Card>
    </>
  )
}

function InvoiceTable({ invoices }: { readonly invoices: readonly InvoiceHead[] }) {
  return (
    <Scroll label={say('nav.invoices')}>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">{say('invoices.number')}</th>
            <th scope="col" class="mid-only">
              {say('invoices.issued')}
            </th>
            <th scope="col" class="wide-only">
              {say('invoices.days')}
            </th>
            <th scope="col">{say('invoices.state')}</th>
            <th scope="col" class="num">
              {say('bill.total')}
            </th>
            <th scope="col" class="wide-only">
              {say('invoices.files')}
            </th>
          </tr>
        </thead>
        <tbody>
          {invoices.map((invoice) => (
            <Row key={invoice.id} invoice={invoice} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Row({ invoice }: { readonly invoice: InvoiceHead }) {
  const { account } = useAccount()
  const { money } = useMoney()
  return (
    <tr>
      <th scope="row">
        <a href={accountUrl(account.id, `invoices/${encodeURIComponent(invoice.id)}`)}>{invoiceName(invoice)}</a>
        <small>{say(`invoiceKind.${invoice.kind}`)}</small>
      </th>
      <td class="mid-only nowrap">{shortDate(invoice.issuedOn, languageNow())}</td>
      <td class="wide-only nowrap">{spanWords(invoice.from, invoice.to)}</td>
      <td>
        <InvoiceState invoice={invoice} />
      </td>
      <td class="num">{money(invoice.grossMinor)}</td>
      <td class="wide-only">
        <Documents invoice={invoice} isSmall />
      </td>
    </tr>
  )
}

/** A final invoice has a number; a draft is named by its day. */
export function invoiceName(invoice: Pick<InvoiceHead, 'number' | 'issuedOn'>): string {
  return invoice.number ?? say('invoices.draftOf', { day: shortDate(invoice.issuedOn, languageNow()) })
}

export function InvoiceState({ invoice }: { readonly invoice: InvoiceHead }) {
  if (invoice.status === 'draft') return <span class="badge edge">{say('invoices.draft')}</span>
  if (invoice.paidOn !== null) return <span class="badge edge">{say('invoices.paid')}</span>
  return <span class="badge edge">{say('invoices.final')}</span>
}
