/** The last columns of the drill: the cameras of the day chosen, and the signed heartbeats of the camera chosen. */
import { useState } from 'preact/hooks'
import { useAccount, useAccountResource } from '../../account.ts'
import type { CameraDay, CameraHeartbeat, Day, Page } from '../../api/schema.d.ts'
import { clockTime, monthDay } from '../../format/day.ts'
import { cameraName, rankWords } from '../../parts/camera.tsx'
import { Equation } from '../../parts/equation.tsx'
import { Read } from '../../parts/states.tsx'
import { withQuery } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'
import { Column, DrillLink } from './drill-column.tsx'

type CamerasProps = {
  readonly date: string | undefined
  readonly opened: string | undefined
  readonly href: (camera: string) => string
}

export function CamerasColumn({ date, opened, href }: CamerasProps) {
  const path = date === undefined ? undefined : `/days/${date}`
  const day = useAccountResource<Day>(path, 'days')
  const cameras = useAccountResource<Page<CameraDay>>(path && `${path}/cameras?limit=200`, 'days')
  if (date === undefined)
    return (
      <>
        <Waiting title={say('drill.cameras')} words={say('drill.chooseDay')} />
        <Waiting title={say('usage.heartbeats')} words={say('drill.chooseCamera')} />
      </>
    )
  const known = cameras.state === 'ready' ? cameras.body.items.find(({ camera }) => camera === opened) : undefined
  return (
    <>
      <Column
        title={say('drill.camerasOn', { day: monthDay(date, languageNow()) })}
        head={day.state === 'ready' && <DayEquation day={day.body} />}
      >
        <Read reading={cameras} what={say('what.cameras')}>
          {({ items }) => (
            <ul class="tall">
              {items.map((camera) => (
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

function DayEquation({ day }: { readonly day: Day }) {
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
  const path = withQuery(`/days/${date}/cameras/${camera}/heartbeats`, { cursor, limit: '12' })
  const reading = useAccountResource<Page<CameraHeartbeat>>(path, 'days')
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
              {say('drill.signedBy', { n: items.length, of: known?.heartbeats ?? items.length })}{' '}
              <span class="key">{items[0]?.gateway}</span>
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

function HeartbeatEquation({ camera }: { readonly camera: CameraDay }) {
  return (
    <Equation
      isSmall
      terms={[
        {
          figure: say('number', { n: camera.heartbeats }),
          name: say('unit.heartbeats', { count: camera.heartbeats }),
        },
        {
          sign: '=',
          figure: say('number', { n: camera.minutes }),
          name: say('unit.minutes', { count: camera.minutes }),
        },
      ]}
    />
  )
}
