/** 2: Manage Subscriptions: the plan in a white box above Account Information. */
import { useAccount } from '../../account.ts'
import type { Account, Subscription } from '../../model.ts'
import { frequencyWords, useBillWords } from '../../bill-words.ts'
import { longDay, zonePlace } from '../../format/day.ts'
import { Icon } from '../../parts/icon.tsx'
import { Window } from '../../parts/window.tsx'
import { languageNow, say } from '../../texts/say.ts'
import type { StepProps } from './windows.tsx'

export function Manage({ subscription, on, frame }: StepProps) {
  const { rate, priceWords } = useBillWords()
  const { account } = useAccount()
  const included = { count: subscription.included, n: subscription.included }
  return (
    <Window
      {...frame}
      footer={
        <>
          <p>{say('manage.hint')}</p>
          <button class="button quiet" type="button" onClick={frame.close}>
            {say('window.close')}
          </button>
        </>
      }
    >
      <button class="box" type="button" onClick={() => on({ kind: 'choosePlan' })}>
        <span>
          <span class="plan-name">{subscription.tierName}</span>{' '}
          <span class="soft">{frequencyWords(subscription.frequency)}</span>
          <span class="block soft">
            {say('manage.terms', { ...included, price: priceWords(subscription), rate: rate(subscription.rate) })}
          </span>
          <span class="block hint">{stateWords(subscription)}</span>
        </span>
        <Icon name="next" />
      </button>
      <section>
        <h3>{say('manage.account')}</h3>
        <AccountFacts account={account} />
      </section>
    </Window>
  )
}

function stateWords({ status, nextBillingOn }: Subscription): string {
  const named = say(`status.${status}`)
  if (nextBillingOn === null) return `${named}.`
  return say('manage.state', { status: named, day: longDay(nextBillingOn, languageNow()) })
}

function AccountFacts({ account }: { readonly account: Account }) {
  const { billingContact: contact, address, taxIds } = account
  const unknown = say('value.none')
  return (
    <dl class="facts">
      <dt>{say('account.account')}</dt>
      <dd>
        {account.name} <span class="key soft">{account.id}</span>
      </dd>
      <dt>{say('account.contact')}</dt>
      <dd>{contact ? `${contact.name}, ${contact.email}` : unknown}</dd>
      <dt>{say('account.address')}</dt>
      <dd>{address.join(', ') || unknown}</dd>
      <dt>{say('account.taxId')}</dt>
      <dd>{taxIds.map(({ label, value }) => `${label} ${value}`).join(', ') || unknown}</dd>
      <dt>{say('account.timeZone')}</dt>
      <dd>
        {account.timeZone}{' '}
        <span class="hint">{say('account.timeZoneHint', { place: zonePlace(account.timeZone) })}</span>
      </dd>
      <dt>{say('account.currency')}</dt>
      <dd>{new Intl.DisplayNames(languageNow(), { type: 'currency' }).of(account.currency)}</dd>
      <dt>{say('account.payment')}</dt>
      <dd>
        {account.paymentUrl === null ? (
          say('account.paymentNone')
        ) : (
          <a href={account.paymentUrl} target="_blank" rel="noopener noreferrer">
            {say('account.paymentLink')}
          </a>
        )}
      </dd>
    </dl>
  )
}
