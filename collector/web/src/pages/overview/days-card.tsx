/** 31 days of cells: every camera counted by eye, the included one marked. */
import { useAccount, useOpenDay } from '../../account.ts'
import type { Reading } from '../../api/lookup.ts'
import type { Day } from '../../model.ts'
import { longSpanWords } from '../../bill-words.ts'
import { addDays, monthDay, shortDay } from '../../format/day.ts'
import { Bars, Legend } from '../../parts/bars.tsx'
import { Card } from '../../parts/card.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { accountUrl } from '../../route.ts'
import { daysWith } from '../../lookups/days.ts'
import { languageNow, say } from '../../texts/say.ts'

const shown = 31

type Props = {
  readonly reading: Reading<readonly Day[]>
  readonly invoiceDay: string
}

export function DaysCard({ reading, invoiceDay }: Props) {
  const { account } = useAccount()
  const today = useOpenDay()
  return (
    <Card
      title={say('days.title')}
      aside={<Legend kinds={['included', 'billed', 'open', 'incomplete']} />}
      footer={<a href={accountUrl(account.id, 'usage')}>{say('days.asTable')}</a>}
    >
      <Read reading={reading} what={say('what.days')}>
        {(items) =>
          items.length === 0 && today === undefined ? (
            <Empty title={say('days.none')} words={say('days.noneHint')} />
          ) : (
            <div class="body">
              <Chart days={daysWith(items, today).slice(-shown)} invoiceDay={invoiceDay} />
            </div>
          )
        }
      </Read>
    </Card>
  )
}

function Chart({ days, invoiceDay }: { readonly days: readonly Day[]; readonly invoiceDay: string }) {
  const language = languageNow()
  const bars = days.map((day) => ({
    day: day.day,
    connected: day.connected,
    included: Math.min(day.included, day.connected),
    isOpen: !day.isClosed,
    isIncomplete: day.flags.includes('incomplete'),
  }))
  return <Bars days={bars} label={sentence(days)} nameOf={(day) => shortDay(day, language)} invoiceDay={invoiceDay} />
}

/** What the chart says, for who hears it: the usual number, the days that differ, the incomplete ones. */
function sentence(days: readonly Day[]): string {
  const language = languageNow()
  const first = days[0]?.day ?? ''
  const last = days.at(-1)?.day ?? first
  const tally = new Map<number, number>()
  for (const { connected } of days) tally.set(connected, (tally.get(connected) ?? 0) + 1)
  const usual = [...tally].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  const others = days.filter(({ connected }) => connected !== usual).slice(0, 12)
  const incomplete = days.filter(({ flags }) => flags.includes('incomplete'))
  const parts = [
    say('days.sentence', { span: longSpanWords(first, addDays(last, 1)), n: usual }),
    ...others.map((day) => say('days.other', { n: day.connected, day: monthDay(day.day, language) })),
  ]
  const gaps = incomplete.map((day) => say('days.incomplete', { day: monthDay(day.day, language) }))
  return [`${parts.join(', ')}.`, ...gaps].join(' ')
}
