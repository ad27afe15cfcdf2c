/** The source `rtsp`: cameras named in the configuration, each asked by RTSP in its turn. */
import type { RtspSourceConfig } from '../config-schema.ts'
import type { CameraSource, Look } from '../core/source.ts'
import { startSchedule } from './look-schedule.ts'
import { camerasOf, type LoginConfig, type RtspCamera } from './rtsp-cameras.ts'
import { type LookPorts, type RunningLook, startLook } from './rtsp-look.ts'
import type { Turns } from './turns.ts'

/** `turns` are shared by all sources of a gateway: at most 8 looks at once (sources.md). */
export type RtspPorts = LookPorts & { readonly turns: Turns }

/** `cameraLogin` is for cameras and sources that name no login of their own. */
export type RtspOptions = { readonly lookSeconds: number; readonly cameraLogin: LoginConfig }

export function createRtspSource(config: RtspSourceConfig, options: RtspOptions, ports: RtspPorts): CameraSource {
  const cameras = camerasOf(config, options.cameraLogin)
  const underWay = new Set<RunningLook>()
  let isStopped = false
  let stopSchedule = () => {}
  const lookAt = async (camera: RtspCamera): Promise<Look> => {
    if (isStopped) throw new Error('the source was stopped')
    const target = { source: config.name, camera, allowBasicLogin: config.allowBasicLogin ?? false }
    const look = startLook(target, ports)
    underWay.add(look)
    try {
      return await look.result
    } finally {
      underWay.delete(look)
    }
  }
  const inTurn = (camera: RtspCamera) => ports.turns.take(() => lookAt(camera))
  return {
    name: config.name,
    kind: 'rtsp',
    owns: 'direct',
    start(sink) {
      const look = async (index: number) => {
        const camera = cameras[index]
        const seen = camera && (await inTurn(camera))
        if (seen && !isStopped) sink(seen)
      }
      stopSchedule = startSchedule({ count: cameras.length, lookSeconds: options.lookSeconds, look }, ports)
    },
    lookOnce: () => Promise.all(cameras.map(inTurn)),
    async stop() {
      isStopped = true
      stopSchedule()
      const ending = [...underWay].map((look) => look.result)
      for (const look of underWay) look.stop()
      await Promise.all(ending)
    },
  }
}
