/** Usage: a usage period as a calendar and as a table; a day opens into its cameras, a camera into its heartbeats. */
import { useAccount, useAccountLookup, useMoney, useOpenDay } from '../../account.ts'
import type { Day, UsagePeriod } from '../../model.ts'
import { longSpanWords, spanWords } from '../../bill-words.ts'
import { daysBetween, lastDayOf, zonePlace } from '../../format/day.ts'
import { percentText } from '../../format/percent.ts'
import { go } from '../../location.ts'
import { Legend } from '../../parts/bars.tsx'
import { Card, PageHead, Stats } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Empty, Read, Skeleton } from '../../parts/states.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { daysLookup, daysWith } from '../../lookups/days.ts'
import { periodsLookup } from '../../lookups/invoices.ts'
import { say } from '../../texts/say.ts'
import { Calendar } from './calendar.tsx'
import { DayOpened } from './day-opened.tsx'
import { DayTable } from './day-table.tsx'

export function Usage({ query }: { readonly query: Query }) {
  const { account } = useAccount()
  const periods = useAccountLookup(periodsLookup, 'invoices')
  if (periods.state !== 'ready')
    return (
      <>
        <PageHead title={say('nav.usage')} words={say('usage.words')} />
        <Card title={say('usage.calendar')}>
          <Read reading={periods} what={say('what.periods')} children={() => null} />
        </Card>
      </>
    )
  const items = periods.body
  const period = periodFor(items, query)
  if (period === undefined)
    return (
      <>
        <PageHead title={say('nav.usage')} words={say('usage.words')} />
        <Card title={say('usage.calendar')}>
          <Empty title={say('days.none')} words={say('days.noneHint')}>
            <a class="button quiet" href={accountUrl(account.id, 'billing')}>
              {say('nav.billing')}
            </a>
          </Empty>
        </Card>
      </>
    )
  return <PeriodPage key={period.from} period={period} periods={items} query={query} />
}

/** The period named by the URL, the one that holds the named day, else the running one. */
function periodFor(periods: readonly UsagePeriod[], query: Query): UsagePeriod | undefined {
  const { day, period } = query
  const named = periods.find(({ from }) => from === period)
  return named ?? periods.find(({ from, to }) => day !== undefined && day >= from && day < to) ?? periods[0]
}

type PeriodProps = {
  readonly period: UsagePeriod
  readonly periods: readonly UsagePeriod[]
  readonly query: Query
}

function PeriodPage({ period, periods, query }: PeriodProps) {
  const { account } = useAccount()
  const { from, to } = period
  const ended = useAccountLookup((one) => daysLookup(one, { from, to }), 'days')
  const openDay = useOpenDay()
  const isRunning = openDay !== undefined && openDay.day >= from && openDay.day < to
  const days = ended.state === 'ready' && isRunning ? { ...ended, body: daysWith(ended.body, openDay) } : ended
  const opened = query['day']
  const span = longSpanWords(from, to)
  const words = say('usage.period', { span, year: to.slice(0, 4), place: zonePlace(account.timeZone) })
  return (
    <>
      <PageHead title={say('nav.usage')} words={words}>
        <PeriodChoice period={period} periods={periods} />
      </PageHead>
      {days.state === 'ready' ? <PeriodStats days={days.body} /> : <Skeleton what={say('what.days')} />}
      <Card title={say('usage.calendar')} aside={<Legend kinds={['included', 'billed', 'open', 'incomplete']} />}>
        <Read reading={days} what={say('what.days')}>
          {(items) => (
            <div class="body">
              <Calendar days={items} from={from} to={to} opened={opened} />
            </div>
          )}
        </Read>
      </Card>
      {opened !== undefined && <DayOpened key={opened} date={opened} query={query} />}
      <Card title={say('usage.byDay')} aside={say('usage.byDayWords')}>
        <Read reading={days} what={say('what.days')}>
          {(items) => <DayTable days={items} opened={opened} length={daysBetween(from, to)} amount={amountOf(items)} />}
        </Read>
      </Card>
    </>
  )
}

function PeriodChoice({ period, periods }: Omit<PeriodProps, 'query'>) {
  const { account } = useAccount()
  const at = periods.findIndex(({ from }) => from === period.from)
  const open = (from: string | undefined) => from && go(accountUrl(account.id, 'usage', { period: from }))
  const earlier = periods[at + 1]
  return (
    <div class="actions">
      <button
        class="button quiet square"
        type="button"
        aria-label={say('usage.earlier')}
        disabled={earlier === undefined}
        onClick={() => open(earlier?.from)}
      >
        <Icon name="back" />
      </button>
      <label class="hidden-text" for="period">
        {say('usage.choose')}
      </label>
      <select class="select" id="period" value={period.from} onChange={(event) => open(event.currentTarget.value)}>
        {periods.map(({ from, to }) => (
          <option key={from} value={from}>
            {spanWords(from, to)} {lastDayOf(to).slice(0, 4)}
          </option>
        ))}
      </select>
      {period.invoice !== null && (
        <a class="button quiet" href={accountUrl(account.id, `invoices/${encodeURIComponent(period.invoice)}`)}>
          <Icon name="invoices" />
          {say('usage.invoice')}
        </a>
      )}
    </div>
  )
}

function PeriodStats({ days }: { readonly days: readonly Day[] }) {
  const { money } = useMoney()
  const counts = days.map(({ connected }) => connected)
  const [least, most] = [Math.min(...counts, Infinity), Math.max(...counts, 0)]
  const tiers = [...new Set(days.map(({ tierName }) => tierName))]
  const sums = tiers.map((tier) => {
    const ofTier = days.filter(({ tierName }) => tierName === tier)
    return { tier, additional: cameraDaysOf(ofTier), amountMinor: amountOf(ofTier) }
  })
  const incomplete = days.filter(({ flags }) => flags.includes('incomplete')).length
  const coverages = days.flatMap(({ coveragePercent }) => (coveragePercent === null ? [] : [coveragePercent]))
  const tierDays = sums.map(({ tier, additional }) => say('usage.atTier', { n: additional, tier })).join(', ')
  return (
    <Stats
      stats={[
        {
          name: say('usage.connected'),
          figure: days.length === 0 ? '–' : least === most ? String(most) : say('usage.range', { least, most }),
          source: say('usage.distinct'),
        },
        {
          name: say('period.cameraDays'),
          figure: say('number', { n: cameraDaysOf(days) }),
          source: tierDays || '–',
        },
        {
          name: say('period.usage'),
          figure: money(amountOf(days)),
          source: sums.map(({ amountMinor }) => money(amountMinor)).join(' + ') || '–',
        },
        {
          name: say('usage.leastCoverage'),
          figure: percentText(coverages.length === 0 ? null : Math.min(...coverages)),
          source: say('usage.incomplete', { count: days.length, n: incomplete, of: days.length }),
        },
      ]}
    />
  )
}

function cameraDaysOf(days: readonly Day[]): number {
  return days.reduce((sum, { additional }) => sum + additional, 0)
}

/** The sum of what the collector says that days come to; unknown while it does not say it of all. */
function amountOf(days: readonly Day[]): number | null {
  let sum = 0
  for (const { amountMinor } of days) {
    if (amountMinor === null) return null
    sum += amountMinor
  }
  return sum
}
