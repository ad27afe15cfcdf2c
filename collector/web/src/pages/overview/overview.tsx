/** Overview: connected now, today's count, this usage period so far in days and money, 31 days, coverage. */
import { useAccount, useAccountLookup, useToday } from '../../account.ts'
import { addDays, fullDay } from '../../format/day.ts'
import { Card, PageHead } from '../../parts/card.tsx'
import { LiveLine } from '../../parts/live-line.tsx'
import { Read } from '../../parts/states.tsx'
import { coverageLookup, daysLookup } from '../../lookups/days.ts'
import { subscriptionLookup } from '../../lookups/subscription.ts'
import { languageNow, say } from '../../texts/say.ts'
import { CamerasToday } from './cameras-today.tsx'
import { CountNow } from './count-now.tsx'
import { CoverageNotices } from './coverage-notices.tsx'
import { DaysCard } from './days-card.tsx'
import { PeriodCard } from './period-card.tsx'

const shownDays = 31

export function Overview() {
  const { account, live, now } = useAccount()
  const today = useToday()
  const subscription = useAccountLookup(subscriptionLookup, 'subscription')
  const span = { from: addDays(today, 1 - shownDays), to: addDays(today, 1) }
  const days = useAccountLookup((one) => daysLookup(one, span), 'days')
  const period = subscription.state === 'ready' ? subscription.body.usagePeriod : null
  const coverage = useAccountLookup(
    (one) => (period ? coverageLookup(one, { from: period.from, to: span.to }) : undefined),
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
      {now.state === 'ready' ? (
        <CountNow now={now.body} />
      ) : (
        <Card title={say('overview.now')}>
          <Read reading={now} what={say('what.now')} children={() => null} />
        </Card>
      )}
      <PeriodCard reading={subscription} days={days} today={today} />
      <DaysCard reading={days} invoiceDay={period?.from ?? ''} />
      <div class="split">
        <CamerasToday today={today} />
        <div class="stack">
          <CoverageNotices reading={coverage} />
        </div>
      </div>
    </>
  )
}
