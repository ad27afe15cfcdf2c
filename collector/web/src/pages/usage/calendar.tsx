/** A usage period as a calendar: a day shows its cameras as cells, and opens. */
import { useAccount, useMoney } from '../../account.ts'
import type { Day } from '../../model.ts'
import { addDays, lastDayOf, monthDay, weekdayIndex } from '../../format/day.ts'
import { Cells } from '../../parts/cells.tsx'
import { Icon } from '../../parts/icon.tsx'
import { accountUrl } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'

type CalendarProps = {
  readonly days: readonly Day[]
  readonly from: string
  readonly to: string
  readonly opened: string | undefined
}

/** A Monday, to name the weekdays by. */
const monday = '2024-01-01'

export function Calendar({ days, from, to, opened }: CalendarProps) {
  const byDay = new Map(days.map((day) => [day.day, day]))
  const first = addDays(from, -weekdayIndex(from))
  const last = addDays(lastDayOf(to), 6 - weekdayIndex(lastDayOf(to)))
  const weekday = new Intl.DateTimeFormat(languageNow(), { weekday: 'short', timeZone: 'UTC' })
  return (
    <div class="calendar">
      {[0, 1, 2, 3, 4, 5, 6].map((index) => (
        <div key={index} class="weekday">
          {weekday.format(new Date(`${addDays(monday, index)}T00:00:00Z`))}
        </div>
      ))}
      {daysFrom(first, last).map((date) => {
        const day = byDay.get(date)
        if (date < from || date >= to) return <div key={date} class="outside" />
        if (day === undefined) return <Ahead key={date} date={date} isFirst={date === from} />
        return <DayCell key={date} day={day} isFirst={date === from} isOpened={date === opened} />
      })}
    </div>
  )
}

function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** "10 Mar" on the first day and on each first of a month, else "11". */
function DateWords({ date, isFirst }: { readonly date: string; readonly isFirst: boolean }) {
  const isNamed = isFirst || date.endsWith('-01')
  const month = new Intl.DateTimeFormat(languageNow(), { month: 'short', timeZone: 'UTC' })
  return (
    <span>
      {Number(date.slice(8))}
      {isNamed && <span class="mid-only"> {month.format(new Date(`${date}T00:00:00Z`))}</span>}
    </span>
  )
}

function Ahead({ date, isFirst }: { readonly date: string; readonly isFirst: boolean }) {
  return (
    <div class="day ahead">
      <DateWords date={date} isFirst={isFirst} />
    </div>
  )
}

type CellProps = { readonly day: Day; readonly isFirst: boolean; readonly isOpened: boolean }

function DayCell({ day, isFirst, isOpened }: CellProps) {
  const { account } = useAccount()
  const { money } = useMoney()
  const isIncomplete = day.flags.includes('incomplete')
  const words = say('usage.daySentence', {
    day: monthDay(day.day, languageNow()),
    n: day.connected,
    additional: day.additional,
    amount: money(day.amountMinor),
  })
  const flags = day.flags.map((flag) => say(`flag.${flag}`).toLowerCase())
  return (
    <a
      class="day"
      href={`${accountUrl(account.id, 'usage', { day: day.day })}#day`}
      aria-current={isOpened ? 'date' : undefined}
    >
      <span class="row">
        <DateWords date={day.day} isFirst={isFirst} />
        {isIncomplete && <Icon name="warn" />}
      </span>
      <span class="hidden-text">{[words, ...flags].join(', ')}</span>
      <span class="sum" aria-hidden="true">
        <b class="narrow-only">{`+${day.additional}`}</b>
        <b>
          <Cells
            connected={day.connected}
            included={Math.min(day.included, day.connected)}
            isOpen={!day.isClosed}
            size={11}
          />
        </b>
        <span class="wide-only">{money(day.amountMinor)}</span>
      </span>
    </a>
  )
}
