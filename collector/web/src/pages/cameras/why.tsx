/** Why a camera is billed: what was seen, who signed it, how long, which count it is part of, at which rate. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useAccount, useAccountResource, useMoney } from '../../account.ts'
import type { CameraDay, Day } from '../../api/schema.d.ts'
import { monthDay } from '../../format/day.ts'
import { wallTime } from '../../format/minutes.ts'
import { cameraLabel, cameraName, rankWords, sourceWords } from '../../parts/camera.tsx'
import { Cells } from '../../parts/cells.tsx'
import { Equation } from '../../parts/equation.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Read } from '../../parts/states.tsx'
import { Strip } from '../../parts/strip.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'

type WhyProps = {
  readonly camera: string | undefined
  readonly day: Day | undefined
  readonly query: Query
  readonly nowMinute: number | undefined
  readonly minimum: number | undefined
}

export function Why(props: WhyProps) {
  const { camera, day, query } = props
  const { account } = useAccount()
  const path = camera === undefined || day === undefined ? undefined : `/days/${day.day}/cameras/${camera}`
  const reading = useAccountResource<CameraDay>(path, 'days')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (camera !== undefined) heading.current?.focus()
  }, [camera, reading.state])
  if (camera === undefined || day === undefined)
    return (
      <aside class="card why" aria-labelledby="why-title">
        <header>
          <h2 id="why-title">{say('why.none')}</h2>
        </header>
        <p class="body soft">{say('why.noneHint')}</p>
      </aside>
    )
  return (
    <aside class="card why" aria-labelledby="why-title">
      <header class="nowrap-row">
        <h2 id="why-title" ref={heading} tabIndex={-1}>
          {reading.state === 'ready' ? title(reading.body) : say('why.title', { name: camera.slice(0, 6) })}
        </h2>
        <a
          class="button plain small square"
          href={accountUrl(account.id, 'cameras', { ...query, camera: undefined })}
          aria-label={say('window.close')}
        >
          <Icon name="close" />
        </a>
      </header>
      <Read reading={reading} what={say('what.camera')}>
        {(body) => <Reasons {...props} camera={body} day={day} />}
      </Read>
    </aside>
  )
}

function title(camera: CameraDay): string {
  return say(camera.counted ? 'why.title' : 'why.notTitle', { name: cameraName(camera) })
}

type ReasonsProps = Omit<WhyProps, 'camera' | 'day'> & { readonly camera: CameraDay; readonly day: Day }

function Reasons({ camera, day, nowMinute, minimum }: ReasonsProps) {
  const isOpen = !day.isClosed
  const count = { count: day.connected, n: day.connected }
  const { rate } = useMoney()
  return (
    <>
      <ol class="because">
        <Reason
          words={say('why.rankTitle', { rank: rankWords(camera.rank) })}
          why={say('why.rank', { rank: camera.rank, source: sourceWords(camera) || say('value.none') })}
        />
        <Signed camera={camera} />
        <Connected camera={camera} day={day} nowMinute={nowMinute} minimum={minimum} />
        {camera.counted ? (
          <Reason
            words={say(isOpen ? 'why.oneOfToday' : 'why.oneOf', count)}
            why={say('why.additional', { included: day.included, additional: day.additional })}
          >
            <Cells
              connected={day.connected}
              included={Math.min(day.included, day.connected)}
              isOpen={isOpen}
              size={16}
              label={say('overview.cells', { ...count, additional: day.additional })}
            />
          </Reason>
        ) : (
          <Reason words={say('why.notCounted')} why={say(`notCounted.${camera.notCounted ?? 'short'}`)} />
        )}
        {camera.counted && (
          <Reason words={say('why.rate', { tier: day.tierName, rate: rate(day.rate) })} why={say('why.rateWords')} />
        )}
      </ol>
      {camera.counted && <DayEquation day={day} />}
      <footer>{say('why.includedIsNumber', { n: day.connected, additional: day.additional })}</footer>
    </>
  )
}

type ReasonProps = { readonly words: string; readonly why: string; readonly children?: ComponentChildren }

function Reason({ words, why, children }: ReasonProps) {
  return (
    <li>
      <b>{words}</b>
      <p>{why}</p>
      {children}
    </li>
  )
}

function Signed({ camera }: { readonly camera: CameraDay }) {
  const holes = camera.gateways.reduce((sum, gateway) => sum + gateway.holes, 0)
  const names = camera.gateways.map(({ name }) => name).join(', ')
  const words = say('why.signed', { count: camera.heartbeats, n: camera.heartbeats, gateways: names })
  const whole = holes === 0 ? say('why.whole') : say('why.holes', { count: holes, n: holes })
  return <Reason words={say('why.signedTitle')} why={`${words} ${whole}`} />
}

function Connected({ camera, day, nowMinute, minimum }: Omit<ReasonsProps, 'query'>) {
  const { account } = useAccount()
  const at = (minute: number) => wallTime(day.window, minute, account.timeZone)
  const spans = camera.on.slice(0, 6).map(([from, to]) => {
    const isNow = nowMinute !== undefined && to >= nowMinute - 10
    return isNow ? say('why.spanToNow', { from: at(from) }) : say('span.times', { from: at(from), to: at(to) })
  })
  const more = camera.on.length > spans.length ? [say('why.moreSpans', { n: camera.on.length - spans.length })] : []
  return (
    <Reason
      words={say('why.connected', { count: camera.minutes, n: camera.minutes })}
      why={minimum === undefined ? '' : say('why.needed', { count: minimum, n: minimum })}
    >
      <Strip
        label={cameraLabel(camera)}
        on={camera.on}
        minutes={day.minutes}
        isShort={!camera.counted}
        nowMinute={nowMinute}
      />
      <p class="hint">{[...spans, ...more].join(', ')}</p>
      <a href={accountUrl(account.id, 'usage', { day: day.day, camera: camera.camera })}>{say('why.heartbeats')}</a>
    </Reason>
  )
}

function DayEquation({ day }: { readonly day: Day }) {
  const { money, rate } = useMoney()
  const whole = day.isClosed ? monthDay(day.day, languageNow()) : say('eq.todaySoFar')
  return (
    <div class="body">
      <Equation
        isSmall
        terms={[
          { figure: say('number', { n: day.additional }), name: say('eq.additional'), isBilled: true },
          { sign: '×', figure: rate(day.rate), name: say('eq.cameraDay') },
          { sign: '=', figure: money(day.amountMinor), name: whole },
        ]}
      />
    </div>
  )
}
