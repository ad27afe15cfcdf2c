/** The source `static`: cameras written down instead of looked at, for trials, rehearsals and the demo. */
import type { Clock, Random } from '../clock.ts'
import type { CameraSource, Look } from '../core/source.ts'
import { detailOf } from './look-detail.ts'
import { startSchedule } from './look-schedule.ts'
import type { ScriptedCamera, StaticScript } from './static-script.ts'

/** `script` is asked at every look; undefined means that it cannot be read now: then what it last named is unknown. */
export type StaticOptions = {
  readonly name: string
  readonly lookSeconds: number
  readonly script: () => StaticScript | undefined
}

/** A source over a script; `script: () => fixed` makes one in memory. All cameras are looked at in one moment. */
export function createStaticSource(
  options: StaticOptions,
  ports: { readonly clock: Clock; readonly random: Random },
): CameraSource {
  let last: StaticScript = { cameras: [] }
  let stopSchedule = () => {}
  const looks = (): Look[] => {
    const script = options.script()
    last = script ?? last
    return last.cameras.map((camera) => ({
      source: options.name,
      camera: camera.name,
      identifiers: camera.identifiers,
      rank: script ? rankAt(camera, ports.clock.wallMs()) : 'unknown',
      name: camera.name,
      ...(script ? {} : { detail: detailOf('FILE_UNREADABLE') }),
      endedAtMonoMs: ports.clock.monoMs(),
    }))
  }
  return {
    name: options.name,
    kind: 'static',
    owns: 'direct',
    start(sink) {
      const look = async () => {
        for (const seen of looks()) sink(seen)
      }
      stopSchedule = startSchedule({ count: 1, lookSeconds: options.lookSeconds, look }, ports)
    },
    lookOnce: async () => looks(),
    async stop() {
      stopSchedule()
    },
  }
}

function rankAt(camera: ScriptedCamera, instantMs: number): Look['rank'] {
  const span = camera.spans.find(({ fromMs, toMs }) => instantMs >= fromMs && instantMs < toMs)
  return span ? span.rank : camera.rank
}
