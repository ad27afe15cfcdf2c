/** The running usage period on its scale of days, and what it comes to so far and if all stays as it is. */
import { useMoney } from '../../account.ts'
import type { Reading } from '../../api/resource.ts'
import type { Day, Page, Subscription } from '../../api/schema.d.ts'
import { longSpanWords } from '../../bill-words.ts'
import { addDays, daysBetween, lastDayOf, monthDay, shortDay } from '../../format/day.ts'
import { Card, Stats } from '../../parts/card.tsx'
import { Scale } from '../../parts/scale.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { languageNow, say } from '../../texts/say.ts'

type Props = {
  readonly reading: Reading<Subscription>
  readonly days: Reading<Page<Day>>
  readonly today: string
}

export function PeriodCard({ reading, days, today }: Props) {
  if (reading.state === 'failed' && reading.problem.code === 'NO_SUBSCRIPTION')
    return (
      <Card title={say('period.title')}>
        <Empty title={say('billing.none')} words={say('billing.noneHint')} />
      </Card>
    )
  const period = reading.state === 'ready' ? reading.body.usagePeriod : undefined
  const count = period ? daysBetween(period.from, period.to) : 0
  const year = period?.to.slice(0, 4) ?? ''
  const words = period && say('period.words', { span: longSpanWords(period.from, period.to), year, count, n: count })
  return (
    <Card title={say('period.title')} {...(words ? { aside: words } : {})}>
      <Read reading={reading} what={say('what.period')}>
        {(subscription) => (
          <>
            <div class="body">
              <PeriodScale subscription={subscription} today={today} />
            </div>
            <PeriodStats subscription={subscription} days={days.state === 'ready' ? days.body.items : []} />
          </>
        )}
      </Read>
    </Card>
  )
}

function PeriodScale({ subscription, today }: { readonly subscription: Subscription; readonly today: string }) {
  const { from, to } = subscription.usagePeriod
  const language = languageNow()
  const days = daysBetween(from, to)
  const at = Math.min(days, Math.max(0, daysBetween(from, today)))
  const named = { day: shortDay(today, language), n: at + 1 }
  return (
    <Scale
      label={`${say('scale.days', { count: days, n: days })} ${say('scale.today', { n: at + 1 })}`}
      days={days}
      needle={{ at, done: at + 0.5, words: say('scale.needle', named) }}
      ends={[shortDay(from, language), shortDay(lastDayOf(to), language)]}
    />
  )
}

function PeriodStats({ subscription, days }: { readonly subscription: Subscription; readonly days: readonly Day[] }) {
  const { money, rate } = useMoney()
  const { soFar, ifStay, invoiceOn, connected } = subscription.estimate
  const usage = soFar.lines.filter(({ kind }) => kind === 'usage')
  const cameraDays = sumOf(usage.map(({ quantity }) => quantity))
  const { from, to } = subscription.usagePeriod
  const closed = sumOf(
    days.filter((day) => day.isClosed && day.day >= from && day.day < to).map((day) => day.additional),
  )
  const atRates = usage.flatMap((line) =>
    line.rate ? [`${say('number', { n: line.quantity })} × ${rate(line.rate)}`] : [],
  )
  const later = sumOf(ifStay.lines.filter(({ kind }) => kind === 'usage').map(({ quantity }) => quantity))
  const language = languageNow()
  return (
    <Stats
      look="flat"
      stats={[
        {
          name: say('period.cameraDays'),
          figure: say('number', { n: cameraDays }),
          source: say('period.closed', { closed, open: cameraDays - closed }),
        },
        {
          name: say('period.usage'),
          figure: money(sumOf(usage.map(({ amountMinor }) => amountMinor))),
          source: atRates.join(' + ') || say('period.noUsage'),
        },
        {
          name: say('billing.soFar'),
          figure: money(soFar.grossMinor),
          source: say('period.with', { base: money(subscription.baseMinor), day: monthDay(invoiceOn, language) }),
        },
        {
          name: say('period.ifStay', { count: connected, n: connected }),
          figure: money(ifStay.grossMinor),
          source: say('period.by', { count: later, n: later, day: monthDay(addDays(invoiceOn, -1), language) }),
        },
      ]}
    />
  )
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0)
}
