/** Billing and Subscriptions: the plan, what it has been, what comes next; the plan-change way opens above it. */
import { mayChange, useAccount, useAccountLookup, useMoney, useToday } from '../../account.ts'
import type { Reading } from '../../api/lookup.ts'
import type { PlanChange, Subscription } from '../../model.ts'
import { frequencyWords } from '../../bill-words.ts'
import { daysBetween, longDay, monthDay, shortDate, shortDay } from '../../format/day.ts'
import { Card, PageHead, Stats } from '../../parts/card.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Notice, Read, Skeleton } from '../../parts/states.tsx'
import { BillingDetailsCard } from '../../popups/billing-details/card.tsx'
import { SubscriptionWindows } from '../../popups/subscription/windows.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { historyLookup, subscriptionLookup } from '../../lookups/subscription.ts'
import { languageNow, say } from '../../texts/say.ts'

export function Billing({ query }: { readonly query: Query }) {
  const { account } = useAccount()
  const subscription = useAccountLookup(subscriptionLookup, 'subscription')
  return (
    <>
      <PageHead title={say('nav.billing')} words={say('billing.words')}>
        <div class="actions">
          <a class="button" href={accountUrl(account.id, 'billing', { step: 'manage' })}>
            {say('step.manage')}
          </a>
        </div>
      </PageHead>
      <Plan reading={subscription} />
      <History />
      <BillingDetailsCard isOpen={query['edit'] === 'details'} />
      {subscription.state === 'ready' && (
        <SubscriptionWindows query={query} subscription={subscription.body} etag={subscription.etag} />
      )}
    </>
  )
}

function Plan({ reading }: { readonly reading: Reading<Subscription> }) {
  if (reading.state === 'loading') return <Skeleton what={say('what.subscription')} />
  if (reading.state === 'failed' && reading.problem.code === 'NO_SUBSCRIPTION')
    return (
      <Card title={say('billing.plan')}>
        <Empty title={say('billing.none')} words={say('billing.noneHint')} />
      </Card>
    )
  if (reading.state === 'failed')
    return <Read reading={reading} what={say('what.subscription')} children={() => null} />
  return (
    <>
      <Pending subscription={reading.body} />
      <PlanStats subscription={reading.body} />
    </>
  )
}

function PlanStats({ subscription }: { readonly subscription: Subscription }) {
  const today = useToday()
  const { money } = useMoney()
  const language = languageNow()
  const { nextBillingOn, estimate } = subscription
  const days = nextBillingOn === null ? 0 : Math.max(0, daysBetween(today, nextBillingOn))
  const usage = estimate.soFar?.lines.filter(({ kind }) => kind === 'usage') ?? []
  const cameraDays = usage.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <Stats
      stats={[
        {
          name: say('billing.plan'),
          figure: subscription.tierName,
          source: say('billing.since', {
            frequency: frequencyWords(subscription.frequency).toLowerCase(),
            day: longDay(subscription.startedOn, language),
          }),
        },
        {
          name: say('billing.next'),
          figure: nextBillingOn === null ? '–' : shortDay(nextBillingOn, language),
          source: say('billing.inDays', { count: days, n: days, billingDay: subscription.billingDay }),
        },
        {
          name: say('billing.soFar'),
          figure: money(estimate.soFar?.grossMinor ?? null),
          source: say('billing.soFarSource', { count: cameraDays, n: cameraDays }),
        },
        {
          name: say('billing.balance'),
          figure: money(subscription.creditBalanceMinor),
          source: subscription.creditBalanceMinor > 0 ? say('billing.balanceUsed') : say('billing.balanceNone'),
        },
      ]}
    />
  )
}

function Pending({ subscription }: { readonly subscription: Subscription }) {
  const view = useAccount()
  const { account } = view
  const language = languageNow()
  return (
    <>
      {subscription.pending.map((change) => (
        <Notice
          key={change.kind}
          title={say('pending.title', {
            plan: `${change.tierName}, ${frequencyWords(change.frequency).toLowerCase()}`,
            day: longDay(change.on, language),
          })}
        >
          <p>{say('pending.words')}</p>
          {mayChange(view) && (
            <a href={accountUrl(account.id, 'billing', { step: 'change' })}>{say('pending.withdraw')}</a>
          )}
        </Notice>
      ))}
      {subscription.cancelOn !== null && (
        <Notice tone="warn" title={say('cancel.pendingTitle', { day: longDay(subscription.cancelOn, language) })}>
          <p>{say('cancel.pendingWords', { day: monthDay(subscription.cancelOn, language) })}</p>
          {mayChange(view) && <a href={accountUrl(account.id, 'billing', { step: 'cancel' })}>{say('cancel.undo')}</a>}
        </Notice>
      )}
    </>
  )
}

function History() {
  const reading = useAccountLookup(historyLookup, 'subscription')
  return (
    <Card title={say('history.title')} aside={say('history.words')}>
      <Read reading={reading} what={say('what.history')}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={say('history.none')} words={say('history.noneHint')} />
          ) : (
            <HistoryTable items={items} />
          )
        }
      </Read>
    </Card>
  )
}

function HistoryTable({ items }: { readonly items: readonly PlanChange[] }) {
  return (
    <Scroll label={say('history.title')}>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">{say('history.from')}</th>
            <th scope="col">{say('history.plan')}</th>
            <th scope="col" class="num">
              {say('term.base')}
            </th>
            <th scope="col" class="num mid-only">
              {say('term.additional')}
            </th>
            <th scope="col" class="mid-only">
              {say('history.askedBy')}
            </th>
            <th scope="col" class="num wide-only">
              {say('history.entry')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((change) => (
            <HistoryRow key={change.ledgerEntry} change={change} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function HistoryRow({ change }: { readonly change: PlanChange }) {
  const { money, rate } = useMoney()
  const frequency = frequencyWords(change.frequency).toLowerCase()
  return (
    <tr>
      <th scope="row" class="nowrap">
        {shortDate(change.on, languageNow())}
      </th>
      <td>
        {say('plan.named', { tier: change.tierName, frequency })}
        <small>{say(`history.${change.kind}`)}</small>
      </td>
      <td class="num">{money(change.baseMinor)}</td>
      <td class="num mid-only">{rate(change.rate)}</td>
      <td class="mid-only">{change.askedBy ?? say('history.operator')}</td>
      <td class="num wide-only">{say('number', { n: change.ledgerEntry })}</td>
    </tr>
  )
}
