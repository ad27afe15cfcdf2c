/** The last columns of the drill: the cameras of the day chosen, and the signed heartbeats of the camera chosen. */
import { useState } from 'preact/hooks'
import { useAccount, useAccountLookup } from '../../account.ts'
import type { CameraDay, CameraHeartbeat, InvoiceLine, LineDay } from '../../model.ts'
import { clockTime, monthDay } from '../../format/day.ts'
import { cameraName, rankWords } from '../../parts/camera.tsx'
import { Equation } from '../../parts/equation.tsx'
import { Read } from '../../parts/states.tsx'
import { heartbeatsLookup, presenceLookup } from '../../lookups/presence.ts'
import { languageNow, say } from '../../texts/say.ts'
import { Column, DrillLink } from './drill-column.tsx'

const heartbeatsAtOnce = 12

type CamerasProps = {
  readonly line: InvoiceLine
  readonly date: string | undefined
  readonly opened: string | undefined
  readonly href: (camera: string) => string
}

export function CamerasColumn({ line, date, opened, href }: CamerasProps) {
  const presence = useAccountLookup((one) => (date === undefined ? undefined : presenceLookup(one, date)), 'days')
  const day = line.lineDays.find((one) => one.day === date)
  if (date === undefined)
    return (
      <>
        <Waiting title={say('drill.cameras')} words={say('drill.chooseDay')} />
        <Waiting title={say('usage.heartbeats')} words={say('drill.chooseCamera')} />
      </>
    )
  const cameras = presence.state === 'ready' ? presence.body.cameras : []
  const known = cameras.find(({ camera }) => camera === opened)
  return (
    <>
      <Column
        title={say('drill.camerasOn', { day: monthDay(date, languageNow()) })}
        head={day && <DayEquation day={day} />}
      >
        <Read reading={presence} what={say('what.cameras')}>
          {() => (
            <ul class="tall">
              {cameras.map((camera) => (
                <DrillLink
                  key={camera.camera}
                  href={href(camera.camera)}
                  isOpened={camera.camera === opened}
                  name={cameraName(camera)}
                  figure={say('number', { n: camera.minutes })}
                  note={noteOf(camera)}
                  unit={say('unit.min')}
                />
              ))}
            </ul>
          )}
        </Read>
      </Column>
      {opened === undefined ? (
        <Waiting title={say('usage.heartbeats')} words={say('drill.chooseCamera')} />
      ) : (
        <HeartbeatsColumn key={`${date} ${opened}`} date={date} camera={opened} known={known} />
      )}
    </>
  )
}

function noteOf(camera: CameraDay): string {
  const known = [camera.site?.name, rankWords(camera.rank).toLowerCase()].filter(Boolean).join(', ')
  return camera.counted ? known : say('drill.notCounted', { known })
}

function Waiting({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <Column title={title}>
      <p class="pad hint">{words}</p>
    </Column>
  )
}

function DayEquation({ day }: { readonly day: LineDay }) {
  return (
    <Equation
      isSmall
      terms={[
        { figure: say('number', { n: day.connected }), name: say('eq.connected') },
        { sign: '−', figure: say('number', { n: day.included }), name: say('eq.included') },
        { sign: '=', figure: say('number', { n: day.additional }), name: say('eq.additional'), isBilled: true },
      ]}
    />
  )
}

type HeartbeatsProps = { readonly date: string; readonly camera: string; readonly known: CameraDay | undefined }

function HeartbeatsColumn({ date, camera, known }: HeartbeatsProps) {
  const [cursor, setCursor] = useState<string>()
  const at = { cursor, limit: heartbeatsAtOnce }
  const reading = useAccountLookup((one) => heartbeatsLookup(one, { day: date, camera }, at), 'days')
  const name = known ? cameraName(known) : camera.slice(0, 6)
  return (
    <Column title={say('drill.heartbeatsOf', { name })} head={known && <HeartbeatEquation camera={known} />}>
      <Read reading={reading} what={say('what.heartbeats')}>
        {({ items, next }) => (
          <>
            <ul>
              {items.map((heartbeat) => (
                <HeartbeatRow key={heartbeat.hash} heartbeat={heartbeat} />
              ))}
            </ul>
            <p class="pad hint">
              {signedWords(items.length, known?.heartbeats ?? null)} <span class="key">{items[0]?.gatewayId}</span>
            </p>
            {next !== null && (
              <p class="pad">
                <button class="button quiet small" type="button" onClick={() => setCursor(next)}>
                  {say('pager.next')}
                </button>
              </p>
            )}
          </>
        )}
      </Read>
    </Column>
  )
}

function HeartbeatRow({ heartbeat }: { readonly heartbeat: CameraHeartbeat }) {
  const { account } = useAccount()
  const span = {
    from: clockTime(heartbeat.from, account.timeZone),
    to: clockTime(heartbeat.to, account.timeZone),
  }
  return (
    <DrillLink
      name={say('span.times', span)}
      figure={String(heartbeat.minutes)}
      note={
        <>
          {rankWords(heartbeat.rank)} <span class="key">{`${heartbeat.hash.slice(0, 6)}…`}</span>
        </>
      }
      unit={say('drill.statement', { n: heartbeat.seq })}
    />
  )
}

function signedWords(shown: number, of: number | null): string {
  return of === null ? say('drill.signed', { count: shown, n: shown }) : say('drill.signedBy', { n: shown, of })
}

function HeartbeatEquation({ camera }: { readonly camera: CameraDay }) {
  const { heartbeats, minutes } = camera
  const total = { figure: say('number', { n: minutes }), name: say('unit.minutes', { count: minutes }) }
  if (heartbeats === null) return <Equation isSmall terms={[total]} />
  const terms = [
    { figure: say('number', { n: heartbeats }), name: say('unit.heartbeats', { count: heartbeats }) },
    { sign: '=' as const, ...total },
  ]
  return <Equation isSmall terms={terms} />
}
