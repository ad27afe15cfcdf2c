/** The cameras of today with their strips; the whole list is the page Cameras. */
import { useAccount, useAccountResource } from '../../account.ts'
import type { CameraDay, Day, Page } from '../../api/schema.d.ts'
import { CameraName, cameraLabel } from '../../parts/camera.tsx'
import { Card } from '../../parts/card.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Hours, Strip } from '../../parts/strip.tsx'
import { minuteOfDay } from '../../format/minutes.ts'
import { accountUrl } from '../../route.ts'
import { say } from '../../texts/say.ts'

const shown = 8

export function CamerasToday({ today }: { readonly today: string }) {
  const { account } = useAccount()
  const cameras = useAccountResource<Page<CameraDay>>(`/days/${today}/cameras?counted=true&limit=${shown}`, 'days')
  const day = useAccountResource<Day>(`/days/${today}`, 'days')
  return (
    <Card
      title={say('today.title')}
      aside={say('today.words')}
      footer={<a href={accountUrl(account.id, 'cameras')}>{say('today.all')}</a>}
    >
      <Read reading={cameras} what={say('what.cameras')}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('cameras.none')} words={say('cameras.noneHint')} />
          ) : (
            <Table cameras={items} day={day.state === 'ready' ? day.body : undefined} />
          )
        }
      </Read>
    </Card>
  )
}

function Table({ cameras, day }: { readonly cameras: readonly CameraDay[]; readonly day: Day | undefined }) {
  const { live } = useAccount()
  const minutes = day?.minutes ?? 1440
  const nowMinute = day && !day.isClosed ? minuteOfDay(day.window, live.toldAtMs ?? Date.now()) : undefined
  return (
    <Scroll label={say('today.title')}>
      <table class="data cams">
        <colgroup>
          <col class="name" />
          <col />
          <col class="sum" />
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
          </tr>
        </thead>
        <tbody>
          {cameras.map((camera) => (
            <tr key={camera.camera}>
              <th scope="row">
                <CameraName camera={camera} />
              </th>
              <td>
                <Strip label={cameraLabel(camera)} on={camera.on} minutes={minutes} nowMinute={nowMinute} />
              </td>
              <td class="num">
                {say('number', { n: camera.minutes })} <span class="unit">{say('unit.min')}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
