/** A camera's name with where it is, how it is known to be connected, and its day in a sentence. */
import type { CameraDay } from '../model.ts'
import { say, sayCode } from '../texts/say.ts'

/** The site's own name for it where names leave the site, else the first six characters of its key. */
export function cameraName({ name, camera }: Pick<CameraDay, 'name' | 'camera'>): string {
  return name ?? camera.slice(0, 6)
}

export function cameraLabel(camera: CameraDay): string {
  return say('cameras.stripLabel', { name: cameraName(camera), count: camera.minutes, n: camera.minutes })
}

/** The evidence rank in a word: 4 streaming, 3 authenticated, 2 responding, 1 seen, 0 standby. */
export function rankWords(rank: number): string {
  return sayCode('rank', String(rank)) ?? say('rank.unknown')
}

/** "direct, RTSP login" or "recorder, Frigate". */
export function sourceWords({ sourceKind, source }: Pick<CameraDay, 'sourceKind' | 'source'>): string {
  return [sourceKind && say(`source.${sourceKind}`), source].filter(Boolean).join(', ')
}

type NameProps = { readonly camera: CameraDay; readonly href?: string; readonly withKey?: boolean }

export function CameraName({ camera, href, withKey = false }: NameProps) {
  const site = camera.site?.name ?? ''
  return (
    <>
      {href === undefined ? cameraName(camera) : <a href={href}>{cameraName(camera)}</a>}
      <small>
        {site}
        {withKey && (
          <span class="mid-only">
            {site && ' · '}
            <span class="key">{camera.camera.slice(0, 6)}</span>
          </span>
        )}
      </small>
    </>
  )
}
