/** The meter's part of the agent's status: cameras and sources as people see them. */
import type { CameraStatus, SourceStatus } from './agent-status.ts'
import type { Camera } from './camera-table.ts'
import type { MeterView } from './meter.ts'
import type { CameraSource } from './source.ts'

/** Now by both clocks, ms, and how long a source may be silent. */
export type ViewedAt = { readonly wallMs: number; readonly monoMs: number; readonly silentMs: number }

/** One row a camera, in the order in which they were met. */
export function cameraStatuses(view: MeterView, now: ViewedAt): CameraStatus[] {
  return view.cameras.map((camera) => cameraStatus(camera, view, now))
}

/** One row a source, in the order of the configuration. */
export function sourceStatuses(sources: readonly CameraSource[], view: MeterView, now: ViewedAt): SourceStatus[] {
  return sources.map(({ name, kind }) => {
    const { lookCount = 0, lastLook } = view.sources.get(name) ?? {}
    const isRecent = lastLook !== undefined && now.monoMs - lastLook.endedAtMonoMs <= now.silentMs
    return {
      name,
      kind,
      lookCount,
      isUp: isRecent && lastLook.rank !== 'unknown',
      ...(lastLook === undefined ? {} : { lastLookAt: wallOf(lastLook.endedAtMonoMs, now) }),
    }
  })
}

function cameraStatus(camera: Camera, view: MeterView, now: ViewedAt): CameraStatus {
  const shown = view.display.find(camera)
  const lastSuccess = shown?.lastSuccessMonoMs
  return {
    name: shown?.name ?? '',
    keys: camera.keys.map(({ key }) => key),
    sources: [...camera.seenBy.keys()],
    isUp: shown?.isUp ?? false,
    ...(shown === undefined ? {} : { rank: shown.rank, lastLookAt: wallOf(shown.lastLookMonoMs, now) }),
    ...(shown?.detail === undefined ? {} : { detail: shown.detail }),
    ...(lastSuccess === undefined ? {} : { lastSuccessAt: wallOf(lastSuccess, now) }),
  }
}

function wallOf(monoMs: number, now: ViewedAt): number {
  return Math.round(now.wallMs - (now.monoMs - monoMs))
}
