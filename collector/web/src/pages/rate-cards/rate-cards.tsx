/** Rate cards: the dated list of prices. Never edited, only superseded by a newer one. */
import { useState } from 'preact/hooks'
import { rateText } from '../../account.ts'
import { type Reading, useLookup } from '../../api/lookup.ts'
import type { RateCard } from '../../model.ts'
import { longDay } from '../../format/day.ts'
import { money } from '../../format/money.ts'
import { go } from '../../location.ts'
import { Card, PageHead } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { NewRateCard } from '../../popups/new-rate-card/view.tsx'
import type { Query } from '../../route.ts'
import { rateCardsLookup } from '../../lookups/operations.ts'
import { languageNow, say } from '../../texts/say.ts'

export function RateCards({ query }: { readonly query: Query }) {
  const [version, setVersion] = useState(0)
  const reading = useLookup(rateCardsLookup, version)
  const close = () => {
    setVersion((n) => n + 1)
    go('/rate-cards')
  }
  return (
    <>
      <PageHead title={say('nav.rate-cards')} words={say('rateCards.words')}>
        <div class="actions">
          <a class="button" href="/rate-cards?window=new">
            <Icon name="plus" />
            {say('rateCards.new')}
          </a>
        </div>
      </PageHead>
      <Cards reading={reading} />
      {query['window'] === 'new' && <NewRateCard close={close} />}
    </>
  )
}

function Cards({ reading }: { readonly reading: Reading<readonly RateCard[]> }) {
  if (reading.state !== 'ready')
    return (
      <Card title={say('nav.rate-cards')}>
        <Read reading={reading} what={say('what.rateCards')} children={() => null} />
      </Card>
    )
  const items = reading.body
  if (items.length === 0)
    return (
      <Card title={say('nav.rate-cards')}>
        <Empty title={say('rateCards.none')} words={say('rateCards.noneHint')} />
      </Card>
    )
  return (
    <>
      {items.map((card) => (
        <OneCard key={card.hash} card={card} />
      ))}
    </>
  )
}

function OneCard({ card }: { readonly card: RateCard }) {
  const title = say('rateCards.from', { day: longDay(card.from, languageNow()), currency: card.currency })
  const rules = [
    say('rateCards.included', { count: card.included, n: card.included }),
    say('rateCards.minutes', { count: card.minConnectedMinutes, n: card.minConnectedMinutes }),
    say('rateCards.grace', { count: card.graceHours, n: card.graceHours }),
    say(`ratingMode.${card.ratingMode}`),
    say(`usageInvoicing.${card.usageInvoicing}`),
  ]
  return (
    <Card
      title={title}
      aside={say('rateCards.entry', { n: card.ledgerEntry })}
      footer={
        <>
          <span>{rules.join(' ')}</span> <span class="key">{card.hash}</span>
        </>
      }
    >
      <Plans card={card} />
    </Card>
  )
}

function Plans({ card }: { readonly card: RateCard }) {
  const written = (amountMinor: number) => money(amountMinor, card, languageNow())
  return (
    <Scroll label={say('nav.rate-cards')}>
      <table class="data dense">
        <thead>
          <tr>
            <th scope="col">{say('usage.tier')}</th>
            <th scope="col" class="num">
              {say('frequency.monthly')}
            </th>
            <th scope="col" class="num">
              {say('frequency.yearly')}
            </th>
            <th scope="col" class="num">
              {say('term.additional')}
            </th>
          </tr>
        </thead>
        <tbody>
          {card.plans.map((plan) => (
            <tr key={plan.tier}>
              <th scope="row">{plan.tierName}</th>
              <td class="num">{written(plan.monthlyMinor)}</td>
              <td class="num">{written(plan.yearlyMinor)}</td>
              <td class="num">{rateText(plan.rate, card)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
