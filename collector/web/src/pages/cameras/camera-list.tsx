/** One of the two lists of a day: cameras that count, and those seen that do not. Paged by the collector. */
import { useAccount, useAccountResource } from '../../account.ts'
import type { CameraDay, Day, Page } from '../../api/schema.d.ts'
import { clockTime, dayOf, shortDate } from '../../format/day.ts'
import { go } from '../../location.ts'
import { CameraName, cameraLabel, rankWords, sourceWords } from '../../parts/camera.tsx'
import { Card } from '../../parts/card.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Hours, Strip } from '../../parts/strip.tsx'
import { accountUrl, type Query, withQuery } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'

type ListProps = {
  readonly list: 'counted' | 'short'
  readonly query: Query
  readonly date: string
  readonly day: Day | undefined
  readonly nowMinute: number | undefined
}

export function CameraList({ list, query, date, day, nowMinute }: ListProps) {
  const { account } = useAccount()
  const isCounted = list === 'counted'
  const cursorName = isCounted ? 'cursor' : 'shortCursor'
  const path = withQuery(`/days/${date}/cameras`, {
    counted: String(isCounted),
    find: query['find'],
    site: query['site'],
    cursor: query[cursorName],
    limit: '50',
  })
  const reading = useAccountResource<Page<CameraDay>>(path, 'days')
  const total = isCounted ? day?.connected : day?.seenNotCounted
  const page = (cursor: string | undefined) => go(accountUrl(account.id, 'cameras', { ...query, [cursorName]: cursor }))
  return (
    <Card
      title={say(isCounted ? 'cameras.counted' : 'cameras.seen')}
      aside={isCounted ? say('count.cameras', { count: total ?? 0, n: total ?? 0 }) : say('cameras.seenWords')}
    >
      <Read reading={reading} what={say('what.cameras')}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Empty
                title={say(isCounted ? 'cameras.none' : 'cameras.noneSeen')}
                words={say(isCounted ? 'cameras.noneHint' : 'cameras.noneSeenHint')}
              />
            ) : (
              <Table cameras={items} query={query} day={day} nowMinute={nowMinute} />
            )}
            {(next !== null || query[cursorName] !== undefined) && (
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
        )}
      </Read>
    </Card>
  )
}

type TableProps = Pick<ListProps, 'query' | 'day' | 'nowMinute'> & { readonly cameras: readonly CameraDay[] }

function Table({ cameras, query, day, nowMinute }: TableProps) {
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
            <Row key={camera.camera} camera={camera} query={query} day={day} nowMinute={nowMinute} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

type RowProps = Pick<ListProps, 'query' | 'day' | 'nowMinute'> & { readonly camera: CameraDay }

function Row({ camera, query, day, nowMinute }: RowProps) {
  const { account } = useAccount()
  const isOpened = query['camera'] === camera.camera
  const since = dayOf(camera.since, account.timeZone)
  const sinceWords =
    since === day?.day
      ? say('cameras.sinceTime', { time: clockTime(camera.since, account.timeZone) })
      : shortDate(since, languageNow())
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
      <td class="wide-only">{sinceWords}</td>
      <td>
        <Strip
          label={cameraLabel(camera)}
          on={camera.on}
          minutes={day?.minutes ?? 1440}
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
