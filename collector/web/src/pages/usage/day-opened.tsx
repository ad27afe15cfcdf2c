/** One day opened: its equation, its cameras with their strips, and the heartbeats of the camera chosen. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useAccount, useAccountResource, useMoney } from '../../account.ts'
import type { CameraDay, CameraHeartbeat, Day, Page } from '../../api/schema.d.ts'
import { clockTime, fullDay } from '../../format/day.ts'
import { minuteOfDay } from '../../format/minutes.ts'
import { CameraName, cameraLabel, cameraName, rankWords } from '../../parts/camera.tsx'
import { Card } from '../../parts/card.tsx'
import { Equation } from '../../parts/equation.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Hours, Strip } from '../../parts/strip.tsx'
import { accountUrl, type Query, withQuery } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'

export function DayOpened({ date, query }: { readonly date: string; readonly query: Query }) {
  const [cursor, setCursor] = useState<string>()
  const day = useAccountResource<Day>(`/days/${date}`, 'days')
  const cameras = useAccountResource<Page<CameraDay>>(
    withQuery(`/days/${date}/cameras`, { cursor, limit: '50' }),
    'days',
  )
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])
  const opened = query['camera']
  return (
    <div ref={place} id="day">
      <Card title={fullDay(date, languageNow())} aside={day.state === 'ready' && <DayEquation day={day.body} />}>
        <Read reading={cameras} what={say('what.cameras')}>
          {({ items, next }) => (
            <>
              {items.length === 0 ? (
                <Empty title={say('cameras.none')} words={say('cameras.noneOnDay')} />
              ) : (
                <Cameras cameras={items} day={day.state === 'ready' ? day.body : undefined} opened={opened} />
              )}
              {(next !== null || cursor !== undefined) && (
                <footer>
                  <Pager
                    shown={items.length}
                    total={undefined}
                    isFirst={cursor === undefined}
                    next={next}
                    go={setCursor}
                  />
                </footer>
              )}
            </>
          )}
        </Read>
        {opened !== undefined && <Heartbeats key={opened} date={date} camera={opened} />}
      </Card>
    </div>
  )
}

function DayEquation({ day }: { readonly day: Day }) {
  const { money, rate } = useMoney()
  return (
    <Equation
      isSmall
      terms={[
        { figure: say('number', { n: day.connected }), name: say('eq.connected') },
        { sign: '−', figure: say('number', { n: day.included }), name: say('eq.included') },
        { sign: '=', figure: say('number', { n: day.additional }), name: say('eq.additional'), isBilled: true },
        { sign: '×', figure: rate(day.rate), name: day.tierName },
        { sign: '=', figure: money(day.amountMinor), name: say('eq.amount') },
      ]}
    />
  )
}

type CamerasProps = {
  readonly cameras: readonly CameraDay[]
  readonly day: Day | undefined
  readonly opened: string | undefined
}

function Cameras({ cameras, day, opened }: CamerasProps) {
  const { account, live } = useAccount()
  const nowMinute = day && !day.isClosed ? minuteOfDay(day.window, live.toldAtMs ?? Date.now()) : undefined
  const minutes = day?.minutes ?? 1440
  return (
    <Scroll label={say('usage.dayCameras')}>
      <table class="data cams">
        <colgroup>
          <col class="name" />
          <col />
          <col class="sum" />
          <col class="sum mid-only" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{say('cameras.camera')}</th>
            <th scope="col">
              <span class="hidden-text">{say('cameras.presence')}</span>
              <Hours />
            </th>
            <th scope="col" class="num">
              {say('cameras.connected')}
            </th>
            <th scope="col" class="num mid-only">
              {say('usage.heartbeats')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cameras.map((camera) => (
            <tr key={camera.camera} aria-current={camera.camera === opened ? 'true' : undefined}>
              <th scope="row">
                <CameraName
                  camera={camera}
                  href={accountUrl(account.id, 'usage', { day: day?.day, camera: camera.camera })}
                />
              </th>
              <td>
                <Strip
                  label={cameraLabel(camera)}
                  on={camera.on}
                  minutes={minutes}
                  isShort={!camera.counted}
                  nowMinute={nowMinute}
                />
              </td>
              <td class="num">
                {say('number', { n: camera.minutes })} <span class="unit">{say('unit.min')}</span>
                {!camera.counted && <small>{say('usage.notCounted')}</small>}
              </td>
              <td class="num mid-only">{say('number', { n: camera.heartbeats })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Heartbeats({ date, camera }: { readonly date: string; readonly camera: string }) {
  const [cursor, setCursor] = useState<string>()
  const one = useAccountResource<CameraDay>(`/days/${date}/cameras/${camera}`, 'days')
  const path = withQuery(`/days/${date}/cameras/${camera}/heartbeats`, { cursor, limit: '24' })
  const reading = useAccountResource<Page<CameraHeartbeat>>(path, 'days')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const known = one.state === 'ready' ? one.body : undefined
  const count = known?.heartbeats ?? 0
  const title = say('usage.heartbeatsOf', {
    name: known ? cameraName(known) : camera.slice(0, 6),
    count,
    n: count,
    gateways: known?.gateways.map(({ name }) => name).join(', ') ?? '',
  })
  return (
    <section class="inset">
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <Read reading={reading} what={say('what.heartbeats')}>
        {({ items, next }) => (
          <>
            <HeartbeatTable items={items} />
            <Pager shown={items.length} total={count} isFirst={cursor === undefined} next={next} go={setCursor} />
          </>
        )}
      </Read>
    </section>
  )
}

function HeartbeatTable({ items }: { readonly items: readonly CameraHeartbeat[] }) {
  const { account } = useAccount()
  return (
    <Scroll label={say('usage.heartbeats')}>
      <table class="data dense flush">
        <thead>
          <tr>
            <th scope="col">{say('usage.window')}</th>
            <th scope="col" class="num">
              {say('usage.minutes')}
            </th>
            <th scope="col" class="mid-only">
              {say('cameras.how')}
            </th>
            <th scope="col" class="num">
              {say('usage.statement')}
            </th>
            <th scope="col" class="mid-only">
              {say('usage.hash')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((heartbeat) => (
            <tr key={heartbeat.hash}>
              <th scope="row" class="nowrap">
                {say('span.times', {
                  from: clockTime(heartbeat.from, account.timeZone),
                  to: clockTime(heartbeat.to, account.timeZone),
                })}
              </th>
              <td class="num">{heartbeat.minutes}</td>
              <td class="mid-only">{rankWords(heartbeat.rank)}</td>
              <td class="num">{say('number', { n: heartbeat.seq })}</td>
              <td class="key mid-only">{`${heartbeat.hash.slice(0, 6)}…`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
