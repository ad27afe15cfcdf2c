/** Cameras: every camera of a day, where, how it is known to be connected, since when, and why it is billed. */
import { useAccount, useAccountResource } from '../../account.ts'
import type { Day, Subscription } from '../../api/schema.d.ts'
import { fullDay } from '../../format/day.ts'
import { minuteOfDay } from '../../format/minutes.ts'
import { go } from '../../location.ts'
import { PageHead } from '../../parts/card.tsx'
import { Field, SelectField } from '../../parts/field.tsx'
import { LiveLine } from '../../parts/live-line.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'
import { CameraList } from './camera-list.tsx'
import { Why } from './why.tsx'

export function Cameras({ query }: { readonly query: Query }) {
  const { account, live, now } = useAccount()
  const today = now?.day ?? account.today
  const date = query['day'] ?? today
  const day = useAccountResource<Day>(`/days/${date}`, 'days')
  const subscription = useAccountResource<Subscription>('/subscription', 'subscription')
  const minimum = subscription.state === 'ready' ? subscription.body.minConnectedMinutes : undefined
  const shownDay = day.state === 'ready' ? day.body : undefined
  const nowMinute =
    shownDay && !shownDay.isClosed ? minuteOfDay(shownDay.window, live.toldAtMs ?? Date.now()) : undefined
  return (
    <>
      <PageHead
        title={say('nav.cameras')}
        words={headWords(date === today ? now?.connected : undefined, date, minimum)}
      >
        <LiveLine live={live} timeZone={account.timeZone} />
      </PageHead>
      <div class="split">
        <div class="stack">
          <Filters query={query} date={date} />
          {(['counted', 'short'] as const).map((list) => (
            <CameraList key={list} list={list} query={query} date={date} day={shownDay} nowMinute={nowMinute} />
          ))}
        </div>
        <Why camera={query['camera']} day={shownDay} query={query} nowMinute={nowMinute} minimum={minimum} />
      </div>
    </>
  )
}

function headWords(connected: number | undefined, date: string, minimum: number | undefined): string {
  const first =
    connected === undefined
      ? say('cameras.onDay', { day: fullDay(date, languageNow()) })
      : say('cameras.now', { count: connected, n: connected })
  return minimum === undefined ? first : `${first} ${say('cameras.rule', { count: minimum, n: minimum })}`
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
