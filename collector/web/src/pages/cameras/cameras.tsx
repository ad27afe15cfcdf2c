/** Cameras: every camera of a day, where, how it is known to be connected, since when, and why it is billed. */
import { useAccount, useAccountLookup, useOpenDay, useToday } from '../../account.ts'
import { addDays, fullDay } from '../../format/day.ts'
import { minuteOfDay } from '../../format/minutes.ts'
import { go } from '../../location.ts'
import { PageHead } from '../../parts/card.tsx'
import { Field, SelectField } from '../../parts/field.tsx'
import { LiveLine } from '../../parts/live-line.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { daysLookup } from '../../lookups/days.ts'
import { presenceLookup } from '../../lookups/presence.ts'
import { languageNow, say } from '../../texts/say.ts'
import { CameraList } from './camera-list.tsx'
import { Why } from './why.tsx'

export function Cameras({ query }: { readonly query: Query }) {
  const { account, live, now } = useAccount()
  const today = useToday()
  const date = query['day'] ?? today
  const topic = date === today ? 'now' : 'days'
  const presence = useAccountLookup((one) => presenceLookup(one, date), topic)
  const day = useAccountLookup((one) => daysLookup(one, { from: date, to: addDays(date, 1) }), topic)
  const shown = presence.state === 'ready' ? presence.body : undefined
  const openDay = useOpenDay()
  const counted = openDay?.day === date ? openDay : day.state === 'ready' ? day.body[0] : undefined
  const nowMinute = shown && date === today ? minuteOfDay(shown.window, live.toldAtMs ?? Date.now()) : undefined
  const connected = date === today && now.state === 'ready' ? now.body.connected : undefined
  const dayShown = { reading: presence, presence: shown, day: counted, nowMinute }
  return (
    <>
      <PageHead title={say('nav.cameras')} words={headWords(connected, date, shown?.minConnectedMinutes)}>
        <LiveLine live={live} timeZone={account.timeZone} />
      </PageHead>
      <div class="split">
        <div class="stack">
          <Filters query={query} date={date} />
          {(['counted', 'short'] as const).map((list) => (
            <CameraList key={list} list={list} query={query} shown={dayShown} />
          ))}
        </div>
        <Why query={query} shown={dayShown} />
      </div>
    </>
  )
}

function headWords(connected: number | undefined, date: string, minimum: number | null | undefined): string {
  const first =
    connected === undefined
      ? say('cameras.onDay', { day: fullDay(date, languageNow()) })
      : say('cameras.now', { count: connected, n: connected })
  return minimum === undefined || minimum === null
    ? first
    : `${first} ${say('cameras.rule', { count: minimum, n: minimum })}`
}

function Filters({ query, date }: { readonly query: Query; readonly date: string }) {
  const { account } = useAccount()
  const { cursor, shortCursor, ...kept } = query
  const choose = (part: Record<string, string>) =>
    go(accountUrl(account.id, 'cameras', { ...kept, ...part }), { replace: true })
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <Field
          isWide
          label={say('cameras.find')}
          name="find"
          type="search"
          placeholder={say('cameras.findHint')}
          value={query['find'] ?? ''}
          onInput={(find) => choose({ find })}
        />
        <SelectField label={say('cameras.site')} value={query['site'] ?? ''} onChoose={(site) => choose({ site })}>
          <option value="">{say('cameras.allSites')}</option>
          {account.sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <Field
          label={say('cameras.day')}
          name="day"
          type="date"
          value={date}
          onInput={(day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && choose({ day, camera: '' })}
        />
      </form>
    </search>
  )
}
