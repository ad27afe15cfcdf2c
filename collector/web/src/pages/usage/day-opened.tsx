/** One day opened: its equation, its cameras with their strips, and the heartbeats of the camera chosen. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useAccount, useAccountLookup, useMoney, useOpenDay } from '../../account.ts'
import type { CameraDay, CameraHeartbeat, Day, DayPresence } from '../../model.ts'
import { addDays, clockTime, fullDay } from '../../format/day.ts'
import { minuteOfDay } from '../../format/minutes.ts'
import { CameraName, cameraLabel, cameraName, rankWords } from '../../parts/camera.tsx'
import { Card } from '../../parts/card.tsx'
import { Equation, type Term } from '../../parts/equation.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Hours, Strip } from '../../parts/strip.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { daysLookup } from '../../lookups/days.ts'
import { heartbeatsLookup, presenceLookup } from '../../lookups/presence.ts'
import { pageIn } from '../../lookups/reading.ts'
import { languageNow, say } from '../../texts/say.ts'

const rowsAtOnce = 50
const heartbeatsAtOnce = 24

export function DayOpened({ date, query }: { readonly date: string; readonly query: Query }) {
  const [cursor, setCursor] = useState<string>()
  const day = useAccountLookup((one) => daysLookup(one, { from: date, to: addDays(date, 1) }), 'days')
  const presence = useAccountLookup((one) => presenceLookup(one, date), 'days')
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])
  const opened = query['camera']
  const openDay = useOpenDay()
  const counted = openDay?.day === date ? openDay : day.state === 'ready' ? day.body[0] : undefined
  return (
    <div ref={place} id="day">
      <Card title={fullDay(date, languageNow())} aside={counted && <DayEquation day={counted} />}>
        <Read reading={presence} what={say('what.cameras')}>
          {(body) => {
            const { items, next, total } = pageIn(body.cameras, { cursor, limit: rowsAtOnce })
            return (
              <>
                {items.length === 0 ? (
                  <Empty title={say('cameras.none')} words={say('cameras.noneOnDay')} />
                ) : (
                  <Cameras cameras={items} presence={body} opened={opened} />
                )}
                {total > rowsAtOnce && (
                  <footer>
                    <Pager
                      shown={items.length}
                      total={total}
                      isFirst={cursor === undefined}
                      next={next}
                      go={setCursor}
                    />
                  </footer>
                )}
                {opened !== undefined && (
                  <Heartbeats key={opened} date={date} camera={body.cameras.find(({ camera }) => camera === opened)} />
                )}
              </>
            )
          }}
        </Read>
      </Card>
    </div>
  )
}

function DayEquation({ day }: { readonly day: Day }) {
  const { money, rate } = useMoney()
  const count: readonly Term[] = [
    { figure: say('number', { n: day.connected }), name: say('eq.connected') },
    { sign: '−', figure: say('number', { n: day.included }), name: say('eq.included') },
    { sign: '=', figure: say('number', { n: day.additional }), name: say('eq.additional'), isBilled: true },
  ]
  const price: Term = { sign: '×', figure: rate(day.rate), name: day.tierName }
  const amount: Term = { sign: '=', figure: money(day.amountMinor), name: say('eq.amount') }
  return <Equation isSmall terms={[...count, price, ...(day.amountMinor === null ? [] : [amount])]} />
}

type CamerasProps = {
  readonly cameras: readonly CameraDay[]
  readonly presence: DayPresence
  readonly opened: string | undefined
}

function Cameras({ cameras, presence, opened }: CamerasProps) {
  const { account, live } = useAccount()
  const { day, window, minutes } = presence
  const nowMinute = minuteOfDay(window, live.toldAtMs ?? Date.now())
  const href = (camera: string) => accountUrl(account.id, 'usage', { day, camera })
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
                <CameraName camera={camera} href={href(camera.camera)} />
              </th>
              <CameraCells camera={camera} minutes={minutes} nowMinute={nowMinute} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

type CellsProps = {
  readonly camera: CameraDay
  readonly minutes: number
  readonly nowMinute: number | undefined
}

function CameraCells({ camera, minutes, nowMinute }: CellsProps) {
  const { on, counted, heartbeats } = camera
  return (
    <>
      <td>
        <Strip label={cameraLabel(camera)} on={on} minutes={minutes} isShort={!counted} nowMinute={nowMinute} />
      </td>
      <td class="num">
        {say('number', { n: camera.minutes })} <span class="unit">{say('unit.min')}</span>
        {!counted && <small>{say('usage.notCounted')}</small>}
      </td>
      <td class="num mid-only">{heartbeats === null ? '–' : say('number', { n: heartbeats })}</td>
    </>
  )
}

function Heartbeats({ date, camera }: { readonly date: string; readonly camera: CameraDay | undefined }) {
  const [cursor, setCursor] = useState<string>()
  const key = camera?.camera
  const reading = useAccountLookup(
    (one) =>
      key === undefined
        ? undefined
        : heartbeatsLookup(one, { day: date, camera: key }, { cursor, limit: heartbeatsAtOnce }),
    'days',
  )
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  if (camera === undefined) return null
  const count = camera.heartbeats
  const names = { name: cameraName(camera), gateways: camera.gateways.map(({ name }) => name).join(', ') }
  const title =
    count === null ? say('usage.heartbeatsBy', names) : say('usage.heartbeatsOf', { ...names, count, n: count })
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
