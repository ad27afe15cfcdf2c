/** The running usage period on its scale of days, and what it comes to so far and if all stays as it is. */
import { useMoney, useOpenDay } from '../../account.ts'
import type { Reading } from '../../api/lookup.ts'
import type { Day, Span, Subscription } from '../../model.ts'
import { longSpanWords } from '../../bill-words.ts'
import { addDays, daysBetween, lastDayOf, monthDay, shortDay } from '../../format/day.ts'
import { Card, type Stat, Stats } from '../../parts/card.tsx'
import { Scale } from '../../parts/scale.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { daysWith } from '../../lookups/days.ts'
import { languageNow, say } from '../../texts/say.ts'

type Props = {
  readonly reading: Reading<Subscription>
  readonly days: Reading<readonly Day[]>
  readonly today: string
}

export function PeriodCard({ reading, days, today }: Props) {
  const openDay = useOpenDay()
  if (reading.state === 'failed' && reading.problem.code === 'NO_SUBSCRIPTION')
    return (
      <Card title={say('period.title')}>
        <Empty title={say('billing.none')} words={say('billing.noneHint')} />
      </Card>
    )
  const period = reading.state === 'ready' ? reading.body.usagePeriod : null
  const count = period ? daysBetween(period.from, period.to) : 0
  const year = period?.to.slice(0, 4) ?? ''
  const words =
    period === null
      ? undefined
      : say('period.words', { span: longSpanWords(period.from, period.to), year, count, n: count })
  return (
    <Card title={say('period.title')} {...(words ? { aside: words } : {})}>
      <Read reading={reading} what={say('what.period')}>
        {(subscription) =>
          period === null ? (
            <Empty title={say('billing.none')} words={say('billing.noneHint')} />
          ) : (
            <>
              <div class="body">
                <PeriodScale period={period} today={today} />
              </div>
              <PeriodStats subscription={subscription} days={daysOf(days, openDay, period)} />
            </>
          )
        }
      </Read>
    </Card>
  )
}

function daysOf(days: Reading<readonly Day[]>, open: Day | undefined, { from, to }: Span): readonly Day[] {
  if (days.state !== 'ready') return []
  return daysWith(days.body, open).filter(({ day }) => day >= from && day < to)
}

function PeriodScale({ period, today }: { readonly period: Span; readonly today: string }) {
  const { from, to } = period
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

type StatsProps = { readonly subscription: Subscription; readonly days: readonly Day[] }

function PeriodStats({ subscription, days }: StatsProps) {
  const { money, rate } = useMoney()
  const { soFar, invoiceOn } = subscription.estimate
  const language = languageNow()
  const usage = soFar?.lines.filter(({ kind }) => kind === 'usage') ?? []
  const cameraDays = sumOf(days.map(({ additional }) => additional))
  const closed = sumOf(days.filter(({ isClosed }) => isClosed).map(({ additional }) => additional))
  const atRates = usage.flatMap((line) =>
    line.rate ? [`${say('number', { n: line.quantity })} × ${rate(line.rate)}`] : [],
  )
  const base = soFar?.lines.find(({ kind }) => kind === 'base')
  const on = invoiceOn === null ? '–' : monthDay(invoiceOn, language)
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
          figure: money(soFar ? sumOf(usage.map(({ amountMinor }) => amountMinor)) : null),
          source: atRates.join(' + ') || say('period.noUsage'),
        },
        {
          name: say('billing.soFar'),
          figure: money(soFar?.grossMinor ?? null),
          source: base
            ? say('period.with', { base: money(base.amountMinor), day: on })
            : say('period.without', { day: on }),
        },
        useOutlook(subscription),
      ]}
    />
  )
}

/** What it comes to if all stays as it is; where that is not told, when the invoice comes. */
function useOutlook({ estimate, nextBillingOn }: Subscription): Stat {
  const { money } = useMoney()
  const { ifStay, connected, invoiceOn } = estimate
  const language = languageNow()
  if (ifStay === null || connected === null || invoiceOn === null)
    return {
      name: say('billing.next'),
      figure: nextBillingOn === null ? '–' : shortDay(nextBillingOn, language),
      source: say('period.nextWords'),
    }
  const later = sumOf(ifStay.lines.filter(({ kind }) => kind === 'usage').map(({ quantity }) => quantity))
  return {
    name: say('period.ifStay', { count: connected, n: connected }),
    figure: money(ifStay.grossMinor),
    source: say('period.by', { count: later, n: later, day: monthDay(addDays(invoiceOn, -1), language) }),
  }
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0)
}
