/** One of the two lists of a day: cameras that count, and those seen that do not. Paged by the collector. */
import { useAccount } from '../../account.ts'
import type { Reading } from '../../api/lookup.ts'
import type { CameraDay, Day, DayPresence } from '../../model.ts'
import { clockTime, dayOf, shortDate } from '../../format/day.ts'
import { go } from '../../location.ts'
import { CameraName, cameraLabel, rankWords, sourceWords } from '../../parts/camera.tsx'
import { Card } from '../../parts/card.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Hours, Strip } from '../../parts/strip.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { fits } from '../../lookups/presence.ts'
import { pageIn } from '../../lookups/reading.ts'
import { languageNow, say } from '../../texts/say.ts'

const rowsAtOnce = 50

/** The day on show: its minutes, its count, and how far it has come. */
export type DayShown = {
  readonly reading: Reading<DayPresence>
  readonly presence: DayPresence | undefined
  readonly day: Day | undefined
  readonly nowMinute: number | undefined
}

type ListProps = {
  readonly list: 'counted' | 'short'
  readonly query: Query
  readonly shown: DayShown
}

export function CameraList({ list, query, shown }: ListProps) {
  const { account } = useAccount()
  const isCounted = list === 'counted'
  const cursorName = isCounted ? 'cursor' : 'shortCursor'
  const filter = { find: query['find'], site: query['site'], counted: isCounted }
  const counted = shown.presence?.cameras.filter((camera) => camera.counted === isCounted).length ?? 0
  const page = (cursor: string | undefined) => go(accountUrl(account.id, 'cameras', { ...query, [cursorName]: cursor }))
  return (
    <Card
      title={say(isCounted ? 'cameras.counted' : 'cameras.seen')}
      aside={isCounted ? say('count.cameras', { count: counted, n: counted }) : say('cameras.seenWords')}
    >
      <Read reading={shown.reading} what={say('what.cameras')}>
        {({ cameras }) => {
          const at = { cursor: query[cursorName], limit: rowsAtOnce }
          const { items, next, total } = pageIn(cameras.filter(fits(filter)), at)
          return (
            <>
              {items.length === 0 ? <NoCamera list={list} /> : <Table cameras={items} query={query} shown={shown} />}
              {total > rowsAtOnce && (
                <footer>
                  <Pager
                    shown={items.length}
                    total={total}
                    isFirst={query[cursorName] === undefined}
                    next={next}
                    go={page}
                  />
                </footer>
              )}
            </>
          )
        }}
      </Read>
    </Card>
  )
}

function NoCamera({ list }: { readonly list: ListProps['list'] }) {
  return list === 'counted' ? (
    <Empty title={say('cameras.none')} words={say('cameras.noneHint')} />
  ) : (
    <Empty title={say('cameras.noneSeen')} words={say('cameras.noneSeenHint')} />
  )
}

type TableProps = Pick<ListProps, 'query' | 'shown'> & { readonly cameras: readonly CameraDay[] }

function Table({ cameras, query, shown }: TableProps) {
  return (
    <Scroll label={say('nav.cameras')}>
      <table class="data cams">
        <colgroup>
          <col class="name" />
          <col class="how mid-only" />
          <col class="since wide-only" />
          <col />
          <col class="sum" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{say('cameras.camera')}</th>
            <th scope="col" class="mid-only">
              {say('cameras.how')}
            </th>
            <th scope="col" class="wide-only">
              {say('cameras.since')}
            </th>
            <th scope="col">
              <span class="hidden-text">{say('cameras.presence')}</span>
              <Hours />
            </th>
            <th scope="col" class="num">
              {say('cameras.connected')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cameras.map((camera) => (
            <Row key={camera.camera} camera={camera} query={query} shown={shown} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

type RowProps = Pick<ListProps, 'query' | 'shown'> & { readonly camera: CameraDay }

function Row({ camera, query, shown: { presence, nowMinute } }: RowProps) {
  const { account } = useAccount()
  const isOpened = query['camera'] === camera.camera
  return (
    <tr aria-current={isOpened ? 'true' : undefined}>
      <th scope="row">
        <CameraName
          camera={camera}
          withKey
          href={accountUrl(account.id, 'cameras', { ...query, camera: camera.camera })}
        />
      </th>
      <td class="mid-only">
        {rankWords(camera.rank)}
        <small>{sourceWords(camera)}</small>
      </td>
      <td class="wide-only">{sinceWords(camera, presence?.day, account.timeZone)}</td>
      <td>
        <Strip
          label={cameraLabel(camera)}
          on={camera.on}
          minutes={presence?.minutes ?? 1440}
          isShort={!camera.counted}
          nowMinute={nowMinute}
        />
      </td>
      <td class="num">
        {say('number', { n: camera.minutes })} <span class="unit">{say('unit.min')}</span>
      </td>
    </tr>
  )
}

/** "Today 08:14", "10 Sep 2026", or a dash where it is not told. */
function sinceWords({ since }: CameraDay, day: string | undefined, timeZone: string): string {
  if (since === null) return '–'
  const on = dayOf(since, timeZone)
  if (on === day) return say('cameras.sinceTime', { time: clockTime(since, timeZone) })
  return shortDate(on, languageNow())
}
