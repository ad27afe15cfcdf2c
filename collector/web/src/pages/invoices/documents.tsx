/** The files of an invoice: PDF, usage report, evidence bundle. A draft has none yet. */
import type { InvoiceFile, InvoiceHead } from '../../model.ts'
import { Icon } from '../../parts/icon.tsx'
import { say } from '../../texts/say.ts'
import { invoiceName } from './invoices.tsx'

type Props = { readonly invoice: InvoiceHead; readonly isSmall?: boolean }

const words = {
  'invoice.pdf': ['file.invoice', 'file.invoiceShort'],
  'usage-report.pdf': ['file.report', 'file.reportShort'],
  'usage-report.csv': ['file.csv', 'file.csv'],
  'evidence.camtally': ['file.evidence', 'file.evidenceShort'],
} as const satisfies Record<InvoiceFile['name'], readonly [string, string]>

export function Documents({ invoice, isSmall = false }: Props) {
  if (invoice.files.length === 0) return <span class="hint">{say('invoices.noFiles')}</span>
  return (
    <div class={isSmall ? 'actions nowrap' : 'actions'}>
      {invoice.files.map((file) => {
        const [long, short] = words[file.name]
        return (
          <a
            key={file.name}
            class={isSmall ? 'button plain small' : 'button quiet'}
            href={file.href}
            download={`${invoiceName(invoice)} ${file.name}`}
            aria-label={say('file.of', { file: say(long), name: invoiceName(invoice) })}
          >
            <Icon name={file.name === 'evidence.camtally' ? 'evidence' : 'down'} />
            {say(isSmall ? short : long)}
          </a>
        )
      })}
    </div>
  )
}
