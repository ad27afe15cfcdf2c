/** Overview: connected now, today's count, this usage period in days and money, 31 days, coverage. */
import { useAccount, useAccountResource } from '../../account.ts'
import type { Coverage, Day, Page, Subscription } from '../../api/schema.d.ts'
import { addDays, fullDay } from '../../format/day.ts'
import { Card, PageHead } from '../../parts/card.tsx'
import { LiveLine } from '../../parts/live-line.tsx'
import { Read } from '../../parts/states.tsx'
import { languageNow, say } from '../../texts/say.ts'
import { CamerasToday } from './cameras-today.tsx'
import { CountNow } from './count-now.tsx'
import { CoverageNotices } from './coverage-notices.tsx'
import { DaysCard } from './days-card.tsx'
import { PeriodCard } from './period-card.tsx'

const shownDays = 31

export function Overview() {
  const { account, live, now, firstNow } = useAccount()
  const subscription = useAccountResource<Subscription>('/subscription', 'subscription')
  const today = now?.day ?? account.today
  const from = addDays(today, 1 - shownDays)
  const days = useAccountResource<Page<Day>>(`/days?from=${from}&to=${addDays(today, 1)}&limit=100`, 'days')
  const period = subscription.state === 'ready' ? subscription.body.usagePeriod : undefined
  const coverage = useAccountResource<Coverage>(
    period && `/coverage?from=${period.from}&to=${addDays(today, 1)}`,
    'days',
  )
  const minimum = subscription.state === 'ready' ? subscription.body.minConnectedMinutes : undefined
  const words =
    minimum === undefined
      ? fullDay(today, languageNow())
      : say('overview.words', { day: fullDay(today, languageNow()), count: minimum, n: minimum })
  return (
    <>
      <PageHead title={say('nav.overview')} words={words}>
        <LiveLine live={live} timeZone={account.timeZone} />
      </PageHead>
      {now ? (
        <CountNow now={now} />
      ) : (
        <Card title={say('overview.now')}>
          <Read reading={firstNow} what={say('what.now')} children={() => null} />
        </Card>
      )}
      <PeriodCard reading={subscription} days={days} today={today} />
      <DaysCard reading={days} invoiceDay={period?.from ?? ''} now={now} />
      <div class="split">
        <CamerasToday today={today} />
        <div class="stack">
          <CoverageNotices reading={coverage} />
        </div>
      </div>
    </>
  )
}
