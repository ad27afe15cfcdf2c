/** The cameras of today with their strips; the whole list is the page Cameras. */
import { useAccount, useAccountLookup } from '../../account.ts'
import type { DayPresence } from '../../model.ts'
import { CameraName, cameraLabel } from '../../parts/camera.tsx'
import { Card } from '../../parts/card.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Hours, Strip } from '../../parts/strip.tsx'
import { minuteOfDay } from '../../format/minutes.ts'
import { accountUrl } from '../../route.ts'
import { presenceLookup } from '../../lookups/presence.ts'
import { say } from '../../texts/say.ts'

const shown = 8

export function CamerasToday({ today }: { readonly today: string }) {
  const { account } = useAccount()
  const presence = useAccountLookup((one) => presenceLookup(one, today), 'now')
  return (
    <Card
      title={say('today.title')}
      aside={say('today.words')}
      footer={<a href={accountUrl(account.id, 'cameras')}>{say('today.all')}</a>}
    >
      <Read reading={presence} what={say('what.cameras')}>
        {(body) =>
          body.cameras.some(({ counted }) => counted) ? (
            <Table presence={body} />
          ) : (
            <Empty title={say('cameras.none')} words={say('cameras.noneHint')} />
          )
        }
      </Read>
    </Card>
  )
}

function Table({ presence }: { readonly presence: DayPresence }) {
  const { live } = useAccount()
  const { window, minutes } = presence
  const nowMinute = minuteOfDay(window, live.toldAtMs ?? Date.now())
  const cameras = presence.cameras.filter(({ counted }) => counted).slice(0, shown)
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
