/** Billing address, contact and tax id: shown on the page, edited in a popup. */
import { mayChange, useAccount } from '../../account.ts'
import { go } from '../../location.ts'
import { Card } from '../../parts/card.tsx'
import { accountUrl } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { EditBillingDetails } from './view.tsx'

export function BillingDetailsCard({ isOpen }: { readonly isOpen: boolean }) {
  const view = useAccount()
  const { account } = view
  const none = say('value.none')
  const close = () => go(accountUrl(account.id, 'billing'))
  return (
    <Card
      title={say('details.billing')}
      aside={
        mayChange(view) && (
          <a class="button quiet small" href={accountUrl(account.id, 'billing', { edit: 'details' })}>
            {say('details.editBilling')}
          </a>
        )
      }
    >
      <div class="body">
        <dl class="facts">
          <dt>{say('account.contact')}</dt>
          <dd>{account.billingContact ? `${account.billingContact.name}, ${account.billingContact.email}` : none}</dd>
          <dt>{say('account.address')}</dt>
          <dd>
            {account.address.length === 0
              ? none
              : account.address.map((line) => (
                  <span key={line} class="block">
                    {line}
                  </span>
                ))}
          </dd>
          <dt>{say('account.taxId')}</dt>
          <dd>{account.taxIds.map(({ label, value }) => `${label} ${value}`).join(', ') || none}</dd>
          <dt>{say('account.payment')}</dt>
          <dd>
            {account.paymentUrl ? (
              <a href={account.paymentUrl} target="_blank" rel="noopener noreferrer">
                {say('account.paymentLink')}
              </a>
            ) : (
              say('account.paymentNone')
            )}
          </dd>
        </dl>
      </div>
      {isOpen && mayChange(view) && <EditBillingDetails close={close} />}
    </Card>
  )
}
