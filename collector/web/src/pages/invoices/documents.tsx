/** The files of an invoice: PDF, usage report, evidence bundle. A draft has none yet. */
import { apiPath, useAccount } from '../../account.ts'
import type { InvoiceHead } from '../../api/schema.d.ts'
import { Icon } from '../../parts/icon.tsx'
import { say } from '../../texts/say.ts'
import { invoiceName } from './invoices.tsx'

type Props = { readonly invoice: InvoiceHead; readonly isSmall?: boolean }

export function Documents({ invoice, isSmall = false }: Props) {
  const { account } = useAccount()
  if (invoice.status === 'draft') return <span class="hint">{say('invoices.noFiles')}</span>
  const path = apiPath(account.id, `/invoices/${encodeURIComponent(invoice.id)}`)
  const look = isSmall ? 'button plain small' : 'button quiet'
  const name = invoiceName(invoice)
  const link = (file: string, words: string, icon: 'down' | 'evidence') => (
    <a class={look} href={`${path}/${file}`} download aria-label={say('file.of', { file: words, name })}>
      <Icon name={icon} />
      {words}
    </a>
  )
  return (
    <div class={isSmall ? 'actions nowrap' : 'actions'}>
      {link('invoice.pdf', isSmall ? say('file.invoiceShort') : say('file.invoice'), 'down')}
      {invoice.hasUsageReport &&
        link('usage-report.pdf', isSmall ? say('file.reportShort') : say('file.report'), 'down')}
      {invoice.hasUsageReport &&
        link('evidence', isSmall ? say('file.evidenceShort') : say('file.evidence'), 'evidence')}
    </div>
  )
}
