/** Why a camera is billed: what was seen, who signed it, how long, which count it is part of, at which rate. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useAccount, useMoney } from '../../account.ts'
import type { CameraDay, Day, DayPresence } from '../../model.ts'
import { monthDay } from '../../format/day.ts'
import { wallTime } from '../../format/minutes.ts'
import { cameraLabel, cameraName, rankWords, sourceWords } from '../../parts/camera.tsx'
import { Cells } from '../../parts/cells.tsx'
import { Equation, type Term } from '../../parts/equation.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Skeleton } from '../../parts/states.tsx'
import { Strip } from '../../parts/strip.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'
import type { DayShown } from './camera-list.tsx'

type WhyProps = { readonly query: Query; readonly shown: DayShown }

export function Why({ query, shown }: WhyProps) {
  const { account } = useAccount()
  const asked = query['camera']
  const camera = shown.presence?.cameras.find((one) => one.camera === asked)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (asked !== undefined) heading.current?.focus()
  }, [asked, camera === undefined])
  if (asked === undefined) return <NoneChosen />
  return (
    <aside class="card why" aria-labelledby="why-title">
      <header class="nowrap-row">
        <h2 id="why-title" ref={heading} tabIndex={-1}>
          {camera ? title(camera) : say('why.title', { name: asked.slice(0, 6) })}
        </h2>
        <a
          class="button plain small square"
          href={accountUrl(account.id, 'cameras', { ...query, camera: undefined })}
          aria-label={say('window.close')}
        >
          <Icon name="close" />
        </a>
      </header>
      {shown.presence === undefined && <Skeleton what={say('what.camera')} />}
      {shown.presence && camera && <Reasons camera={camera} shown={shown} presence={shown.presence} />}
      {shown.presence && !camera && <p class="body soft">{say('why.notThere')}</p>}
    </aside>
  )
}

function NoneChosen() {
  return (
    <aside class="card why" aria-labelledby="why-title">
      <header>
        <h2 id="why-title">{say('why.none')}</h2>
      </header>
      <p class="body soft">{say('why.noneHint')}</p>
    </aside>
  )
}

function title(camera: CameraDay): string {
  return say(camera.counted ? 'why.title' : 'why.notTitle', { name: cameraName(camera) })
}

type ReasonsProps = { readonly camera: CameraDay; readonly shown: DayShown; readonly presence: DayPresence }

function Reasons({ camera, shown, presence }: ReasonsProps) {
  const { day } = shown
  const source = sourceWords(camera)
  const rank = source ? say('why.rank', { rank: camera.rank, source }) : say('why.rankOnly', { rank: camera.rank })
  return (
    <>
      <ol class="because">
        <Reason words={say('why.rankTitle', { rank: rankWords(camera.rank) })} why={rank} />
        <Signed camera={camera} />
        <Connected camera={camera} shown={shown} presence={presence} />
        {camera.counted && day ? (
          <CountedReasons day={day} />
        ) : (
          <Reason words={say('why.notCounted')} why={say(`notCounted.${camera.notCounted ?? 'short'}`)} />
        )}
      </ol>
      {camera.counted && day && <DayEquation day={day} />}
      {day && <footer>{say('why.includedIsNumber', { n: day.connected, additional: day.additional })}</footer>}
    </>
  )
}

function CountedReasons({ day }: { readonly day: Day }) {
  const { rate } = useMoney()
  const count = { count: day.connected, n: day.connected }
  return (
    <>
      <Reason
        words={say(day.isClosed ? 'why.oneOf' : 'why.oneOfToday', count)}
        why={say('why.additional', { included: day.included, additional: day.additional })}
      >
        <Cells
          connected={day.connected}
          included={Math.min(day.included, day.connected)}
          isOpen={!day.isClosed}
          size={16}
          label={say('overview.cells', { ...count, additional: day.additional })}
        />
      </Reason>
      <Reason words={say('why.rate', { tier: day.tierName, rate: rate(day.rate) })} why={say('why.rateWords')} />
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
  const gateways = camera.gateways.map(({ name }) => name).join(', ')
  const { heartbeats } = camera
  const signed =
    heartbeats === null
      ? say('why.signedBy', { gateways })
      : say('why.signed', { count: heartbeats, n: heartbeats, gateways })
  const holes = camera.gateways.reduce((sum, gateway) => sum + (gateway.holes ?? 0), 0)
  const whole = holes === 0 ? say('why.whole') : say('why.holes', { count: holes, n: holes })
  return <Reason words={say('why.signedTitle')} why={`${signed} ${whole}`} />
}

function Connected({ camera, shown: { nowMinute }, presence }: ReasonsProps) {
  const { account } = useAccount()
  const { minConnectedMinutes: minimum, window, minutes, day } = presence
  const at = (minute: number) => wallTime(window, minute, account.timeZone)
  const spans = camera.on.slice(0, 6).map(([from, to]) => {
    const isNow = nowMinute !== undefined && to >= nowMinute - 10
    return isNow ? say('why.spanToNow', { from: at(from) }) : say('span.times', { from: at(from), to: at(to) })
  })
  const more = camera.on.length > spans.length ? [say('why.moreSpans', { n: camera.on.length - spans.length })] : []
  return (
    <Reason
      words={say('why.connected', { count: camera.minutes, n: camera.minutes })}
      why={minimum === null ? '' : say('why.needed', { count: minimum, n: minimum })}
    >
      <Strip
        label={cameraLabel(camera)}
        on={camera.on}
        minutes={minutes}
        isShort={!camera.counted}
        nowMinute={nowMinute}
      />
      <p class="hint">{[...spans, ...more].join(', ')}</p>
      <a href={accountUrl(account.id, 'usage', { day, camera: camera.camera })}>{say('why.heartbeats')}</a>
    </Reason>
  )
}

function DayEquation({ day }: { readonly day: Day }) {
  const { money, rate } = useMoney()
  const whole = day.isClosed ? monthDay(day.day, languageNow()) : say('eq.todaySoFar')
  const count: readonly Term[] = [
    { figure: say('number', { n: day.additional }), name: say('eq.additional'), isBilled: true },
    { sign: '×', figure: rate(day.rate), name: say('eq.cameraDay') },
  ]
  const amount: Term = { sign: '=', figure: money(day.amountMinor), name: whole }
  return (
    <div class="body">
      <Equation isSmall terms={day.amountMinor === null ? count : [...count, amount]} />
    </div>
  )
}
